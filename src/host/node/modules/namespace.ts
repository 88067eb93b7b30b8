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

/** A module namespace exotic object (ECMA-262 10.4.6). */
export function makeNamespace(source: NamespaceSource, RealProxy: ProxyConstructor): object {
  const target: object = Object.create(null);
  const getters = new Map<string, () => unknown>();
  let isFilled = false;
  // A proxy may only tell of fixed properties that its target has. They are known once the module is linked.
  const fill = (): void => {
    if (isFilled) return;
    isFilled = true;
    for (const name of [...source.names()].sort()) {
      const getter = source.getter(name);
      if (!getter) continue;
      getters.set(name, getter);
      Object.defineProperty(target, name, { writable: true, enumerable: true, configurable: false });
    }
    Object.defineProperty(target, Symbol.toStringTag, { value: "Module" });
    Object.preventExtensions(target);
  };
  const getter = (key: string | symbol): (() => unknown) | undefined => {
    fill();
    return typeof key === "symbol" ? undefined : getters.get(key);
  };
  const describe = (key: string | symbol): PropertyDescriptor | undefined => {
    const read = getter(key);
    const fixed = Reflect.getOwnPropertyDescriptor(target, key);
    return read ? { ...fixed, value: read() } : fixed;
  };
  const namespace = new RealProxy(target, {
    get: (_target, key) => (key === Symbol.toStringTag ? "Module" : getter(key)?.()),
    has: (_target, key) => key === Symbol.toStringTag || getter(key) !== undefined,
    ownKeys: () => {
      fill();
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor: (_target, key) => describe(key),
    set: () => false,
    // What changes nothing is allowed.
    defineProperty(_target, key, wanted) {
      const current = describe(key) as Record<string, unknown> | undefined;
      if (!current) return false;
      return Object.entries(wanted).every(
        ([name, value]) => name in current && Object.is(current[name], value),
      );
    },
    deleteProperty: (_target, key) => key !== Symbol.toStringTag && getter(key) === undefined,
    getPrototypeOf: () => null,
    setPrototypeOf: (_target, prototype) => prototype === null,
    isExtensible: () => {
      fill();
      return false;
    },
    preventExtensions: () => {
      fill();
      return true;
    },
  });
  NAMESPACES.add(namespace);
  return namespace;
}
