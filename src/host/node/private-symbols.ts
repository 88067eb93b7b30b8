import type { Recorded } from "./binding.ts";

/**
 * V8's private symbols, which only native code can make. Here each is an accessor on `Object.prototype` over a weak map,
 * so that it is never an own property of anything. The accessors are the same for every realm of a worker.
 */
export class PrivateSymbols {
  readonly symbols: Readonly<Record<string, symbol>>;
  readonly #accessors: ReadonlyArray<readonly [symbol, PropertyDescriptor]>;

  constructor(recorded: Recorded) {
    this.symbols = Object.fromEntries(recorded.privateSymbols.map((name) => [name, Symbol(name)]));
    this.#accessors = Object.values(this.symbols).map((symbol) => [symbol, accessor()]);
  }

  /** Takes the accessors away while the library captures what `Object.prototype` has. */
  hide(): void {
    for (const [symbol] of this.#accessors) Reflect.deleteProperty(Object.prototype, symbol);
  }

  show(): void {
    for (const [symbol, descriptor] of this.#accessors)
      Object.defineProperty(Object.prototype, symbol, descriptor);
  }
}

function accessor(): PropertyDescriptor {
  const values = new WeakMap<object, unknown>();
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
