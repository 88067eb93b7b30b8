import { withoutPieces } from "./modules/pieces.ts";

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
 * Puts a `Function.prototype.toString` in the place of the browser's that knows the functions that were marked, and shows others
 * without what was put into their source.
 */
export function installNativeTexts(): void {
  const before = getOwnPropertyDescriptor(Function.prototype, "toString");
  // A method, so that it is no constructor, like the native.
  const { toString } = {
    toString(this: Function): string {
      const known =
        typeof this === "function" ? (apply(get, texts, [this]) as string | undefined) : undefined;
      return known ?? withoutPieces(apply(textOf, this, []));
    },
  };
  defineProperty(Function.prototype, "toString", { ...before, value: showsNative(toString) });
}
