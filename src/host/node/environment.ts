import type { RealmContext } from "./realm-context.ts";

const UNTEXTUAL =
  "Assigning any value other than a string, number, or boolean to a process.env property is deprecated. Please make " +
  "sure to convert the value to a string before setting process.env with it.";

/** `process.env`: a map of strings, with the refusals of node_env_var.cc. */
export function makeEnvironment(
  context: RealmContext,
  values: Record<string, string>,
  changed: (name: string) => void,
): Record<string, string> {
  const refuse = (message: string): never => {
    throw Object.assign(new TypeError(message), { code: "ERR_INVALID_OBJECT_DEFINE_PROPERTY" });
  };
  let warned = false;
  const warn = (value: unknown): void => {
    if (warned || /^(string|number|boolean)$/.test(typeof value)) return;
    if (!context.options.values["--pending-deprecation"]) return;
    warned = true;
    const emitWarning = context.process["emitWarning"] as (...values: string[]) => void;
    emitWarning(UNTEXTUAL, "DeprecationWarning", "DEP0104");
  };
  const set = (target: Record<string, string>, key: string | symbol, value: unknown): boolean => {
    if (typeof key === "symbol" || typeof value === "symbol")
      throw new TypeError("Cannot convert a Symbol value to a string");
    warn(value);
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
