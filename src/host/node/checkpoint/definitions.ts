type Native = (this: unknown, ...values: unknown[]) => unknown;

// Taken before any program ran.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const { get } = Map.prototype;
const { add, forEach } = Set.prototype;

/** Functions that give an object properties, or change what its properties are, by other means than assignment. */
const DEFINERS: ReadonlyArray<readonly [object, string]> = [
  [Object, "defineProperty"],
  [Object, "defineProperties"],
  [Object, "freeze"],
  [Object, "seal"],
  [Reflect, "defineProperty"],
  [Error, "captureStackTrace"],
];
/** The same, as methods of what they change. */
const DEFINER_METHODS = ["__defineGetter__", "__defineSetter__"];

/**
 * Watches the functions that can change a property without assigning to it. An object that none of them was called with
 * has, as far as each of its properties still has its value, still the same properties: that is quick to see.
 */
export class Definitions {
  /** The objects that matter, by number. */
  #watched: ReadonlyMap<object, number> | null = null;
  #touched = new Set<number>();

  /** Replaces the functions for good. To be called before anything captures them. */
  install(): void {
    for (const [holder, name] of DEFINERS) this.#replace(holder, name, false);
    for (const name of DEFINER_METHODS) this.#replace(Object.prototype, name, true);
  }

  /** Begins anew, with these objects and their numbers. */
  watch(objects: ReadonlyMap<object, number>): void {
    this.#watched = objects;
    this.#touched = new Set();
  }

  /** The numbers of those that had properties defined since the last time. */
  takeTouched(): readonly number[] {
    const numbers: number[] = [];
    apply(forEach, this.#touched, [(number: number) => (numbers[numbers.length] = number)]);
    this.#touched = new Set();
    return numbers;
  }

  #replace(holder: object, name: string, isMethod: boolean): void {
    const original = getOwnPropertyDescriptor(holder, name);
    if (!original) return;
    const native = original.value as Native;
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function needs its own `this`, too
    const definitions = this;
    // A method definition, so that it is no constructor, like the native.
    const replaced = {
      call(this: unknown, ...values: unknown[]): unknown {
        const target = isMethod ? this : values[0];
        const watched = definitions.#watched;
        const known = watched === null ? undefined : apply(get, watched, [target]);
        if (known !== undefined) apply(add, definitions.#touched, [known]);
        return apply(native, this, values);
      },
    }.call;
    for (const key of ["name", "length"] as const)
      defineProperty(replaced, key, { value: native[key], configurable: true });
    defineProperty(holder, name, { ...original, value: replaced });
  }
}
