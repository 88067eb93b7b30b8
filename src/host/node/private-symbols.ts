import type { Recorded } from "./binding.ts";

// Taken before any program ran: what is kept here must not be handed to a program's own methods.
const { delete: remove, get, has, set } = WeakMap.prototype;
const { apply } = Reflect;
const NewWeakMap = WeakMap;

/**
 * V8's private symbols, which only native code can make. Here each is an accessor on `Object.prototype` over a weak map,
 * so that it is never an own property of anything. The accessors are the same for every realm of a worker.
 */
export class PrivateSymbols {
  readonly symbols: Readonly<Record<string, symbol>>;
  readonly #accessors: ReadonlyArray<readonly [symbol, PropertyDescriptor]>;
  readonly #stores: readonly Store[];

  constructor(recorded: Recorded) {
    this.symbols = Object.fromEntries(recorded.privateSymbols.map((name) => [name, Symbol(name)]));
    const stores: Store[] = [];
    this.#accessors = Object.values(this.symbols).map((symbol) => {
      const store = new Store();
      stores.push(store);
      return [symbol, accessor(store)];
    });
    this.#stores = stores;
  }

  /** Takes the accessors away while the library captures what `Object.prototype` has. */
  hide(): void {
    for (const [symbol] of this.#accessors) Reflect.deleteProperty(Object.prototype, symbol);
  }

  /** Takes from an object that outlives a process what the process kept on it. */
  forget(object: object): void {
    for (const store of this.#stores) store.forget(object);
  }

  /** What was set until now is there again after `revert`. */
  keep(): void {
    for (const store of this.#stores) store.keep();
  }

  /** Forgets what was set since `keep`. */
  revert(): void {
    for (let i = 0; i < this.#stores.length; i++) this.#stores[i]?.revert();
  }

  show(): void {
    for (const [symbol, descriptor] of this.#accessors)
      Object.defineProperty(Object.prototype, symbol, descriptor);
  }
}

/** Values by object, in two layers: the lower one stays. */
class Store {
  #kept = new NewWeakMap<object, unknown>();
  #values = new NewWeakMap<object, unknown>();

  get(object: object): unknown {
    return apply(has, this.#values, [object])
      ? apply(get, this.#values, [object])
      : apply(get, this.#kept, [object]);
  }

  set(object: object, value: unknown): void {
    apply(set, this.#values, [object, value]);
  }

  forget(object: object): void {
    apply(remove, this.#kept, [object]);
    apply(remove, this.#values, [object]);
  }

  keep(): void {
    this.#kept = this.#values;
    this.#values = new NewWeakMap();
  }

  revert(): void {
    this.#values = new NewWeakMap();
  }
}

function accessor(store: Store): PropertyDescriptor {
  const isObject = (value: unknown): value is object =>
    (typeof value === "object" && value !== null) || typeof value === "function";
  return {
    configurable: true,
    enumerable: false,
    get(this: unknown) {
      return isObject(this) ? store.get(this) : undefined;
    },
    set(this: unknown, value: unknown) {
      if (isObject(this)) store.set(this, value);
    },
  };
}
