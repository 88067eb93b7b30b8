import type { RealmContext } from "../realm-context.ts";
import { coded } from "./values.ts";

interface Pattern {
  test(...values: unknown[]): boolean;
  exec(...values: unknown[]): Record<string, unknown> | null;
}

const PARTS = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"] as const;
/** The order in which Node gives what was found. */
const FOUND = [
  "hash",
  "hostname",
  "inputs",
  "password",
  "pathname",
  "port",
  "protocol",
  "search",
  "username",
];

/** `url_pattern`: the browser's URLPattern with the ways of Node's (node_url_pattern.cc). */
export function urlPatternBinding({ pristine }: RealmContext): Record<string, unknown> {
  const Real = pristine.URLPattern as (new (...values: unknown[]) => Pattern) | undefined;
  if (!Real) return {};
  const patterns = new WeakMap<object, Pattern>();
  const patternOf = (value: object): Pattern => {
    const pattern = patterns.get(value);
    if (!pattern) throw new TypeError("Illegal invocation");
    return pattern;
  };

  function URLPattern(this: object, ...values: unknown[]): void {
    const [input, second, third] = values;
    if (!new.target)
      throw coded(new TypeError("Cannot call constructor without `new`"), "ERR_CONSTRUCT_CALL_REQUIRED");
    if (!isNothing(input) && typeof input !== "string" && !isObject(input))
      throw argumentError("Input must be an object or a string");
    // Of three arguments, the second is the base, which as text cannot be nothing.
    const hasBase = values.length >= 3 || typeof second === "string";
    if (values.length >= 3 && !isNothing(second) && typeof second !== "string")
      throw argumentError("second argument must be a string");
    if (!hasBase && !isNothing(second) && !isObject(second))
      throw argumentError("second argument must be a string or object");
    if (!isNothing(third) && !isObject(third)) throw argumentError("options must be an object");
    const options = values.length >= 3 ? third : second;
    // What a program's getters throw is theirs to throw.
    const given = patternInput(input);
    const chosen = isObject(options) ? { ignoreCase: (options as { ignoreCase?: unknown }).ignoreCase } : {};
    try {
      patterns.set(this, new Real!(given, ...(hasBase ? [String(second)] : []), chosen));
    } catch {
      throw coded(new TypeError("Failed to construct URLPattern"), "ERR_INVALID_URL_PATTERN");
    }
  }

  const run = (self: object, method: "test" | "exec", [input, base]: unknown[]) => {
    const pattern = patternOf(self);
    if (!isNothing(input) && typeof input !== "string" && !isObject(input))
      throw argumentError("URLPattern input needs to be a string or an object");
    if (!isNothing(base) && typeof base !== "string") throw argumentError("baseURL must be a string");
    const given = patternInput(input);
    try {
      return pattern[method](given, ...(base === undefined ? [] : [`${base as string | null}`]));
    } catch {
      throw coded(new TypeError(`Failed to ${method} URLPattern`), "ERR_OPERATION_FAILED");
    }
  };
  const define = (key: string, descriptor: PropertyDescriptor) =>
    Object.defineProperty(URLPattern.prototype, key, { enumerable: true, ...descriptor });
  Reflect.deleteProperty(URLPattern.prototype, "constructor");
  for (const part of [...PARTS, "hasRegExpGroups"]) {
    const get = function (this: object): unknown {
      return Reflect.get(patternOf(this), part);
    };
    define(part, { get: Object.defineProperty(get, "name", { value: "" }) });
  }
  const methods = {
    exec(this: object, ...values: unknown[]) {
      const found = run(this, "exec", values);
      if (typeof found !== "object" || found === null) return null;
      if (isObject(values[0])) found["inputs"] = [init(values[0])];
      return Object.assign(
        Object.create(null) as object,
        Object.fromEntries(FOUND.map((part) => [part, plain(found[part])])),
      );
    },
    test(this: object, ...values: unknown[]) {
      return run(this, "test", values);
    },
  };
  define("exec", { value: methods.exec, writable: true, configurable: true });
  define("test", { value: methods.test, writable: true, configurable: true });
  define("constructor", { value: URLPattern, writable: true, configurable: true, enumerable: false });
  Object.defineProperty(URLPattern, "prototype", { writable: false });
  return { URLPattern };
}

const isNothing = (value: unknown): boolean => value === undefined || value === null;
const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** Of an object, the parts that are text count. */
function init(input: object): object {
  const given = input as Record<string, unknown>;
  const parts = [...PARTS, "baseURL"];
  return Object.fromEntries(
    parts.map((part) => {
      const value = given[part];
      return [part, typeof value === "string" ? value : undefined];
    }),
  );
}

function patternInput(input: unknown): unknown {
  return isObject(input) ? init(input) : (input ?? {});
}

/** What one part of the URL matched, in the order of Node's. */
function plain(found: unknown): unknown {
  if (Array.isArray(found)) return found;
  const { groups, input } = found as { groups: object; input: string };
  return { groups: { ...groups }, input };
}

function argumentError(message: string): TypeError {
  return coded(new TypeError(message), "ERR_INVALID_ARG_TYPE");
}
