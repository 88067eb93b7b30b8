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

/** An object's own keys that are no indices, as GetOwnNonIndexProperties in node_util.cc. */
export function ownNonIndexKeys(object: object, filter: number): PropertyKey[] {
  const onlyEnumerable = (filter & ONLY_ENUMERABLE) !== 0;
  const symbols = (): PropertyKey[] => (filter & SKIP_SYMBOLS ? [] : getOwnPropertySymbols(object));
  const isShown = (key: PropertyKey): boolean =>
    !onlyEnumerable || (apply(propertyIsEnumerable, object, [key]) as boolean);
  if (onlyEnumerable && isLong(object)) {
    // Values come without names, but would call accessors, which a view can have only besides its elements.
    const names = isView(object) && values(object).length === object.length ? [] : enumerableKeys(object);
    return [...withoutIndices(names), ...symbols().filter(isShown)];
  }
  const names = ownKeys(object).filter((key) => typeof key === "string");
  return [...withoutIndices(names).filter(isShown), ...symbols().filter(isShown)];
}

function isLong(object: object): object is { readonly length: number } {
  return (isArray(object) || isView(object)) && "length" in object && Number(object.length) >= LONG;
}

/** Indices come first. */
function withoutIndices(names: readonly string[]): string[] {
  let first = names.length;
  while (first > 0 && !isIndex(names[first - 1] ?? "")) first--;
  return names.slice(first);
}

/** `"0"` to `"4294967294"`, written as an index is: those are elements, not properties. */
function isIndex(key: string): boolean {
  const index = Number(key);
  return String(index) === key && Number.isInteger(index) && index >= 0 && index < 2 ** 32 - 1;
}
