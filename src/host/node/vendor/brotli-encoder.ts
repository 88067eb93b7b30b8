// The package's own entry hands out promises only; what it wraps is ready at once.
import createEncoder from "../../../../node_modules/brotli/build/encode.js";

interface Encoder {
  readonly HEAPU8: Uint8Array;
  _malloc(length: number): number;
  _free(pointer: number): void;
  _encodeWithDictionary(
    quality: number,
    windowBits: number,
    mode: number,
    length: number,
    input: number,
    dictionaryLength: number,
    dictionary: number,
    capacity: number,
    output: number,
  ): number;
}

export interface BrotliOptions {
  /** 0 to 11. */
  readonly quality: number;
  /** 10 to 24. */
  readonly windowBits: number;
  /** `BROTLI_MODE_*`. */
  readonly mode: number;
}

const encoder = {} as Encoder;
// Only a refusal would come later, and then the functions are missing.
void createEncoder(encoder);

/** Compresses a whole input that is not empty. @throws Error when the encoder cannot */
export function compress(input: Uint8Array, { quality, windowBits, mode }: BrotliOptions): Uint8Array {
  const capacity = input.length + (input.length >> 7) + 1024;
  const source = encoder._malloc(input.length);
  const target = encoder._malloc(capacity);
  encoder.HEAPU8.set(input, source);
  const length = encoder._encodeWithDictionary(
    quality,
    windowBits,
    mode,
    input.length,
    source,
    0,
    0,
    capacity,
    target,
  );
  const output = encoder.HEAPU8.slice(target, target + Math.max(length, 0));
  encoder._free(source);
  encoder._free(target);
  if (length < 0) throw new Error("Compression failed");
  return output;
}
