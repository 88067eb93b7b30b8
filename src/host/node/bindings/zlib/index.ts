/**
 * Words used here: a *codec* is an algorithm that is fed and drained piecemeal; a *compression stream* is the handle
 * that Node's `zlib` module drives, which has one codec.
 */
import type { MakeBinding } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { storeBrotli } from "./brotli-store.ts";
import { compressionStreams, type WriteResult } from "./compression-stream.ts";
import { crc32 } from "./crc32.ts";
import { DeflateCodec } from "./deflate-codec.ts";
import { WholeCodec, type Transform } from "./whole-codec.ts";

const BROTLI_OPERATION_FINISH = 2;
const unexpectedEnd = { message: "unexpected end of file", errno: -5, code: "Z_BUF_ERROR" };
const badBrotli = { message: "Decompression failed", errno: -15, code: "ERR__ERROR_FORMAT_PADDING_2" };

/** `internalBinding('zlib')`. */
export const zlibBinding: MakeBinding = (context) => {
  const { CompressionStream, begin } = compressionStreams(context);
  const convert = values(context);

  class Zlib extends CompressionStream {
    readonly #mode: number;
    constructor(mode: number) {
      super();
      this.#mode = mode;
    }
    init(
      windowBits: number,
      level: number,
      memLevel: number,
      strategy: number,
      result: WriteResult,
      processed: () => void,
      dictionary?: ArrayBufferView,
    ): void {
      const options = {
        mode: this.#mode,
        windowBits,
        level,
        memLevel,
        strategy,
        dictionary: dictionary ? bytesOf(dictionary) : null,
      };
      begin(this, new DeflateCodec(context.vendor("zlib"), options), result, processed);
    }
  }

  const decode: Transform = (input) => {
    if (input.length === 0) return unexpectedEnd;
    try {
      const output = context.vendor("brotli").decompress(input);
      // An empty stream takes at most two bytes; a longer one that gives nothing was none.
      return output.length === 0 && input.length > 2 ? badBrotli : output;
    } catch (error) {
      // The decoder's one way to refuse; what is cut off shows by the reader running out of input.
      return error instanceof Error && /Unexpected end/.test(error.message) ? unexpectedEnd : badBrotli;
    }
  };

  class BrotliDecoder extends CompressionStream {
    init(_parameters: Uint32Array, result: WriteResult, processed: () => void): void {
      begin(this, new WholeCodec(decode, BROTLI_OPERATION_FINISH), result, processed);
    }
  }

  class BrotliEncoder extends CompressionStream {
    init(_parameters: Uint32Array, result: WriteResult, processed: () => void): void {
      begin(this, new WholeCodec(storeBrotli, BROTLI_OPERATION_FINISH), result, processed);
    }
  }

  /** There is no Zstandard here; handles that did nothing would keep the library asking for output for ever. */
  function noZstandard(): never {
    throw Object.assign(
      new Error("Zstandard is not available in this sandbox. Use gzip, deflate or Brotli."),
      { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" },
    );
  }
  class ZstdCompress {
    constructor() {
      noZstandard();
    }
  }
  class ZstdDecompress {
    constructor() {
      noZstandard();
    }
  }

  return {
    ZstdCompress,
    ZstdDecompress,
    Zlib,
    BrotliDecoder,
    BrotliEncoder,
    crc32: (data: string | ArrayBufferView, start: number) =>
      crc32(typeof data === "string" ? convert.encode(data) : bytesOf(data), start),
  };
};
