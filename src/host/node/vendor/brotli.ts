/** Brotli, whole streams at once. */
import compressOrNull from "brotli/compress.js";

export { default as decompress } from "brotli/decompress.js";

interface BrotliOptions {
  /** 0 generic, 1 text, 2 font. */
  readonly mode: number;
  readonly quality: number;
  readonly lgwin: number;
}

/** A meta-block that is stored as it is holds up to this much (RFC 7932: MNIBBLES 4). */
const storedLimit = 65_536;

/** The input in Brotli's format. */
export function compress(input: Uint8Array, options: BrotliOptions): Uint8Array {
  return compressOrNull(input, options) ?? stored(input);
}

/** What the encoder gives up on (inputs of a few bytes, or that do not shrink) is stored. */
function stored(input: Uint8Array): Uint8Array {
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  const put = (value: number, count: number) => {
    for (let bit = 0; bit < count; bit++) {
      bits |= ((value >> bit) & 1) << held;
      if (++held === 8) align();
    }
  };
  const align = () => {
    if (held > 0) out.push(bits);
    bits = 0;
    held = 0;
  };
  put(0, 1); // WBITS: 16
  for (let at = 0; at < input.length; at += storedLimit) {
    const piece = input.subarray(at, at + storedLimit);
    put(0, 1); // not the last meta-block
    put(0, 2); // its length has 4 nibbles
    put(piece.length - 1, 16);
    put(1, 1); // not compressed
    align();
    for (const byte of piece) out.push(byte);
  }
  put(3, 2); // last, empty
  align();
  return Uint8Array.from(out);
}
