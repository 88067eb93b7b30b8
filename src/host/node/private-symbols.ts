import type { Recorded } from "./binding.ts";

/**
 * V8's private symbols, which only native code can make. Here each is an accessor on `Object.prototype` over a weak map,
 * so that it is never an own property of anything. The accessors are the same for every realm of a worker.
 */
export class PrivateSymbols {
  readonly symbols: Readonly<Record<string, symbol>>;
  readonly #accessors: ReadonlyArray<readonly [symbol, PropertyDescriptor]>;
  readonly #values: ReadonlyArray<WeakMap<object, unknown>>;

  constructor(recorded: Recorded) {
    this.symbols = Object.fromEntries(recorded.privateSymbols.map((name) => [name, Symbol(name)]));
    const symbols = Object.values(this.symbols);
    this.#values = symbols.map(() => new WeakMap<object, unknown>());
    this.#accessors = this.#values.map((values, index) => [symbols[index] as symbol, accessor(values)]);
  }

  /** Takes the accessors away while the library captures what `Object.prototype` has. */
  hide(): void {
    for (const [symbol] of this.#accessors) Reflect.deleteProperty(Object.prototype, symbol);
  }

  /** Takes from an object that outlives a process what the process kept on it. */
  forget(object: object): void {
    for (const values of this.#values) values.delete(object);
  }

  show(): void {
    for (const [symbol, descriptor] of this.#accessors)
      Object.defineProperty(Object.prototype, symbol, descriptor);
  }
}

function accessor(values: WeakMap<object, unknown>): PropertyDescriptor {
  const isObject = (value: unknown): value is object =>
    (typeof value === "object" && value !== null) || typeof value === "function";
  return {
    configurable: true,
    enumerable: false,
    get(this: unknown) {
      return isObject(this) ? values.get(this) : undefined;
    },
    set(this: unknown, value: unknown) {
      if (isObject(this)) values.set(this, value);
    },
  };
}
