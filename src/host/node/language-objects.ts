/** The language's objects that have no global name, by one of ours. */
function nameless(): Record<string, unknown> {
  return {
    "an async function": async () => {},
    "a generator": function* () {}.prototype,
    "an async generator": async function* () {}.prototype,
    "an array's iterator": [][Symbol.iterator](),
    "a map's iterator": new Map().entries(),
    "a set's iterator": new Set().values(),
    "a string's iterator": ""[Symbol.iterator](),
    "a match's iterator": "".matchAll(/x/g),
    "an iterator helper": [].values().map(() => 0),
    "a wrapped iterator": Iterator.from({ next: () => ({ done: true, value: 0 }) }),
    "a segmenter's segments": new Intl.Segmenter().segment(""),
    "a segmenter's iterator": new Intl.Segmenter().segment("")[Symbol.iterator](),
  };
}

/**
 * The language's namespaces, constructors and prototypes, each with the path by which it was found: `Math`,
 * `Map.prototype`, `Intl.Locale.prototype` … Also `build/record.cjs` asks for them.
 *
 * @param names of globals
 */
export function walkLanguage(names: Iterable<string>): Map<string, object> {
  const found = new Map<string, object>();
  const seen = new Set<unknown>();
  const visit = (value: unknown, path: string): void => {
    const isConstructor = typeof value === "function" && Object.hasOwn(value, "prototype");
    if (!isConstructor && (typeof value !== "object" || value === null)) return;
    if (seen.has(value)) return;
    seen.add(value);
    found.set(path, value);
    for (const key of Reflect.ownKeys(value))
      visit(Object.getOwnPropertyDescriptor(value, key)?.value, `${path}.${String(key)}`);
    visit(Object.getPrototypeOf(value), `${path}.__proto__`);
  };
  for (const name of names) if (name !== "globalThis") visit(Reflect.get(globalThis, name), name);
  for (const [name, value] of Object.entries(nameless())) visit(value, name);
  return found;
}

/**
 * Takes from the language what the pinned Node's does not have (yet): a browser's engine is often newer.
 *
 * @param names of globals
 * @param recorded names of what each object has in the pinned Node, by path
 */
export function removeNewer(
  names: Iterable<string>,
  recorded: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [path, object] of walkLanguage(names)) {
    const known = recorded[path];
    if (!known) continue;
    for (const key of Reflect.ownKeys(object))
      if (!known.includes(String(key))) Reflect.deleteProperty(object, key);
  }
}
