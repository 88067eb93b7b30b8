import type { TimeZone } from "./time-zone.ts";

const LOCALE = "en-US";
/** Whether the browser speaks it by itself. Plural rules tell it soonest: others load their tables first. */
const IS_ENGLISH = new Intl.PluralRules().resolvedOptions().locale === LOCALE;

type Localized = (this: unknown, ...values: unknown[]) => unknown;

/** Methods with a locale, by what they belong to, and which of their arguments that is. */
const METHODS: ReadonlyArray<readonly [object, readonly string[], number]> = [
  [Number.prototype, ["toLocaleString"], 0],
  [BigInt.prototype, ["toLocaleString"], 0],
  [Array.prototype, ["toLocaleString"], 0],
  [String.prototype, ["localeCompare"], 1],
  [String.prototype, ["toLocaleLowerCase", "toLocaleUpperCase"], 0],
];
const DATE_METHODS = ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"];
const CONSTRUCTORS = [
  "Collator",
  "DateTimeFormat",
  "DisplayNames",
  "DurationFormat",
  "ListFormat",
  "NumberFormat",
  "PluralRules",
  "RelativeTimeFormat",
  "Segmenter",
] as const;

/** Gives programs US English and their own time zone where the browser's user has others. */
export class Locale {
  readonly #undo: (() => void)[] = [];
  readonly #zone: TimeZone;
  readonly #Proxy: ProxyConstructor;

  constructor(zone: TimeZone, RealProxy: ProxyConstructor) {
    this.#zone = zone;
    this.#Proxy = RealProxy;
  }

  install(): void {
    if ((IS_ENGLISH && !this.#zone.isForeign) || this.#undo.length > 0) return;
    for (const name of DATE_METHODS)
      this.#wrap(Date.prototype, name, (values) => [values[0] ?? LOCALE, this.#inZone(values[1])]);
    this.#wrapConstructors();
    if (IS_ENGLISH) return;
    for (const [target, names, at] of METHODS)
      for (const name of names)
        this.#wrap(target, name, (values) => {
          const given = [...values];
          while (given.length <= at) given.push(undefined);
          given[at] ??= LOCALE;
          return given;
        });
  }

  remove(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #inZone(options: unknown): object {
    const given = (options ?? {}) as { timeZone?: string };
    return given.timeZone === undefined ? { ...given, timeZone: this.#zone.name } : given;
  }

  #wrap(target: object, name: string, adapt: (values: readonly unknown[]) => readonly unknown[]): void {
    const original = Object.getOwnPropertyDescriptor(target, name);
    const method = original?.value as Localized | undefined;
    if (!original || !method) return;
    const wrapped = {
      [name](this: unknown, ...values: unknown[]) {
        return method.apply(this, [...adapt(values)]);
      },
    }[name];
    Object.defineProperty(target, name, { ...original, value: wrapped });
    this.#undo.push(() => Object.defineProperty(target, name, original));
  }

  #wrapConstructors(): void {
    for (const name of CONSTRUCTORS) {
      const original = Object.getOwnPropertyDescriptor(Intl, name);
      const Real = original?.value as (new (...values: unknown[]) => object) | undefined;
      if (!original || !Real) continue;
      const adapt = ([locales, options]: unknown[]) =>
        name === "DateTimeFormat" ? [locales ?? LOCALE, this.#inZone(options)] : [locales ?? LOCALE, options];
      const made: typeof Real = new this.#Proxy(Real, {
        construct: (target, values: unknown[], newTarget) =>
          Reflect.construct(target, adapt(values), newTarget === made ? target : newTarget) as object,
        apply: (target, self, values: unknown[]) =>
          Reflect.apply(target as unknown as Localized, self, adapt(values)),
      });
      Object.defineProperty(Intl, name, { ...original, value: made });
      this.#undo.push(() => Object.defineProperty(Intl, name, original));
    }
  }
}
