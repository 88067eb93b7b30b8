import type { RealmContext } from "./realm-context.ts";

/** What of Node's `internal/errors` this uses. */
interface ErrorCodes {
  readonly codes: Readonly<Record<string, new (message: string) => Error>>;
}

/** `process.env`: a map of strings, with the refusals of node_env_var.cc. */
export function makeEnvironment(
  context: RealmContext,
  values: Record<string, string>,
  changed: (name: string) => void,
): Record<string, string> {
  const refuse = (message: string): never => {
    const { codes } = context.require("internal/errors") as ErrorCodes;
    const Refusal = codes["ERR_INVALID_OBJECT_DEFINE_PROPERTY"];
    throw Refusal ? new Refusal(message) : new TypeError(message);
  };
  const set = (target: Record<string, string>, key: string | symbol, value: unknown): boolean => {
    if (typeof key === "symbol" || typeof value === "symbol")
      throw new TypeError("Cannot convert a Symbol value to a string");
    target[key] = String(value);
    changed(key);
    return true;
  };
  return new context.pristine.Proxy(values, {
    set,
    deleteProperty(target, key) {
      const deleted = Reflect.deleteProperty(target, key);
      if (typeof key === "string") changed(key);
      return deleted;
    },
    defineProperty(target, key, descriptor) {
      if ("get" in descriptor || "set" in descriptor)
        return refuse("'process.env' does not accept an accessor(getter/setter) descriptor");
      if (!("value" in descriptor))
        return refuse("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
      if (descriptor.configurable && descriptor.writable && descriptor.enumerable)
        return set(target, key, descriptor.value);
      return refuse("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
  });
}
