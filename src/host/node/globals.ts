/** What the language itself puts on the global object; everything else there belongs to the browser or to a program. */
export const LANGUAGE_GLOBALS: ReadonlySet<string> = new Set(
  (
    "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp " +
    "Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError " +
    "DisposableStack AsyncDisposableStack globalThis JSON Math Intl Temporal ArrayBuffer SharedArrayBuffer Atomics " +
    "Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float16Array Float32Array Float64Array " +
    "Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy " +
    "Reflect FinalizationRegistry decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval " +
    "isFinite isNaN WebAssembly"
  ).split(" "),
);

/** The language's globals that V8 in a browser has and that Node does not have (yet). */
const NOT_IN_NODE = ["Temporal"];

/**
 * Takes everything from the global object that is not the language's own: the browser's APIs (with them a program could
 * reach the network or the worker's messages), and what a program of an earlier realm left there.
 *
 * @returns names that could not be taken away: a value of our own hides them
 */
export function clearGlobals(): string[] {
  const levels: object[] = [];
  for (
    let level: object | null = globalThis;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  )
    levels.push(level);
  const names = new Set<PropertyKey>();
  for (const level of levels)
    for (const key of Reflect.ownKeys(level)) {
      if (
        key === "constructor" ||
        (typeof key === "string" && LANGUAGE_GLOBALS.has(key) && !NOT_IN_NODE.includes(key))
      )
        continue;
      names.add(key);
      Reflect.deleteProperty(level, key);
    }
  for (const level of levels.slice(1)) Reflect.deleteProperty(level, "constructor");
  const stubborn = [...names].filter((name) => name in globalThis);
  for (const name of stubborn)
    if (name !== "constructor")
      Object.defineProperty(globalThis, name, { value: undefined, writable: true, configurable: true });
  return stubborn.map(String);
}
