import type { RealmContext } from "../realm-context.ts";
import { isNamespace } from "../modules/namespace.ts";
import { isExternal } from "./external.ts";

type Check = (value: unknown) => boolean;

/** `types`: what kind of object a value is, whatever its prototype says. */
export function typesBinding(context: RealmContext): Record<string, unknown> {
  const checks = makeTypeChecks(context);
  const recorded = context.recorded.bindings["types"]?.functions ?? [];
  return Object.fromEntries(
    recorded.flatMap((name) => {
      const check = checks[name];
      // Functions of native code have no name here.
      return check ? [[name, Object.defineProperty(check, "name", { value: "" })]] : [];
    }),
  );
}

/** All checks by name; `util` offers some of them too. */
export function makeTypeChecks(context: RealmContext): Record<string, Check> {
  const slot = (prototype: object, key: string): Check => hasSlot(prototype, key);
  const notProxy =
    (check: Check): Check =>
    (value) =>
      check(value) && !context.isProxy(value);
  const tagged = (tag: string): Check =>
    notProxy((value) => isObject(value) && Object.prototype.toString.call(value) === `[object ${tag}]`);
  const functionKind = (constructors: readonly unknown[]): Check =>
    notProxy((value) => typeof value === "function" && constructors.includes(kindOf(value)));

  const isArrayBuffer = slot(ArrayBuffer.prototype, "byteLength");
  const isSharedArrayBuffer = slot(SharedArrayBuffer.prototype, "byteLength");
  const isDataView = slot(DataView.prototype, "byteLength");
  const boxed = {
    isNumberObject: slot(Number.prototype, "valueOf"),
    isStringObject: slot(String.prototype, "valueOf"),
    isBooleanObject: slot(Boolean.prototype, "valueOf"),
    isBigIntObject: slot(BigInt.prototype, "valueOf"),
    isSymbolObject: slot(Symbol.prototype, "valueOf"),
  };
  const isRegExpLike = slot(RegExp.prototype, "source");
  return {
    ...boxed,
    isBoxedPrimitive: (value) => Object.values(boxed).some((check) => check(value)),
    isExternal,
    isDate: slot(Date.prototype, "getTime"),
    isArgumentsObject: notProxy(
      (value) =>
        isObject(value) &&
        !(Symbol.toStringTag in value) &&
        Object.prototype.toString.call(value) === "[object Arguments]",
    ),
    isNativeError: (value) =>
      isObject(value) && !context.isProxy(value) && (Error as unknown as { isError: Check }).isError(value),
    isRegExp: (value) => isRegExpLike(value) && value !== RegExp.prototype,
    isAsyncFunction: functionKind([KINDS.async, KINDS.asyncGenerator]),
    isGeneratorFunction: functionKind([KINDS.generator, KINDS.asyncGenerator]),
    isGeneratorObject: (value) => tagged("Generator")(value) || tagged("AsyncGenerator")(value),
    isPromise: notProxy((value) => isObject(value) && value instanceof context.pristine.Promise),
    isMap: slot(Map.prototype, "size"),
    isSet: slot(Set.prototype, "size"),
    isMapIterator: tagged("Map Iterator"),
    isSetIterator: tagged("Set Iterator"),
    isWeakMap: methodSlot(WeakMap.prototype.has),
    isWeakSet: methodSlot(WeakSet.prototype.has),
    isArrayBuffer,
    isSharedArrayBuffer,
    isAnyArrayBuffer: (value) => isArrayBuffer(value) || isSharedArrayBuffer(value),
    isDataView,
    isArrayBufferView: (value) => ArrayBuffer.isView(value),
    isTypedArray: (value) => ArrayBuffer.isView(value) && !isDataView(value),
    isUint8Array: (value) => ArrayBuffer.isView(value) && TAG.call(value) === "Uint8Array",
    isProxy: (value) => context.isProxy(value) !== undefined,
    isModuleNamespaceObject: (value) => isNamespace(value),
  };
}

const TAG = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
  ?.get as (this: unknown) => string | undefined;

/** The constructors of the kinds of functions that have no global name. */
const KINDS = {
  async: (async () => {}).constructor,
  generator: function* () {}.constructor,
  asyncGenerator: async function* () {}.constructor,
} as const;

function kindOf(value: object): unknown {
  const text = Function.prototype.toString.call(value);
  if (!/^(async\b|function\s*\*|\*|static\s|\[|[\w$"'#])/.test(text)) return undefined;
  for (
    let prototype: object | null = Object.getPrototypeOf(value);
    prototype;
    prototype = Object.getPrototypeOf(prototype)
  )
    if (Object.hasOwn(prototype, "constructor")) return (prototype as { constructor: unknown }).constructor;
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a getter or method of `prototype` accepts the value: those look for an internal slot. */
function hasSlot(prototype: object, key: string): Check {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
  const check = (descriptor?.get ?? descriptor?.value) as (this: unknown) => unknown;
  return (value) => {
    if (!isObject(value)) return false;
    try {
      check.call(value);
      return true;
    } catch {
      return false;
    }
  };
}

function methodSlot(method: (this: never, key: object) => boolean): Check {
  return (value) => {
    if (!isObject(value)) return false;
    try {
      method.call(value as never, {});
      return true;
    } catch {
      return false;
    }
  };
}
