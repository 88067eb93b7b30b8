import type { Vendor } from "../vendor.ts";
import type { Sample } from "../statistics/comparisons.ts";

const MOST = 2 ** 63;

/** All of a histogram. */
export interface CountsData {
  readonly range: readonly [lowest: number, highest: number, halfCount: number];
  readonly counts: ReadonlyMap<number, number>;
  readonly exceeds: number;
  readonly ends: readonly [min: number, max: number];
}

/** Counts of values, in buckets that keep so many significant figures (HdrHistogram). */
export class ValueCounts {
  #lowest: number;
  #highest: number;
  #halfCount: number;
  #unit: number;
  #counts = new Map<number, number>();
  #total = 0;
  #exceeds = 0;
  #min = MOST;
  #max = 0;
  #last: number | null = null;
  readonly #statistics: () => Vendor["statistics"];
  readonly #weight: number;
  readonly #threshold: number;
  /** Moving averages: null before the first value. */
  #moving: { mean: number; variance: number; errors: number } | null = null;

  /**
   * @param statistics finds what compares histograms
   * @param halfLife after so many values one counts half in the moving averages; 0 for none
   * @param threshold what is larger counts as an error there; 0 for none
   */
  constructor(
    statistics: () => Vendor["statistics"],
    lowest: number | bigint = 1,
    highest: number | bigint = Number.MAX_SAFE_INTEGER,
    figures = 3,
    halfLife = 0,
    threshold = 0,
  ) {
    this.#statistics = statistics;
    this.#weight = halfLife > 0 ? 1 - 2 ** (-1 / halfLife) : 0;
    this.#threshold = threshold;
    this.#lowest = Number(lowest);
    this.#highest = Number(highest);
    this.#unit = Math.floor(Math.log2(this.#lowest));
    this.#halfCount = 2 ** (Math.ceil(Math.log2(2 * 10 ** figures)) - 1);
  }

