/**
 * What the process side uses of the language, taken before any program can replace it. A program that patches a
 * prototype must not be handed the memory that its worker and the kernel talk through: not as `this` of a patched method
 * or of the `length` getter, and not by way of `constructor` or `Symbol.species`, which `subarray` and `slice` look at.
 * So that memory is touched only by what stands here, by index, and by `new Bytes(…)`.
 */

function uncurried<Self, Args extends unknown[], Result>(
  method: (this: Self, ...args: Args) => Result,
): (self: Self, ...args: Args) => Result {
  return Function.prototype.call.bind(method) as (self: Self, ...args: Args) => Result;
}

export const Bytes = Uint8Array;
export const setBytes: (target: Uint8Array, source: ArrayLike<number>, at?: number) => void = uncurried(
  Uint8Array.prototype.set,
);
export const setUint32: (view: DataView, at: number, value: number, little: boolean) => void = uncurried(
  DataView.prototype.setUint32,
);
export const setFloat64: (view: DataView, at: number, value: number, little: boolean) => void = uncurried(
  DataView.prototype.setFloat64,
);
export const charCodeAt: (text: string, index: number) => number = uncurried(String.prototype.charCodeAt);

const encodeInto = uncurried(TextEncoder.prototype.encodeInto);
const encoder = new TextEncoder();

/** Writes UTF-8 into `target`, which has room for it. Returns how many bytes it took. */
export const encodeText = (text: string, target: Uint8Array<ArrayBuffer>): number =>
  encodeInto(encoder, text, target).written;

export const { load, store, wait } = Atomics;

const { timeOrigin } = performance;
const now = performance.now.bind(performance);

/** Milliseconds since the epoch, with fractions. */
export const clock = (): number => timeOrigin + now();
