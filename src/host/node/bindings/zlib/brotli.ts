import type { Vendor } from "../../vendor.ts";
import { brotliPiece, type CompressWhole } from "./brotli-pieces.ts";
import type { Transform } from "./whole-codec.ts";

/** `BROTLI_PARAM_*`: where the library puts each option; all bits set where the program gave none. */
const MODE = 0;
const QUALITY = 1;
const WINDOW_BITS = 2;
const DISABLE_LITERAL_CONTEXT_MODELING = 4;
const STREAM_OFFSET = 9;
const unset = 0xffff_ffff;

/** What Brotli's encoder refuses. @throws ERR_ZLIB_INITIALIZATION_FAILED */
function checkParameters(parameters: Uint32Array): void {
  const isOver = (key: number, most: number) => {
    const value = parameters[key] ?? unset;
    return value !== unset && value > most;
  };
  if (!isOver(DISABLE_LITERAL_CONTEXT_MODELING, 1) && !isOver(STREAM_OFFSET, 2 ** 30)) return;
  throw Object.assign(new Error("Initialization failed"), { code: "ERR_ZLIB_INITIALIZATION_FAILED" });
}

/**
 * Brotli's encoder. The output of a stream that is never flushed is what Brotli makes of the whole input; once a program
 * flushes, each piece of that stream is compressed by itself and quickly.
 *
 * @throws ERR_ZLIB_INITIALIZATION_FAILED
 */
export function brotliEncoder(
  library: () => Pick<Vendor["brotli-encoder"], "compress">,
  parameters: Uint32Array,
): Transform {
  checkParameters(parameters);
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
    if (!first || !final) {
      const { windowBits } = options;
      const compress: CompressWhole = (piece, given) => library().compress(piece, { ...options, ...given });
      return brotliPiece(compress, input, { windowBits, first, last: final });
    }
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