  get data(): CountsData {
    return {
      range: [this.#lowest, this.#highest, this.#halfCount],
      counts: new Map(this.#counts),
      exceeds: this.#exceeds,
      ends: [this.#min, this.#max],
    };
  }
  set data({ range, counts, exceeds, ends }: CountsData) {
    [this.#lowest, this.#highest, this.#halfCount] = range;
    this.#unit = Math.floor(Math.log2(this.#lowest));
    this.#counts = new Map(counts);
    this.#total = this.#sorted().reduce((sum, [, count]) => sum + count, 0);
    this.#exceeds = exceeds;
    [this.#min, this.#max] = ends;
  }

  /** How many values are counted as one with `value`. */
  #width(value: number): number {
    const magnitude = Math.floor(Math.log2(Math.max(value, 1)));
    return 2 ** Math.max(this.#unit, magnitude - Math.log2(this.#halfCount));
  }
  #first(value: number): number {
    const width = this.#width(value);
    return Math.floor(value / width) * width;
  }
  #top(value: number): number {
    return this.#first(value) + this.#width(value) - 1;
  }
  #median(value: number): number {
    return this.#first(value) + Math.floor(this.#width(value) / 2);
  }
  #sorted(): [number, number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  record(given: number | bigint): boolean {
    const value = Number(given);
    const isCounted = this.#count(value, 1);
    if (isCounted && this.#weight > 0) this.#average(value);
    return isCounted;
  }
  #count(value: number, count: number): boolean {
    if (value < this.#lowest || value > this.#highest) {
      this.#exceeds++;
      return false;
    }
    const key = this.#first(value);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    this.#total += count;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    return true;
  }
  #average(value: number): void {
    const error = this.#threshold > 0 && value > this.#threshold ? 1 : 0;
    if (!this.#moving) {
      this.#moving = { mean: value, variance: 0, errors: error };
      return;
    }
    const difference = value - this.#moving.mean;
    this.#moving.mean += this.#weight * difference;
    this.#moving.variance = (1 - this.#weight) * (this.#moving.variance + this.#weight * difference ** 2);
    this.#moving.errors += this.#weight * (error - this.#moving.errors);
  }
  ewmaMean(): number {
    return this.#moving?.mean ?? 0;
  }
  ewmaStddev(): number {
    return Math.sqrt(this.#moving?.variance ?? 0);
  }
  ewmaErrorRate(): number {
    return this.#moving?.errors ?? 0;
  }
  /** Records the time since the last call. @param now in nanoseconds */
  recordSince(now: number): void {
    if (this.#last !== null) this.record(Math.max(1, Math.round(now - this.#last)));
    this.#last = now;
  }
  add(other: ValueCounts): number {
    for (const [value, count] of other.#counts) this.#count(value, count);
    this.#exceeds += other.#exceeds;
    return 0;
  }
  /** Records also what would have been recorded every `interval` while this one took so long. */
  recordCorrected(given: number | bigint, interval: number | bigint): void {
    const [value, step] = [Number(given), Number(interval)];
    this.record(value);
    for (let missing = value - step; missing >= step; missing -= step) this.record(missing);
  }
  subtract(other: ValueCounts): number {
    for (const [value, count] of new Map(other.#counts)) {
      const left = Math.max(0, (this.#counts.get(value) ?? 0) - count);
      if (left > 0) this.#counts.set(value, left);
      else this.#counts.delete(value);
    }
    const values = this.#sorted();
    this.#total = values.reduce((sum, [, count]) => sum + count, 0);
    this.#min = values[0]?.[0] ?? MOST;
    this.#max = values.at(-1)?.[0] ?? 0;
    return 0;
  }
  reset(): void {
    this.#counts.clear();
    this.#total = this.#exceeds = this.#max = 0;
    this.#min = MOST;
    this.#last = null;
    this.#moving = null;
  }
  count(): number {
    return this.#total;
  }
  countBigInt(): bigint {
    return BigInt(this.#total);
  }
  exceeds(): number {
    return this.#exceeds;
  }
  exceedsBigInt(): bigint {
    return BigInt(this.#exceeds);
  }
  min(): number {
    return this.#total === 0 ? MOST : this.#first(this.#min);
  }
  minBigInt(): bigint {
    return this.#total === 0 ? 2n ** 63n - 1n : BigInt(this.min());
  }
  max(): number {
    return this.#total === 0 ? 0 : this.#top(this.#max);
  }
  maxBigInt(): bigint {
    return BigInt(this.max());
  }
  mean(): number {
    return this.#moment(1, 0) / this.#total;
  }
  stddev(): number {
    return Math.sqrt(this.#moment(2, this.mean()) / this.#total);
  }
  countAt(value: number): number {
    return this.#counts.get(this.#first(value)) ?? 0;
  }
  cdf(value: number): number {
    return this.#total === 0 ? 0 : this.#upTo(value) / this.#total;
  }
  /** The largest distance of two distribution functions (Kolmogorov and Smirnov). */
  ksTest(other: ValueCounts): number {
    if (this.#total === 0 || other.#total === 0) return 0;
    let most = 0;
    for (const value of [...this.#counts.keys(), ...other.#counts.keys()])
      most = Math.max(most, Math.abs(this.cdf(value) - other.cdf(value)));
    return most;
  }
  welchTest(other: ValueCounts, confidence: number): number[] {
    return other === this
      ? [0, 0, 1, 0, 0]
      : this.#statistics().welchTest(this.#sample, other.#sample, confidence);
  }
  mannWhitneyTest(other: ValueCounts): number[] {
    return other === this ? [0, 0, 1] : this.#statistics().mannWhitneyTest(this.#sample, other.#sample);
  }
  cohensD(other: ValueCounts): number {
    return this.#statistics().cohensD(this.#sample, other.#sample);
  }
  cliffsD(other: ValueCounts): number {
    return this.#statistics().cliffsD(this.#sample, other.#sample);
  }
  get #sample(): Sample {
    return { counts: this.#sorted(), total: this.#total, mean: this.mean(), deviation: this.stddev() };
  }
  /** A percentile, and between what values it lies with this confidence. */
  percentileCI(percentile: number, confidence: number): number[] {
    const value = this.percentile(percentile);
    if (this.#total < 2) return [value, value, value];
    const ranks = this.#statistics().percentileRanks(this.#total, percentile, confidence);
    return [value, ...ranks.map((rank) => this.#ranked(rank))];
  }
  percentilesAt(into: Map<number, number>, wanted: Float64Array): void {
    for (const percentile of wanted) into.set(percentile, this.percentile(percentile));
  }
  linearBuckets(step: number, into: Map<number, number>): void {
    this.#buckets(step, (end) => end + step, into);
  }
  logBuckets(first: number, base: number, into: Map<number, number>): void {
    this.#buckets(first, (end) => end * base, into);
  }
  /** Counts of the values up to each end, as far as there are any. */
  #buckets(first: number, next: (end: number) => number, into: Map<number, number>): void {
    let seen = 0;
    for (let end = first; seen < this.#total; end = next(end)) {
      const count = this.#upTo(end);
      into.set(this.#first(end), count - seen);
      seen = count;
    }
  }
  #upTo(value: number): number {
    let sum = 0;
    for (const [first, count] of this.#counts) if (first <= value) sum += count;
    return sum;
  }
  /** Of less than three values there is none. */
  skewness(): number {
    const deviation = this.#total < 3 ? 0 : this.stddev();
    return deviation > 0 ? this.#moment(3, this.mean()) / this.#total / deviation ** 3 : 0;
  }
  /** Of less than four values there is none. */
  kurtosis(): number {
    const variance = this.#total < 4 ? 0 : this.#moment(2, this.mean()) / this.#total;
    return variance > 0 ? this.#moment(4, this.mean()) / this.#total / (variance * variance) - 3 : 0;
  }
  percentile(percentile: number): number {
    return this.#ranked(Math.max(1, Math.floor((percentile / 100) * this.#total + 0.5)));
  }
  #ranked(rank: number): number {
    let seen = 0;
    for (const [value, count] of this.#sorted()) if ((seen += count) >= rank) return this.#top(value);
    return 0;
  }
  percentileBigInt(percentile: number): bigint {
    return BigInt(this.percentile(percentile));
  }
  percentiles(into: Map<number, number>): void {
    let [next, seen] = [0, 0];
    for (const [value, count] of this.#sorted()) {
      seen += count;
      while (next <= (100 * seen) / this.#total && next < 100 && seen < this.#total) {
        into.set(next, this.#top(value));
        next += 100 / 2 ** (Math.floor(Math.log2(100 / (100 - next))) + 1);
      }
      if (seen < this.#total) continue;
      if (next < 100) into.set(next, this.#top(value));
    }
    into.set(100, this.max());
  }
  percentilesBigInt(into: Map<number, bigint>): void {
    const plain = new Map<number, number>();
    this.percentiles(plain);
    for (const [percentile, value] of plain) into.set(percentile, BigInt(value));
  }

  #moment(power: number, around: number): number {
    let sum = 0;
    for (const [value, count] of this.#counts) sum += (this.#median(value) - around) ** power * count;
    return sum;
  }
}
