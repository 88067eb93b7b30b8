import type { BindingContext } from "../binding.ts";

/** What an object is to the structured clone algorithm. */
export type CloneKind =
  | "plain"
  | "array"
  | "view"
  | "date"
  | "regexp"
  | "map"
  | "set"
  | "buffer"
  | "shared"
  | "error"
  | "boolean"
  | "number"
  | "string"
  | "bigint"
  | "wasm"
  | "uncloneable";

type Check = (value: unknown) => boolean;

/** Checks of internal slots, by the names of Node's `types` binding. */
export type TypeChecks = Readonly<Record<string, Check>>;

/** Order matters only for speed: an object has one kind. */
const KINDS: ReadonlyArray<readonly [string, CloneKind]> = [
  ["isDate", "date"],
  ["isRegExp", "regexp"],
  ["isMap", "map"],
  ["isSet", "set"],
  ["isNativeError", "error"],
  ["isArrayBuffer", "buffer"],
  ["isSharedArrayBuffer", "shared"],
  ["isBooleanObject", "boolean"],
  ["isNumberObject", "number"],
  ["isStringObject", "string"],
  ["isBigIntObject", "bigint"],
  ["isSymbolObject", "uncloneable"],
  ["isModuleNamespaceObject", "uncloneable"],
];

export type KindOf = (value: object) => CloneKind;

/** Tells what V8 makes of an object. */
function makeKindOf(types: TypeChecks): KindOf {
  const is = (name: string, value: object): boolean => types[name]?.(value) ?? false;
  const unclonable = intrinsicPrototypes();
  return (value) => {
    if (typeof value === "function" || is("isProxy", value)) return "uncloneable";
    if (Array.isArray(value)) return "array";
    if (ArrayBuffer.isView(value)) return "view";
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null)
      return is("isArgumentsObject", value) ? "uncloneable" : "plain";
    for (const [name, kind] of KINDS) if (is(name, value)) return kind;
    for (let at = prototype as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
      if (unclonable.has(at)) return "uncloneable";
      if (at === WebAssembly.Module.prototype) return "wasm";
      if (at === WebAssembly.Memory.prototype) return memoryKind(value);
    }
    return "plain";
  };
}

/** Memory can be given to another thread when both can use it; what only has its prototype is an object as any. */
export function memoryKind(value: object): "wasm" | "uncloneable" | "plain" {
  try {
    return (value as WebAssembly.Memory).buffer instanceof SharedArrayBuffer ? "wasm" : "uncloneable";
  } catch {
    return "plain";
  }
}

/** The realm's one instance. */
export function kindOf(context: BindingContext): KindOf {
  return context.shared(makeRealmKindOf);
}

function makeRealmKindOf(context: BindingContext): KindOf {
  const { internalBinding } = context as BindingContext & { internalBinding(name: string): TypeChecks };
  return makeKindOf(internalBinding("types"));
}

/** Prototypes of the language's objects that have state which cannot be cloned. */
function intrinsicPrototypes(): ReadonlySet<object> {
  const above = (value: object): object => Object.getPrototypeOf(value) as object;
  const { Instance, Table, Global } = WebAssembly;
  const intl = Object.getOwnPropertyNames(Intl).map((name) => (Intl as Record<string, unknown>)[name]);
  const classes = [
    Promise,
    WeakMap,
    WeakSet,
    WeakRef,
    FinalizationRegistry,
    Instance,
    Table,
    Global,
    ...intl,
  ];
  const prototypes = classes.flatMap((value) =>
    typeof value === "function" ? [value.prototype as object] : [],
  );
  const generators = [function* () {}, async function* () {}].map((value) =>
    above(value.prototype as object),
  );
  return new Set([...prototypes, ...generators, Iterator.prototype]);
}

/** As V8 names a value in a message (Object::NoSideEffectsToString). */
export function describeValue(value: unknown): string {
  if (typeof value === "symbol") return Symbol.prototype.toString.call(value);
  if (typeof value === "function") return Function.prototype.toString.call(value);
  const object = value as object;
  const name = constructorName(object);
  return name === undefined ? Object.prototype.toString.call(object) : `#<${name}>`;
}

function constructorName(object: object): string | undefined {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const text = Object.getOwnPropertyDescriptor(at, "toString");
    if (text && text.value !== Object.prototype.toString) return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(at, "constructor");
    if (!descriptor) continue;
    const { value } = descriptor as { value?: unknown };
    return typeof value === "function" && value.name !== "" ? value.name : undefined;
  }
  return "Object";
}
