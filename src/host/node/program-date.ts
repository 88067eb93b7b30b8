import type { TimeZone } from "./time-zone.ts";

/** Texts that name their zone, and ISO dates without a time, which mean UTC (ECMA-262 21.4.1.32). */
const ABSOLUTE = /(?:Z|[+-]\d\d:?\d\d|\b(?:GMT|UTC?|[ECMP][SD]T)(?:[+-]\d{1,4})?)\s*(?:\([^)]*\)\s*)?$/i;
const ISO_DATE = /^\s*(?:[+-]\d{6}|\d{4})(?:-\d\d(?:-\d\d)?)?\s*$/;

/**
 * The `Date` that a program gets: in its own time zone, and at a clock that stands still where the process's policy wants
 * that. Instances are real dates.
 *
 * @param browserOffset minutes from the browser's local time to UTC at an instant
 * @param now the instant at which the clock stands, or null
 */
export function makeProgramDate(
  RealDate: DateConstructor,
  RealProxy: ProxyConstructor,
  zone: TimeZone,
  browserOffset: (time: number) => number,
  now: number | null,
): DateConstructor {
  const parse = {
    parse(text: string): number {
      const time = RealDate.parse(text);
      if (!zone.isForeign || Number.isNaN(time) || ABSOLUTE.test(text) || ISO_DATE.test(text)) return time;
      return zone.instant(time - browserOffset(time) * 60_000);
    },
  }.parse;
  const clock = { now: () => now ?? RealDate.now() }.now;
  const fromParts = ([year = Number.NaN, ...rest]: number[]): number => {
    // The years 0 to 99 are those of the twentieth century.
    const full = year >= 0 && year <= 99 ? 1900 + Math.trunc(year) : year;
    const [month = 0, day = 1, hours = 0, minutes = 0, seconds = 0, ms = 0] = rest;
    const local = RealDate.UTC(full, month, day, hours, minutes, seconds, ms);
    return zone.isForeign
      ? zone.instant(local)
      : new RealDate(full, month, day, hours, minutes, seconds, ms).getTime();
  };
  const instant = (values: readonly unknown[]): unknown => {
    const [first] = values;
    if (values.length === 0) return clock();
    if (values.length > 1) return fromParts(values.map(Number));
    return typeof first === "string" ? parse(first) : first;
  };
  const made: DateConstructor = new RealProxy(RealDate, {
    construct: (target, values: unknown[], newTarget) =>
      Reflect.construct(target, [instant(values)], newTarget === made ? target : newTarget) as object,
    apply: () => new RealDate(clock()).toString(),
    get(target, key, receiver) {
      if (key === "now") return clock;
      if (key === "parse") return parse;
      return Reflect.get(target, key, receiver === made ? target : receiver) as unknown;
    },
  });
  return made;
}
