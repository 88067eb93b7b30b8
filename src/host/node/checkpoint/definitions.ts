import { showsNative } from "../native-texts.ts";

type Native = (this: unknown, ...values: unknown[]) => unknown;

// Taken before any program ran.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply, ownKeys } = Reflect;
const { get, set, forEach } = Map.prototype;
const { add, forEach: forEachKey } = Set.prototype;
const [Defined, Keys] = [Map<number, Set<PropertyKey> | null>, Set<PropertyKey>];

/** Told of an object, by its number, that had properties defined: these, or (null) it may be any. */
export type TellTouched = (at: number, keys: Set<PropertyKey> | null) => void;

/** Functions that change an object or its properties by other means than assignment and deletion. */
const DEFINERS: ReadonlyArray<readonly [object, string]> = [
  [Object, "defineProperty"],
  [Object, "defineProperties"],
  [Object, "freeze"],
  [Object, "seal"],
  [Object, "preventExtensions"],
  [Object, "setPrototypeOf"],
  [Reflect, "defineProperty"],
  [Reflect, "preventExtensions"],
  [Reflect, "setPrototypeOf"],
  [Error, "captureStackTrace"],
];
/** The same, as methods of what they change. */
const DEFINER_METHODS = ["__defineGetter__", "__defineSetter__"];

/** Which properties a function defines: one, those that its second argument has, or it may be any. */
type Extent = "one" | "many" | "any";

const extentOf = (name: string): Extent =>
  name === "defineProperty" ? "one" : name === "defineProperties" ? "many" : "any";

/** Calls back with each key. Runs nothing of a program's. */
export function eachKey(keys: Set<PropertyKey>, visit: (key: PropertyKey) => void): void {
  apply(forEachKey, keys, [(key: PropertyKey) => visit(key)]);
}

/**
 * Watches the functions that can change an object without assigning to its properties. An object that none of them was
 * called with is as it was if its properties have their values and nothing was added: that is quick to see.
 */
export class Definitions {
  /** The objects that matter, by number. */
  #watched: ReadonlyMap<object, number> | null = null;
  #touched = new Defined();
  #isProxy: (value: unknown) => boolean = () => true;

  /**
   * Replaces the functions for good. To be called before anything captures them.
   *
   * @param isProxy whether looking at a value's keys may run something of the program's
   */
  install(isProxy: (value: unknown) => boolean): void {
    this.#isProxy = isProxy;
    for (const [holder, name] of DEFINERS) {
      const original = getOwnPropertyDescriptor(holder, name);
      if (original)
        defineProperty(holder, name, {
          ...original,
          value: this.#watching(original.value, false, extentOf(name)),
        });
    }
    for (const name of DEFINER_METHODS) {
      const original = getOwnPropertyDescriptor(Object.prototype, name);
      if (original)
        defineProperty(Object.prototype, name, {
          ...original,
          value: this.#watching(original.value, true, "one"),
        });
    }
    const proto = getOwnPropertyDescriptor(Object.prototype, "__proto__");
    if (proto)
      defineProperty(Object.prototype, "__proto__", {
        ...proto,
        set: this.#watching(proto.set as Native, true, "any"),
      });
  }

  /** Begins anew, with these objects and their numbers. */
  watch(objects: ReadonlyMap<object, number>): void {
    this.#watched = objects;
    this.#touched = new Defined();
  }

  /**
   * Tells of those that had properties defined since the last time. Puts them into no list: a program may have given lists
   * a setter for an index.
   */
  takeTouched(tell: TellTouched): void {
    const touched = this.#touched;
    this.#touched = new Defined();
    apply(forEach, touched, [(keys: Set<PropertyKey> | null, at: number) => tell(at, keys)]);
  }

  /** `key`: that of the one property that is defined; anything else than a key for whatever it may be. */
  #note(number: number, key: unknown): void {
    const isKey = typeof key === "string" || typeof key === "symbol";
    const known = apply(get, this.#touched, [number]) as Set<PropertyKey> | null | undefined;
    if (known === null) return;
    if (!isKey) apply(set, this.#touched, [number, null]);
    else if (known) apply(add, known, [key]);
    else {
      const keys = new Keys();
      apply(add, keys, [key]);
      apply(set, this.#touched, [number, keys]);
    }
  }

  #noteAll(number: number, properties: unknown): void {
    if (typeof properties !== "object" || properties === null || this.#isProxy(properties))
      return this.#note(number, undefined);
    const keys = ownKeys(properties);
    for (let i = 0; i < keys.length; i++) this.#note(number, keys[i]);
  }

  /**
   * The function, telling of objects that it is called with: as the first argument, or as `this`. The argument after it
   * tells which properties it defines.
   */
  #watching(native: Native, isMethod: boolean, extent: Extent): (value: unknown) => unknown {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function needs its own `this`, too
    const definitions = this;
    // A method definition, so that it is no constructor, like the native.
    const { watching } = {
      watching(this: unknown, ...values: unknown[]): unknown {
        const watched = definitions.#watched;
        const known = watched === null ? undefined : apply(get, watched, [isMethod ? this : values[0]]);
        const next = values[isMethod ? 0 : 1];
        if (known === undefined) return apply(native, this, values);
        if (extent === "many") definitions.#noteAll(known, next);
        else definitions.#note(known, extent === "one" ? next : undefined);
        return apply(native, this, values);
      },
    };
    for (const key of ["name", "length"] as const)
      defineProperty(watching, key, { value: native[key], configurable: true });
    return showsNative(watching);
  }
}
