import type { Vendor } from "../../vendor.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";

type Library = Pick<Vendor["brotli"], "startBrotli">;

const FINISH = 2;

const unexpectedEnd: CompressionError = {
  message: "unexpected end of file",
  errno: -5,
  code: "Z_BUF_ERROR",
};

/** `BrotliDecoderErrorCode`, as Brotli's own texts name them. */
const names: Readonly<Record<number, string>> = {
  1: "FORMAT_EXUBERANT_NIBBLE",
  2: "FORMAT_RESERVED",
  3: "FORMAT_EXUBERANT_META_NIBBLE",
  4: "FORMAT_SIMPLE_HUFFMAN_ALPHABET",
  5: "FORMAT_SIMPLE_HUFFMAN_SAME",
  6: "FORMAT_CL_SPACE",
  7: "FORMAT_HUFFMAN_SPACE",
  8: "FORMAT_CONTEXT_MAP_REPEAT",
  9: "FORMAT_BLOCK_LENGTH_1",
  10: "FORMAT_BLOCK_LENGTH_2",
  11: "FORMAT_TRANSFORM",
  12: "FORMAT_DICTIONARY",
  13: "FORMAT_WINDOW_BITS",
  14: "FORMAT_PADDING_1",
  15: "FORMAT_PADDING_2",
  16: "FORMAT_DISTANCE",
  19: "DICTIONARY_NOT_SET",
  20: "INVALID_ARGUMENTS",
  21: "ALLOC_CONTEXT_MODES",
  22: "ALLOC_TREE_GROUPS",
  25: "ALLOC_CONTEXT_MAP",
  26: "ALLOC_RING_BUFFER_1",
  27: "ALLOC_RING_BUFFER_2",
  30: "ALLOC_BLOCK_TYPE_TREES",
};

function refusal(number: number): CompressionError {
  const name = names[number] ?? "UNREACHABLE";
  return { message: "Decompression failed", errno: -number, code: `ERR__ERROR_${name}` };
}

/** Reads bits, the lowest first; behind the end there are zeros. `rest` gives what fills up the last byte. */
function bitReader(input: Uint8Array) {
  let at = 0;
  const read = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) value |= (((input[at >> 3] ?? 0) >> (at & 7)) & 1) << bit;
    return value;
  };
  return { read, rest: () => read(-at & 7) };
}

/** The number of what Brotli refuses in the head of a stream (RFC 7932, 9.1 and 9.2), which the decoder tells otherwise. */
function badHead(input: Uint8Array): number | null {
  const { read, rest } = bitReader(input);
  if (read(1) === 1 && read(3) === 0 && read(3) === 1) return 13;
  const last = read(1) === 1;
  if (last && read(1) === 1) return rest() === 0 ? null : 15;
  const nibbles = read(2) + 4;
  if (nibbles === 7) {
    if (read(1) === 1) return 2;
    read(8 * read(2));
    return rest() === 0 ? null : 14;
  }
  read(4 * nibbles);
  const stored = !last && read(1) === 1;
  return stored && rest() !== 0 ? 14 : null;
}

/** Brotli's decoder, which gives what it has as soon as it has it. */
export class BrotliDecoderCodec implements Codec {
  readonly #library: () => Library;
  #decode: ReturnType<Library["startBrotli"]> | null = null;
  #atStart = true;
  #ended = false;
  #error: CompressionError | null = null;

  constructor(library: () => Library) {
    this.#library = library;
  }

  reset(): void {
    this.#decode = null;
    this.#atStart = true;
    this.#ended = false;
    this.#error = null;
  }

  step(operation: number, input: Uint8Array, output: Uint8Array): Step {
    if (this.#ended || this.#error)
      return { inputLeft: input.length, outputLeft: output.length, error: this.#error };
    this.#decode ??= this.#library().startBrotli();
    const result = this.#decode(input, output.length);
    if (typeof result === "number") {
      this.#error = refusal((this.#atStart && badHead(input)) || result);
      return { inputLeft: input.length, outputLeft: output.length, error: this.#error };
    }
    this.#atStart &&= result.taken === 0;
    output.set(result.output);
    this.#ended = result.state === "end";
    const cutOff = operation === FINISH && result.state === "input";
    return {
      inputLeft: input.length - result.taken,
      outputLeft: output.length - result.output.length,
      error: cutOff ? unexpectedEnd : null,
    };
  }
}
