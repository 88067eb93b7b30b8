/** What a namespace shows: names and how to read each. */
export interface NamespaceSource {
  /** All exported names. Unambiguous ones only. */
  names(): readonly string[];
  /** Undefined when there is no such export. */
  getter(name: string): (() => unknown) | undefined;
}

const NAMESPACES = new WeakSet<object>();

/** Whether an object is a module namespace made here. */
export function isNamespace(value: unknown): boolean {
  return typeof value === "object" && value !== null && NAMESPACES.has(value);
}

/** A module namespace exotic object (ECMA-262 10.4.6), except that its properties say they are configurable. */
export function makeNamespace(source: NamespaceSource, RealProxy: ProxyConstructor): object {
  const target: object = Object.create(null, { [Symbol.toStringTag]: { value: "Module" } });
  let sorted: string[] | undefined;
  const names = () => (sorted ??= [...source.names()].sort());
  const getters = new Map<string, () => unknown>();
  const getter = (key: string | symbol): (() => unknown) | undefined => {
    if (typeof key === "symbol") return undefined;
    let found = getters.get(key);
    if (!found) {
      found = source.getter(key);
      if (found) getters.set(key, found);
    }
    return found;
  };
  const namespace = new RealProxy(target, {
    get: (_target, key) => (key === Symbol.toStringTag ? "Module" : getter(key)?.()),
    has: (_target, key) => key === Symbol.toStringTag || getter(key) !== undefined,
    ownKeys: () => [...names(), Symbol.toStringTag],
    getOwnPropertyDescriptor(_target, key) {
      if (key === Symbol.toStringTag)
        return { value: "Module", writable: false, enumerable: false, configurable: false };
      const read = getter(key);
      return read && { value: read(), writable: true, enumerable: true, configurable: true };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: (_target, key) => key !== Symbol.toStringTag && getter(key) === undefined,
    getPrototypeOf: () => null,
    setPrototypeOf: (_target, prototype) => prototype === null,
    isExtensible: () => true,
    preventExtensions: () => false,
  });
  NAMESPACES.add(namespace);
  return namespace;
}
