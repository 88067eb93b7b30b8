// Taken before any program ran.
const { getOwnPropertySymbols, keys: enumerableKeys, prototype, values } = Object;
const { apply, ownKeys } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { propertyIsEnumerable } = prototype;

/** Bits of a filter, as V8's PropertyFilter. */
const ONLY_ENUMERABLE = 2;
const SKIP_SYMBOLS = 16;

/** From this length on the names of a list's elements take too long to be made only to be left out. */
const LONG = 64;

/**
 * An object's own keys that are no indices, as GetOwnNonIndexProperties in node_util.cc. Goes by index: a program may have
 * taken iterators and methods away, and still print something.
 */
export function ownNonIndexKeys(object: object, filter: number): PropertyKey[] {
  const onlyEnumerable = (filter & ONLY_ENUMERABLE) !== 0;
  const found: PropertyKey[] = [];
  const add = (keys: readonly PropertyKey[], first: number): void => {
    for (let i = first; i < keys.length; i++) {
      const key = keys[i] as PropertyKey;
      if (typeof key === "symbol" && filter & SKIP_SYMBOLS) continue;
      if (!onlyEnumerable || apply(propertyIsEnumerable, object, [key])) found[found.length] = key;
    }
  };
  if (onlyEnumerable && isLong(object)) {
    // Values come without names, but would call accessors, which a view can have only besides its elements.
    if (!isView(object) || values(object).length !== object.length) {
      const names = enumerableKeys(object);
      add(names, pastIndices(names, names.length));
    }
    add(getOwnPropertySymbols(object), 0);
  } else {
    const keys = ownKeys(object);
    let names = keys.length;
    while (names > 0 && typeof keys[names - 1] === "symbol") names--;
    add(keys, pastIndices(keys, names));
  }
  return found;
}

function isLong(object: object): object is { readonly length: number } {
  return (isArray(object) || isView(object)) && "length" in object && (object.length as number) >= LONG;
}

/** Where, of so many names, the indices end, which come first. */
function pastIndices(names: readonly PropertyKey[], count: number): number {
  let first = count;
  while (first > 0 && !isIndex(names[first - 1] as string)) first--;
  return first;
}

/** `"0"` to `"4294967294"`, written as an index is: those are elements, not properties. */
function isIndex(key: string): boolean {
  const index = +key;
  return `${index}` === key && index % 1 === 0 && index >= 0 && index < 2 ** 32 - 1;
}
