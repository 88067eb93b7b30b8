/**
 * Words used here: a *codec* is an algorithm that is fed and drained piecemeal; a *compression stream* is the handle
 * that Node's `zlib` module drives, which has one codec.
 */
import type { MakeBinding } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { compressionStreams, type WriteResult } from "./compression-stream.ts";
import { crc32 } from "./crc32.ts";
import { DeflateCodec } from "./deflate-codec.ts";
import { WholeCodec, type Transform } from "./whole-codec.ts";

const BROTLI_OPERATION_FINISH = 2;
const unexpectedEnd = { message: "unexpected end of file", errno: -5, code: "Z_BUF_ERROR" };
const badBrotli = { message: "Decompression failed", errno: -15, code: "ERR__ERROR_FORMAT_PADDING_2" };

/** Indexes into the parameters of a Brotli encoder (`zlib.constants.BROTLI_PARAM_*`), and what stands for "not set". */
const brotliParam = { mode: 0, quality: 1, lgwin: 2 } as const;
const unset = 0xffffffff;

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

  /** A Brotli handle: its parameters decide what its codec does. */
  const brotliStream = (transform: (parameters: Uint32Array) => Transform) =>
    class extends CompressionStream {
      init(parameters: Uint32Array, result: WriteResult, processed: () => void): void {
        const codec = new WholeCodec(transform(parameters.slice()), BROTLI_OPERATION_FINISH);
        begin(this, codec, result, processed);
      }
    };

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

  const encode =
    (parameters: Uint32Array): Transform =>
    (input) => {
      const parameter = (index: number, fallback: number) => {
        const value = parameters[index];
        return value === undefined || value === unset ? fallback : value;
      };
      return context.vendor("brotli").compress(input, {
        mode: parameter(brotliParam.mode, 0),
        quality: parameter(brotliParam.quality, 11),
        lgwin: parameter(brotliParam.lgwin, 22),
      });
    };

  return {
    Zlib,
    BrotliDecoder: brotliStream(() => decode),
    BrotliEncoder: brotliStream(encode),
    crc32: (data: string | ArrayBufferView, start: number) =>
      crc32(typeof data === "string" ? convert.encode(data) : bytesOf(data), start),
  };
};
