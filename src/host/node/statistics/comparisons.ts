import { binomialUpTo, normalTails, studentLimit, studentTails } from "./distributions.ts";

/** What a histogram holds: how often each value came, the least first. */
export interface Sample {
  readonly counts: readonly (readonly [value: number, count: number])[];
  readonly total: number;
  readonly mean: number;
  /** Of the values themselves, not an estimate from them. */
  readonly deviation: number;
}

/** The estimate of the variance of what the values were drawn from. */
const varianceOf = ({ deviation, total }: Sample): number => (deviation ** 2 * total) / (total - 1);

/**
 * Welch's t-test.
 *
 * @returns t, degrees of freedom, likelihood, and between what the difference of the means lies
 */
export function welchTest(one: Sample, other: Sample, confidence: number): number[] {
  const nothing = [0, 0, 1, 0, 0];
  if (one.total < 2 || other.total < 2) return nothing;
  const errors = [one, other].map((sample) => varianceOf(sample) / sample.total);
  const [first = 0, second = 0] = errors;
  const error = first + second;
  if (error === 0) return nothing;
  const difference = one.mean - other.mean;
  const t = difference / Math.sqrt(error);
  const freedom = error ** 2 / (first ** 2 / (one.total - 1) + second ** 2 / (other.total - 1));
  const margin = studentLimit(1 - confidence, freedom) * Math.sqrt(error);
  return [t, freedom, studentTails(t, freedom), difference - margin, difference + margin];
}

/** Of all pairs of a value here and one there: in how many the first is larger, in how many both are the same. */
function comparePairs(one: Sample, other: Sample): { larger: number; same: number } {
  let [larger, same, smaller, at] = [0, 0, 0, 0];
  for (const [value, count] of one.counts) {
    for (; (other.counts[at]?.[0] ?? Infinity) < value; at++) smaller += other.counts[at]?.[1] ?? 0;
    const [there, often = 0] = other.counts[at] ?? [];
    larger += count * smaller;
    if (there === value) same += count * often;
  }
  return { larger, same };
}

/** The U test of Mann and Whitney. @returns U, z, and the likelihood by the normal approximation */
export function mannWhitneyTest(one: Sample, other: Sample): number[] {
  if (one.total === 0 || other.total === 0) return [0, 0, 1];
  const { larger, same } = comparePairs(one, other);
  const u = larger + same / 2;
  const pairs = one.total * other.total;
  const total = one.total + other.total;
  const together = new Map(one.counts);
  for (const [value, count] of other.counts) together.set(value, (together.get(value) ?? 0) + count);
  let ties = 0;
  for (const count of together.values()) ties += count ** 3 - count;
  const variance = (pairs / 12) * (total + 1 - ties / (total * (total - 1)));
  if (variance <= 0) return [u, 0, 1];
  const z = (u - pairs / 2) / Math.sqrt(variance);
  return [u, z, normalTails(z)];
}

/** Cohen's d: the difference of the means, in standard deviations of both together. */
export function cohensD(one: Sample, other: Sample): number {
  if (one.total < 2 || other.total < 2) return 0;
  const squares = (one.total - 1) * varianceOf(one) + (other.total - 1) * varianceOf(other);
  const deviation = Math.sqrt(squares / (one.total + other.total - 2));
  return deviation === 0 ? 0 : (one.mean - other.mean) / deviation;
}

/** Cliff's delta: how much more often a value here is larger than one there than the other way round. */
export function cliffsD(one: Sample, other: Sample): number {
  const pairs = one.total * other.total;
  if (pairs === 0) return 0;
  const { larger, same } = comparePairs(one, other);
  return (2 * larger + same - pairs) / pairs;
}

/** The ranks, from 1 on, between which a percentile lies with this confidence. */
export function percentileRanks(total: number, percentile: number, confidence: number): [number, number] {
  const outside = (1 - confidence) / 2;
  const upTo = (most: number) => binomialUpTo(most, total, percentile / 100);
  /** The first rank from 1 on of which `holds` says yes, as all after it do. */
  const firstRank = (holds: (rank: number) => boolean) => {
    let [low, high] = [1, total + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (holds(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const lower = firstRank((rank) => upTo(rank - 1) > outside) - 1;
  const upper = firstRank((rank) => upTo(rank - 1) >= 1 - outside);
  return [Math.max(1, lower), Math.min(total, upper)];
}
