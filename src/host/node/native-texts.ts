// Taken before any program ran.
const { apply } = Reflect;
const { get, set } = WeakMap.prototype;
const { toString: textOf } = Function.prototype;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** What functions show as their text that are ours, but stand for the language's own. */
const texts = new WeakMap<Function, string>();

/** Marks a function, which has its name by now, as one that stands for the language's own: it shows as native. */
export function showsNative<T extends Function>(standIn: T): T {
  apply(set, texts, [standIn, `function ${standIn.name}() { [native code] }`]);
  return standIn;
}

/**
 * Puts a `Function.prototype.toString` in the place of the present one that knows the functions that were marked, for good or
 * until the returned property is put back.
 *
 * @param change what else becomes of a function's text
 */
export function installNativeTexts(
  change: (text: string) => string = (text) => text,
): PropertyDescriptor | undefined {
  const before = getOwnPropertyDescriptor(Function.prototype, "toString");
  // A method, so that it is no constructor, like the native.
  const { toString } = {
    toString(this: Function): string {
      const known =
        typeof this === "function" ? (apply(get, texts, [this]) as string | undefined) : undefined;
      return known ?? change(apply(textOf, this, []));
    },
  };
  defineProperty(Function.prototype, "toString", { ...before, value: showsNative(toString) });
  return before;
}
