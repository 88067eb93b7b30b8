/**
 * Words used here: a *codec* is an algorithm that is fed and drained piecemeal; a *compression stream* is the handle
 * that Node's `zlib` module drives, which has one codec.
 */
import type { MakeBinding } from "../../binding.ts";
import { bytesOf, coded, values } from "../values.ts";
import { brotliEncoder } from "./brotli.ts";
import { BrotliDecoderCodec } from "./brotli-decoder.ts";
import { compressionStreams, type WriteResult } from "./compression-stream.ts";
import { crc32 } from "./crc32.ts";
import { DeflateCodec } from "./deflate-codec.ts";
import { WholeCodec } from "./whole-codec.ts";
import { ZstdDecoderCodec } from "./zstd-decoder.ts";
import { zstdEncoder } from "./zstandard.ts";

/** `internalBinding('zlib')`. */
export const zlibBinding: MakeBinding = (context) => {
  const { CompressionStream, begin } = compressionStreams(context);
  const convert = values(context);
  const zstd = () => context.vendor("zstd");
  const copy = (bytes: ArrayBufferView | undefined) => (bytes ? bytesOf(bytes).slice() : new Uint8Array(0));

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
      oneMember = false,
    ): void {
      const options = {
        mode: this.#mode,
        windowBits,
        level,
        memLevel,
        strategy,
        dictionary: dictionary ? bytesOf(dictionary) : null,
        oneMember,
      };
      begin(this, new DeflateCodec(context.vendor("zlib"), options), result, processed);
    }
  }

  class BrotliDecoder extends CompressionStream {
    init(_parameters: Uint32Array, result: WriteResult, processed: () => void): void {
      begin(this, new BrotliDecoderCodec(() => context.vendor("brotli")), result, processed);
    }
  }

  class BrotliEncoder extends CompressionStream {
    init(parameters: Uint32Array, result: WriteResult, processed: () => void): void {
      // The library uses the same array for the next stream.
      const own = parameters.slice();
      const start = () => brotliEncoder(() => context.vendor("brotli-encoder"), own);
      begin(this, new WholeCodec(start), result, processed);
    }
  }

  class ZstdCompress extends CompressionStream {
    init(
      parameters: Uint32Array,
      pledged: number | undefined,
      result: WriteResult,
      processed: () => void,
      dictionary?: ArrayBufferView,
    ): void {
      checkPledged(pledged);
      const [own, words] = [parameters.slice(), copy(dictionary)];
      begin(this, new WholeCodec(() => zstdEncoder(zstd, own, pledged, words)), result, processed);
    }
  }

  class ZstdDecompress extends CompressionStream {
    init(
      parameters: Uint32Array,
      _pledged: number | undefined,
      result: WriteResult,
      processed: () => void,
      dictionary?: ArrayBufferView,
    ): void {
      const [own, words] = [parameters.slice(), copy(dictionary)];
      begin(this, new ZstdDecoderCodec(zstd, own, words), result, processed);
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

/** @throws what zstd's binding says of a size that is none */
function checkPledged(size: unknown): void {
  if (size === undefined) return;
  if (typeof size !== "number")
    throw coded(new TypeError("pledgedSrcSize must be a number"), "ERR_INVALID_ARG_TYPE");
  const wrong = !Number.isSafeInteger(size) ? "a safe integer" : size < 0 ? "non-negative" : null;
  if (wrong) throw coded(new RangeError(`pledgedSrcSize must be ${wrong}`), "ERR_OUT_OF_RANGE");
}
