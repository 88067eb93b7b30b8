// Taken before any program ran: one that patched them could make its own changes look as if there were none.
const { getOwnPropertyDescriptor, getPrototypeOf, is, isExtensible } = Object;
const { ownKeys } = Reflect;
// Even this name is looked up, and may be the program's by now.
const global = globalThis;

/** The language's objects that have no global name. */
export function hiddenIntrinsics(): object[] {
  const prototype = (value: object): object => Object.getPrototypeOf(value) as object;
  const generator = function* () {};
  const asyncGenerator = async function* () {};
  return [
    async () => {},
    generator,
    asyncGenerator,
    generator.prototype as object,
    asyncGenerator.prototype as object,
    [][Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    ""[Symbol.iterator](),
    "".matchAll(/x/g),
    new Intl.Segmenter().segment("")[Symbol.iterator](),
  ].flatMap((value) => {
    const first = prototype(value);
    return [first, prototype(first)];
  });
}

interface Entry {
  readonly object: object;
  readonly prototype: object | null;
  readonly keys: readonly PropertyKey[];
  readonly descriptors: readonly PropertyDescriptor[];
}

/**
 * What the language's own objects were like before any program ran. A program that changed one of them has left something
 * behind for the next.
 */
export class Intrinsics {
  readonly #entries: readonly Entry[];
  readonly #globals: ReadonlyArray<readonly [string, PropertyDescriptor | undefined]>;

  /** @param names of the language's globals */
  constructor(names: Iterable<string>) {
    const entries: Entry[] = [];
    const seen = new Set<unknown>([globalThis]);
    const visit = (value: unknown): void => {
      const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
      if (!isObject || seen.has(value)) return;
      seen.add(value);
      const object = value as object;
      const prototype = Object.getPrototypeOf(object) as object | null;
      const keys = Reflect.ownKeys(object);
      const descriptors = keys.map((key) => Object.getOwnPropertyDescriptor(object, key) ?? {});
      entries.push({ object, prototype, keys, descriptors });
      visit(prototype);
      for (const { value: held, get, set } of descriptors) {
        visit(held);
        visit(get);
        visit(set);
      }
    };
    const globals = [...names];
    for (const name of globals) visit((globalThis as Record<string, unknown>)[name]);
    this.#globals = globals.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
    for (const object of hiddenIntrinsics()) visit(object);
    this.#entries = entries;
  }

  /**
   * The first thing that is not as it was; null when all is. Goes by index and by functions taken before: iterators and
   * array methods may be the program's by now.
   */
  difference(): string | null {
    for (let i = 0; i < this.#globals.length; i++) {
      const { 0: name, 1: before } = this.#globals[i] ?? NOTHING;
      const after = getOwnPropertyDescriptor(global, name);
      if (before !== after && !(before && after && isSame(before, after))) return name;
    }
    for (let i = 0; i < this.#entries.length; i++) {
      const entry = this.#entries[i];
      const changed = entry ? changeOf(entry) : null;
      if (changed !== null) return changed;
    }
    return null;
  }
}

const NOTHING: readonly [string, PropertyDescriptor | undefined] = ["", undefined];

function changeOf({ object, prototype, keys, descriptors }: Entry): string | null {
  if (getPrototypeOf(object) !== prototype) return "a prototype";
  if (!isExtensible(object)) return "an object that was closed";
  if (ownKeys(object).length !== keys.length) return "a number of properties";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    const before = descriptors[i];
    const after = getOwnPropertyDescriptor(object, key);
    if (!before || !after || !isSame(before, after)) return typeof key === "string" ? key : "a symbol";
  }
  return null;
}

function isSame(a: PropertyDescriptor, b: PropertyDescriptor): boolean {
  return (
    is(a.value, b.value) &&
    a.get === b.get &&
    a.set === b.set &&
    a.writable === b.writable &&
    a.enumerable === b.enumerable &&
    a.configurable === b.configurable
  );
}
