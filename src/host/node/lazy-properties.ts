import { showsNative } from "./native-texts.ts";

type Native = (this: unknown, ...values: unknown[]) => unknown;

// Taken before any program ran.
const { apply, ownKeys } = Reflect;
const { add, has } = WeakSet.prototype;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Getters of properties that V8 would show as values, although they are not there yet. */
const getters = new WeakSet<Function>();
/** Defines what a getter found. */
let define = defineProperty;
/** While the library boots it may look at them without making their values: in Node they come from a snapshot. */
let areHidden = false;

/** Whether accessors of such properties look like values from now on. */
export function hideLazyProperties(hidden: boolean): void {
  areHidden = hidden;
}

/**
 * Defines properties whose values are made when they are first looked at (SetLazyDataProperty in v8-object.h). They are
 * accessors, which `installLazyProperties` hides.
 */
export function defineLazyProperties(
  target: object,
  keys: readonly string[],
  enumerable: boolean,
  make: (key: string) => unknown,
): void {
  for (const key of keys) {
    const replace = (value: unknown) =>
      define(target, key, { value, writable: true, configurable: true, enumerable });
    const named = {
      get [key](): unknown {
        const value = make(key);
        replace(value);
        return value;
      },
      set [key](value: unknown) {
        replace(value);
      },
    };
    const accessor = getOwnPropertyDescriptor(named, key) as PropertyDescriptor;
    apply(add, getters, [accessor.get]);
    defineProperty(target, key, { ...accessor, enumerable });
  }
}

/**
 * Replaces, for good, the functions by which a program sees properties' attributes. To be called before anything captures them.
 *
 * @param defining how values are to be defined, so that whoever watches objects is told: nothing is assigned or deleted then
 */
export function installLazyProperties(defining: typeof Object.defineProperty): void {
  define = defining;
  const isLazy = (found: PropertyDescriptor | undefined): boolean =>
    areHidden && found?.get !== undefined && (apply(has, getters, [found.get]) as boolean);
  const replace = (holder: object, name: string, look: (native: Native) => Native): void => {
    const before = getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
    const native = before.value as Native;
    const value = look(native);
    for (const key of ["name", "length"] as const)
      defineProperty(value, key, { value: native[key], configurable: true });
    defineProperty(holder, name, { ...before, value: showsNative(value) });
  };
  const one = (native: Native): Native =>
    ({
      looking(this: unknown, ...values: unknown[]): unknown {
        const found = apply(native, this, values) as PropertyDescriptor | undefined;
        if (!isLazy(found)) return found;
        apply(found?.get as Native, values[0], []);
        return apply(native, this, values);
      },
    }).looking;
  replace(Object, "getOwnPropertyDescriptor", one);
  replace(Reflect, "getOwnPropertyDescriptor", one);
  replace(
    Object,
    "getOwnPropertyDescriptors",
    (native) =>
      ({
        looking(this: unknown, ...values: unknown[]): unknown {
          const found = apply(native, this, values) as Record<PropertyKey, PropertyDescriptor>;
          const keys = ownKeys(found);
          let isOver = true;
          for (let i = 0; i < keys.length; i++) {
            const property = found[keys[i] as PropertyKey];
            if (!isLazy(property)) continue;
            apply(property?.get as Native, values[0], []);
            isOver = false;
          }
          return isOver ? found : apply(native, this, values);
        },
      }).looking,
  );
}
