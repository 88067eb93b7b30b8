type Next = (this: unknown) => IteratorResult<unknown>;

const { defineProperty, getOwnPropertyDescriptor, isExtensible, getPrototypeOf } = Object;
const { isArray } = Array;
const { apply, ownKeys } = Reflect;
const NEXT = [new Map().values(), new Set().values()].map((iterator) => iterator.next as Next);

/** What an iterator has still to give, and whether it gives entries. */
interface Rest {
  readonly values: unknown[];
  readonly pairs: boolean;
}

/** Iterators that were looked into. */
const taken = new WeakMap<object, Rest>();

/**
 * What an iterator of a map or set is going to give, and whether these are keys and values in turn. JavaScript can only
 * see it by taking it: the iterator gets a `next` of its own that gives the same again. What the map gets afterwards is not given.
 */
export function previewIterator(iterator: object): [unknown[], boolean] {
  const { values, pairs } = taken.get(iterator) ?? take(iterator);
  return [pairs ? values.flat() : [...values], pairs];
}

function take(iterator: object): Rest {
  const next = NEXT.find((candidate) => belongs(candidate, iterator));
  if (!next || !isExtensible(iterator) || ownKeys(iterator).length > 0) return { values: [], pairs: false };
  const rest: unknown[] = [];
  for (;;) {
    const { done, value } = apply(next, iterator, []);
    if (done === true) break;
    rest[rest.length] = value;
  }
  const found = { values: rest, pairs: rest.length > 0 && rest.every(isPair) };
  taken.set(iterator, found);
  const again = {
    next(this: unknown): IteratorResult<unknown> {
      if (this !== iterator) return apply(next, this, []);
      return rest.length > 0 ? { value: rest.shift(), done: false } : { value: undefined, done: true };
    },
  };
  defineProperty(iterator, "next", { value: again.next, writable: true, configurable: true });
  return found;
}

/** Whether an iterator is of the kind that `next` advances; it stays where it is. */
function belongs(next: Next, iterator: object): boolean {
  for (let level: object | null = iterator; level; level = getPrototypeOf(level) as object | null)
    if (getOwnPropertyDescriptor(level, "next")?.value === next) return true;
  return false;
}

/** An iterator of entries makes a new array of two for each; one of values might hold such arrays, which cannot be told. */
function isPair(value: unknown): boolean {
  return isArray(value) && value.length === 2 && ownKeys(value).length === 3;
}
