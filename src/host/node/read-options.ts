type Values = Readonly<Record<string, unknown>>;

/** The options that were looked at while something was evaluated, with what they were then. */
export class ReadOptions {
  readonly #read = new Map<string, unknown>();

  /** The same values, noting which of them are read. */
  watch(values: Values, ProxyClass: ProxyConstructor): Values {
    return new ProxyClass(values, {
      get: (target, name: string) => {
        this.#read.set(name, target[name]);
        return target[name];
      },
    });
  }

  areSame(values: Values): boolean {
    for (const [name, value] of this.#read) if (!isSame(values[name], value)) return false;
    return true;
  }
}

/** Options are texts, numbers, booleans, lists of texts, and an address. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
