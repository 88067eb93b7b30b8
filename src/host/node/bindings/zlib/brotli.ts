import type { Vendor } from "../../vendor.ts";
import { storeBrotli } from "./brotli-stored.ts";
import type { CompressionError } from "./compression-stream.ts";
import type { Transform } from "./whole-codec.ts";

/** `BROTLI_PARAM_*`: where the library puts each option; all bits set where the program gave none. */
const MODE = 0;
const QUALITY = 1;
const WINDOW_BITS = 2;
const unset = 0xffff_ffff;

const unexpectedEnd: CompressionError = {
  message: "unexpected end of file",
  errno: -5,
  code: "Z_BUF_ERROR",
};

/** A refusal with the number and name that Brotli's decoder has for it (`BrotliDecoderErrorCode`). */
const refusal = (errno: number, name: string): CompressionError => ({
  message: "Decompression failed",
  errno,
  code: `ERR__ERROR_FORMAT_${name}`,
});

/** What the decoder says, and what it is in Brotli's own terms. */
const refusals: ReadonlyArray<readonly [RegExp, CompressionError]> = [
  [/size nibble/, refusal(-1, "EXUBERANT_NIBBLE")],
  [/reserved bit/, refusal(-2, "RESERVED")],
  [/size byte/, refusal(-3, "EXUBERANT_META_NIBBLE")],
  [/invalid symbols/, refusal(-5, "SIMPLE_HUFFMAN_SAME")],
  [/\[ReadHuffmanCodeLengths\]/, refusal(-7, "HUFFMAN_SPACE")],
  [/\[ReadHuffmanCode\]/, refusal(-6, "CL_SPACE")],
  [/context_map_size/, refusal(-8, "CONTEXT_MAP_REPEAT")],
  [/backward reference/, refusal(-12, "DICTIONARY")],
  [/invalid distance/, refusal(-16, "DISTANCE")],
];

const badPadding = refusal(-15, "PADDING_2");

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

/** What Brotli refuses in the head of a stream (RFC 7932, 9.1 and 9.2) and the decoder here does not look at. */
function badHead(input: Uint8Array): CompressionError | null {
  const { read, rest } = bitReader(input);
  if (read(1) === 1 && read(3) === 0 && read(3) === 1) return refusal(-13, "WINDOW_BITS");
  const last = read(1) === 1;
  if (last && read(1) === 1) return rest() === 0 ? null : badPadding;
  const nibbles = read(2) + 4;
  if (nibbles === 7) {
    if (read(1) === 1) return refusal(-2, "RESERVED");
    read(8 * read(2));
    return rest() === 0 ? null : refusal(-14, "PADDING_1");
  }
  read(4 * nibbles);
  const stored = !last && read(1) === 1;
  return stored && rest() !== 0 ? refusal(-14, "PADDING_1") : null;
}

/** Brotli's decoder, for whole streams. */
export function brotliDecoder(library: Pick<Vendor["brotli"], "decompress">): Transform {
  return (input) => {
    if (input.length === 0) return unexpectedEnd;
    const refused = badHead(input);
    if (refused) return refused;
    try {
      const output = library.decompress(input);
      // An empty stream takes at most two bytes; a longer one that gives nothing was none.
      return output.length === 0 && input.length > 2 ? badPadding : output;
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      if (/Unexpected end|not enough bytes/.test(message)) return unexpectedEnd;
      return refusals.find(([pattern]) => pattern.test(message))?.[1] ?? badPadding;
    }
  };
}

/**
 * Brotli's encoder. The output of a stream that is never flushed is what Brotli makes of the whole input; once a program
 * flushes, the rest of that stream is stored as it is.
 */
export function brotliEncoder(
  library: () => Pick<Vendor["brotli-encoder"], "compress">,
  parameters: Uint32Array,
): Transform {
  const option = (index: number, usual: number) => {
    const value = parameters[index] ?? unset;
    return value === unset ? usual : value;
  };
  const options = {
    quality: Math.min(option(QUALITY, 11), 11),
    windowBits: Math.min(Math.max(option(WINDOW_BITS, 22), 10), 24),
    mode: option(MODE, 0),
  };
  let started = false;
  return (input, final) => {
    const first = !started;
    started = true;
    if (!first || !final) return storeBrotli(input, first, final);
    return input.length === 0 ? emptyStream(options.windowBits) : library().compress(input, options);
  };
}

/** The size of the window (RFC 7932, 9.1), and a last block that is empty. */
function emptyStream(windowBits: number): Uint8Array {
  if (windowBits === 16) return Uint8Array.of(0b110);
  if (windowBits > 17) return Uint8Array.of((3 << 4) | ((windowBits - 17) << 1) | 1);
  const code = windowBits === 17 ? 0 : windowBits - 8;
  const bits = (3 << 7) | (code << 4) | 1;
  return Uint8Array.of(bits & 0xff, bits >> 8);
}
