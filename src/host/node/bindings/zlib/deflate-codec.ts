import type { Vendor } from "../../vendor.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";

type ZlibLibrary = Vendor["zlib"];
type ZStream = InstanceType<ZlibLibrary["ZStream"]>;
type Strategy = Parameters<ZlibLibrary["deflateInit2"]>[5];
type Flush = Parameters<ZlibLibrary["deflate"]>[1];

/** `zlib.constants`: what a stream does. */
const DEFLATE = 1;
const GZIP = 3;
const GUNZIP = 4;
const DEFLATERAW = 5;
const INFLATERAW = 6;
const UNZIP = 7;
const INFLATE = 2;

const Z_FINISH = 4;
const Z_OK = 0;
const Z_STREAM_END = 1;
const Z_NEED_DICT = 2;
const Z_DATA_ERROR = -3;
const Z_BUF_ERROR = -5;
const deflated = 8;

const codes: Readonly<Record<number, string>> = {
  [Z_OK]: "Z_OK",
  [Z_NEED_DICT]: "Z_NEED_DICT",
  [-1]: "Z_ERRNO",
  [-2]: "Z_STREAM_ERROR",
  [Z_DATA_ERROR]: "Z_DATA_ERROR",
  [-4]: "Z_MEM_ERROR",
  [Z_BUF_ERROR]: "Z_BUF_ERROR",
  [-6]: "Z_VERSION_ERROR",
};

/** First bytes of a gzip member (RFC 1952). */
const gzipMagic = [0x1f, 0x8b] as const;

export interface DeflateOptions {
  readonly mode: number;
  readonly windowBits: number;
  readonly level: number;
  readonly memLevel: number;
  readonly strategy: number;
  readonly dictionary: Uint8Array | null;
  /** What follows a gzip member is left alone. */
  readonly oneMember: boolean;
}

/** deflate, inflate and their gzip and raw forms, driven as Node's `ZlibContext` drives zlib. */
export class DeflateCodec implements Codec {
  readonly #zlib: ZlibLibrary;
  readonly #options: DeflateOptions;
  #mode: number;
  #level: number;
  #strategy: number;
  #stream!: ZStream;
  /** How many of the magic bytes an UNZIP stream has seen. */
  #magicSeen = 0;
  #status = Z_OK;

  constructor(zlib: ZlibLibrary, options: DeflateOptions) {
    this.#zlib = zlib;
    this.#options = options;
    this.#mode = options.mode;
    this.#level = options.level;
    this.#strategy = options.strategy;
    this.#open();
  }

  get #compresses(): boolean {
    return this.#mode === DEFLATE || this.#mode === GZIP || this.#mode === DEFLATERAW;
  }

  #open(): void {
    const { mode, windowBits, memLevel, dictionary } = this.#options;
    const zlib = this.#zlib;
    const stream = new zlib.ZStream();
    this.#stream = stream;
    this.#mode = mode;
    this.#magicSeen = 0;
    const bits =
      mode === GZIP || mode === GUNZIP
        ? windowBits + 16
        : mode === UNZIP
          ? windowBits + 32
          : mode === DEFLATERAW || mode === INFLATERAW
            ? -windowBits
            : windowBits;
    if (this.#compresses) {
      this.#status = zlib.deflateInit2(
        stream,
        this.#level,
        deflated,
        bits,
        memLevel,
        this.#strategy as Strategy,
      );
      if (dictionary && this.#status === Z_OK) this.#status = zlib.deflateSetDictionary(stream, dictionary);
    } else {
      this.#status = zlib.inflateInit2(stream, bits);
      if (dictionary && mode === INFLATERAW && this.#status === Z_OK)
        this.#status = zlib.inflateSetDictionary(stream, dictionary);
    }
  }

  reset(): void {
    this.#open();
  }

  /** zlib's deflateParams, after the flush that the library does first: the new level's own search limits. */
  params(level: number, strategy: number): void {
    this.#level = level;
    this.#strategy = strategy;
    const model = new this.#zlib.ZStream();
    const { windowBits, memLevel } = this.#options;
    this.#zlib.deflateInit2(model, level, deflated, windowBits, memLevel, strategy as Strategy);
    const limits = ["level", "strategy", "max_lazy_match", "good_match", "nice_match"] as const;
    const own = this.#stream.state as Record<string, unknown>;
    const other = model.state as Record<string, unknown>;
    for (const limit of [...limits, "max_chain_length"] as const) own[limit] = other[limit];
  }

  step(flush: number, input: Uint8Array, output: Uint8Array): Step {
    const stream = this.#stream;
    stream.input = input;
    stream.next_in = 0;
    stream.avail_in = input.length;
    stream.output = output as Uint8Array<ArrayBuffer>;
    stream.next_out = 0;
    stream.avail_out = output.length;
    if (this.#status === Z_OK || this.#status === Z_BUF_ERROR || this.#status === Z_STREAM_END)
      this.#status = this.#compresses
        ? this.#zlib.deflate(stream, flush as Flush)
        : this.#inflate(flush as Flush);
    return {
      inputLeft: stream.avail_in,
      outputLeft: stream.avail_out,
      error: this.#failure(flush),
    };
  }

  /** UNZIP is decided by the first two bytes, which may come one by one. */
  #detect(input: Uint8Array): void {
    for (const byte of input) {
      if (this.#mode !== UNZIP) return;
      if (byte !== gzipMagic[this.#magicSeen]) this.#mode = INFLATE;
      else if (++this.#magicSeen === gzipMagic.length) this.#mode = GUNZIP;
    }
  }

  #inflate(flush: Flush): number {
    const zlib = this.#zlib;
    const stream = this.#stream;
    const { dictionary } = this.#options;
    if (this.#mode === UNZIP) this.#detect(stream.input);
    let status: number = zlib.inflate(stream, flush);
    if (this.#mode !== INFLATERAW && status === Z_NEED_DICT && dictionary) {
      status = zlib.inflateSetDictionary(stream, dictionary);
      if (status === Z_OK) status = zlib.inflate(stream, flush);
      else if (status === Z_DATA_ERROR) status = Z_NEED_DICT;
    }
    // Another member of the same archive may follow; zero bytes are padding.
    while (
      this.#mode === GUNZIP &&
      !this.#options.oneMember &&
      status === Z_STREAM_END &&
      stream.avail_in > 0 &&
      stream.input[stream.next_in] !== 0
    ) {
      zlib.inflateReset(stream);
      status = zlib.inflate(stream, flush);
    }
    return status;
  }

  #failure(flush: number): CompressionError | null {
    const status = this.#status;
    const error = (fallback: string): CompressionError => ({
      message: this.#stream.msg || fallback,
      errno: status,
      code: codes[status] ?? "Z_ERRNO",
    });
    if (status === Z_STREAM_END) return null;
    if (status === Z_OK || status === Z_BUF_ERROR) {
      if (this.#stream.avail_out === 0 || flush !== Z_FINISH) return null;
      return { message: "unexpected end of file", errno: Z_BUF_ERROR, code: "Z_BUF_ERROR" };
    }
    if (status === Z_NEED_DICT)
      return error(this.#options.dictionary ? "Bad dictionary" : "Missing dictionary");
    return error("Zlib error");
  }
}
