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

const KEPT = Object.assign(
  Object.create(null) as Record<PropertyKey, true>,
  Object.fromEntries(
    [...LANGUAGE_GLOBALS].filter((name) => !NOT_IN_NODE.includes(name)).map((name) => [name, true]),
  ),
);

// Taken before any program ran: one that patched them could hide from them what it leaves behind.
const { defineProperty, getPrototypeOf, prototype: objectPrototype } = Object;
const { ownKeys, deleteProperty } = Reflect;

/**
 * Takes everything from the global object that is not the language's own: the browser's APIs (with them a program could
 * reach the network or the worker's messages), and what a program of an earlier realm left there.
 *
 * @returns names that could not be taken away: a value of our own hides them
 */
export function clearGlobals(): string[] {
  const levels: object[] = [];
  let level: object | null = globalThis;
  for (; level && level !== objectPrototype; level = getPrototypeOf(level) as object | null)
    levels[levels.length] = level;
  const stubborn: string[] = [];
  for (let depth = 0; depth < levels.length; depth++) {
    const level = levels[depth] as object;
    const keys = ownKeys(level);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as PropertyKey;
      if (!(key in KEPT)) deleteProperty(level, key);
    }
  }
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    const keys = ownKeys(levels[depth] as object);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as PropertyKey;
      if (key in KEPT) continue;
      stubborn[stubborn.length] = typeof key === "string" ? key : "a symbol";
      defineProperty(globalThis, key, { value: undefined, writable: true, configurable: true });
    }
  }
  return stubborn;
}
