/** The value behind `_externalStream`: an object of V8's kind `External`, which has neither prototype nor properties. */
const EXTERNALS = new WeakMap<object, bigint>();

/** Where the first one would stand in memory. They only have to look like addresses, and to differ. */
const FIRST = 0x55d0_0000_1000n;
const APART = 0x40n;
let made = 0n;

/** Makes an opaque value that the library takes for a pointer of native code. */
export function makeExternal(): object {
  const external = Object.freeze(Object.create(null) as object);
  EXTERNALS.set(external, FIRST + APART * made++);
  return external;
}

/** No function with a prototype, since programs can see it. */
export const isExternal = (value: unknown): boolean =>
  typeof value === "object" && value !== null && EXTERNALS.has(value);

/** Its address; 0 for anything else. */
export function externalAddress(value: unknown): bigint {
  return typeof value === "object" && value !== null ? (EXTERNALS.get(value) ?? 0n) : 0n;
}
