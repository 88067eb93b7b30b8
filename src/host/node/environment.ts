import type { Syscalls } from "../machine/syscalls.ts";
import type { RealmContext } from "./realm-context.ts";

const UNTEXTUAL =
  "Assigning any value other than a string, number, or boolean to a process.env property is deprecated. Please make " +
  "sure to convert the value to a string before setting process.env with it.";

/** The environment variables that a thread sees: its own, or those that all threads of its process share. */
export class Environment {
  readonly #own: Record<string, string>;
  readonly #sys: Syscalls;
  #shared: boolean;

  /** @param own null: it shares them from the start */
  constructor(sys: Syscalls, own: Readonly<Record<string, string>> | null) {
    this.#sys = sys;
    this.#own = { ...own };
    this.#shared = own === null;
  }

  /** From now on other threads can share them. */
  share(): void {
    if (this.#shared) return;
    this.#sys.shareEnvironment(this.#own);
    this.#shared = true;
  }

  get(name: string): string | undefined {
    if (this.#shared) return this.#sys.readVariable(name) ?? undefined;
    return Object.hasOwn(this.#own, name) ? this.#own[name] : undefined;
  }

  set(name: string, value: string | null): void {
    if (this.#shared) this.#sys.writeVariable(name, value);
    else if (value === null) delete this.#own[name];
    else this.#own[name] = value;
  }

  names(): string[] {
    return this.#shared ? this.#sys.variableNames() : Object.keys(this.#own);
  }

  all(): Readonly<Record<string, string>> {
    if (!this.#shared) return this.#own;
    return Object.fromEntries(this.names().map((name) => [name, this.get(name) ?? ""]));
  }
}

/** `process.env`: a map of strings, with the refusals of node_env_var.cc. */
export function makeEnvironment(
  context: RealmContext,
  values: Environment,
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
  const set = (key: string | symbol, value: unknown): boolean => {
    if (typeof key === "symbol" || typeof value === "symbol")
      throw new TypeError("Cannot convert a Symbol value to a string");
    warn(value);
    // setenv(3) takes no name without a letter, which Node passes over.
    if (key === "") return true;
    values.set(key, String(value));
    changed(key);
    return true;
  };
  const known = (key: string | symbol): string | undefined =>
    typeof key === "string" ? values.get(key) : undefined;
  return new context.pristine.Proxy({} as Record<string, string>, {
    get: (target, key, receiver) => known(key) ?? (Reflect.get(target, key, receiver) as unknown),
    has: (target, key) => known(key) !== undefined || key in target,
    ownKeys: () => values.names(),
    getOwnPropertyDescriptor(_target, key) {
      const value = known(key);
      return value === undefined
        ? undefined
        : { value, writable: true, enumerable: true, configurable: true };
    },
    set: (_target, key, value) => set(key, value),
    deleteProperty(_target, key) {
      if (typeof key !== "string") return true;
      values.set(key, null);
      changed(key);
      return true;
    },
    defineProperty(_target, key, descriptor) {
      if ("get" in descriptor || "set" in descriptor)
        return refuse("'process.env' does not accept an accessor(getter/setter) descriptor");
      if (!("value" in descriptor))
        return refuse("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
      if (descriptor.configurable && descriptor.writable && descriptor.enumerable)
        return set(key, descriptor.value);
      return refuse("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    },
  });
}
