interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly ms: number;
}

type DateMethod = (this: Date, ...values: number[]) => number | string;

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const { Temporal } = globalThis as { Temporal?: { readonly Now: { timeZoneId(): string } } };
/** Asked for once: without `Temporal` it takes longer than all else that a process does with its time zone. */
const BROWSER_ZONE =
  Temporal?.Now.timeZoneId() ?? new Intl.DateTimeFormat("en-US").resolvedOptions().timeZone;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Dates whose local time is that of one zone. A browser has its user's zone; a program sees UTC unless its environment says
 * otherwise. Where the two differ this replaces methods of `Date`, and gives them back.
 */
export class TimeZone {
  readonly #RealDate: DateConstructor;
  readonly #original = new Map<string, PropertyDescriptor>();
  #format: Intl.DateTimeFormat | null = null;
  #name = "";

  constructor(RealDate: DateConstructor) {
    this.#RealDate = RealDate;
  }

  /** What `process.env.TZ` says; a name that no zone has means UTC, as in glibc. */
  set(name: string | undefined): void {
    const zone = name === undefined || name === "" ? "UTC" : name.replace(/^:/, "");
    this.#name = isZone(zone) ? zone : "UTC";
    this.#format = null;
    if (this.#original.size === 0) {
      if (BROWSER_ZONE === this.#name) return;
      this.#install();
    }
  }

  /** Local time minus UTC at an instant, in milliseconds. */
  offset(time: number): number {
    if (this.#name === "UTC" || Number.isNaN(time)) return 0;
    this.#format ??= new Intl.DateTimeFormat("en-US", {
      timeZone: this.#name,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const parts: Record<string, string> = {};
    for (const { type, value } of this.#format.formatToParts(time)) parts[type] = value;
    const number = (type: string) => Number(parts[type]);
    const year = parts["era"] === "BC" ? 1 - number("year") : number("year");
    const local = utc({
      year,
      month: number("month") - 1,
      day: number("day"),
      hours: number("hour"),
      minutes: number("minute"),
      seconds: number("second"),
      ms: 0,
    });
    return local - Math.floor(time / 1000) * 1000;
  }

  /** The instant at which clocks show this local time: the earlier of two, and after a gap as if there were none. */
  instant(local: number): number {
    const before = this.offset(local - DAY);
    const after = this.offset(local + DAY);
    if (before === after || this.offset(local - before) === before) return local - before;
    return this.offset(local - after) === after ? local - after : local - before;
  }

  #install(): void {
    const { prototype } = this.#RealDate;
    const getTime = prototype.getTime;
    const setTime = prototype.setTime;
    const local = (date: Date): Date => {
      const time = getTime.call(date);
      return new this.#RealDate(time + this.offset(time));
    };
    const methods: Record<string, DateMethod> = {};
    for (const part of ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds", "Day"]) {
      const get = prototype[`getUTC${part}` as "getUTCDay"];
      methods[`get${part}`] = function () {
        return get.call(local(this));
      };
      if (part === "Day") continue;
      const set = (prototype as unknown as Record<string, (this: Date, ...values: number[]) => number>)[
        `setUTC${part}`
      ];
      const instant = (time: number) => this.instant(time);
      methods[`set${part}`] = function (...values) {
        const shown = local(this);
        return setTime.call(this, instant(set?.apply(shown, values) ?? Number.NaN));
      };
    }
    const day = (date: Date) =>
      `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${fullYear(date.getUTCFullYear())}`;
    const time = (date: Date) => {
      const shown = local(date);
      const offset = Math.round(this.offset(getTime.call(date)) / MINUTE);
      const sign = offset < 0 ? "-" : "+";
      const zone = two(Math.floor(Math.abs(offset) / 60)) + two(Math.abs(offset) % 60);
      const clock = [shown.getUTCHours(), shown.getUTCMinutes(), shown.getUTCSeconds()].map(two).join(":");
      return `${clock} GMT${sign}${zone} (${this.#longName(date)})`;
    };
    const valid = (date: Date, text: () => string) =>
      Number.isNaN(getTime.call(date)) ? "Invalid Date" : text();
    const offsetOf = (date: Date) => -Math.round(this.offset(getTime.call(date)) / MINUTE) || 0;
    methods["getTimezoneOffset"] = function () {
      return Number.isNaN(getTime.call(this)) ? Number.NaN : offsetOf(this);
    };
    methods["toString"] = function () {
      return valid(this, () => `${day(local(this))} ${time(this)}`);
    };
    methods["toDateString"] = function () {
      return valid(this, () => day(local(this)));
    };
    methods["toTimeString"] = function () {
      return valid(this, () => time(this));
    };
    for (const [name, method] of Object.entries(methods)) this.#replace(prototype, name, method);
  }

  #replace(target: object, name: string, value: unknown): void {
    const original = Object.getOwnPropertyDescriptor(target, name);
    if (original) this.#original.set(name, original);
    const named = { [name]: value }[name] as object;
    Object.defineProperty(named, "name", { value: name, configurable: true });
    Object.defineProperty(target, name, {
      value: named,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }

  /** Whether dates are not the browser's own. */
  get isForeign(): boolean {
    return this.#original.size > 0;
  }

  get name(): string {
    return this.#name;
  }

  #longName(date: Date): string {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: this.#name, timeZoneName: "long" });
    return format.formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ?? this.#name;
  }

  /** Gives the browser's dates back. */
  remove(): void {
    for (const [name, descriptor] of this.#original)
      Object.defineProperty(this.#RealDate.prototype, name, descriptor);
    this.#original.clear();
  }
}

/** Milliseconds since the epoch of a time in UTC, also for the years 0 to 99. */
function utc({ year, month, day, hours, minutes, seconds, ms }: DateParts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.setUTCHours(hours, minutes, seconds, ms);
}

function isZone(name: string): boolean {
  if (name === "UTC") return true;
  try {
    void new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function fullYear(year: number): string {
  return year < 0 ? `-${String(-year).padStart(6, "0")}` : String(year).padStart(4, "0");
}
