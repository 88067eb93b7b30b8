import type { BindingContext } from "../../binding.ts";
import { asyncWraps } from "../async-wrap.ts";
import { bytesOf, coded } from "../values.ts";

/** Why a step failed, as the library's `onerror` takes it. */
export interface CompressionError {
  readonly message: string;
  readonly errno: number;
  readonly code: string;
}

/** One step of an algorithm: how much of the input and of the output's room was left over. */
export interface Step {
  readonly inputLeft: number;
  readonly outputLeft: number;
  readonly error: CompressionError | null;
}

/** An algorithm that is fed and drained piecemeal. */
export interface Codec {
  /** `flush` is one of the algorithm's own flush modes. */
  step(flush: number, input: Uint8Array, output: Uint8Array): Step;
  reset(): void;
  params?(level: number, strategy: number): void;
}

/** How much a stream was given and has consumed is told through this: [output left, input left]. */
export type WriteResult = Uint32Array;

export type CompressionStreams = ReturnType<typeof makeCompressionStreams>;

/** The realm's base class of all compression handles. */
export function compressionStreams(context: BindingContext): CompressionStreams {
  return context.shared(makeCompressionStreams);
}

function makeCompressionStreams(context: BindingContext) {
  const { AsyncWrap, later } = asyncWraps(context);
  let begin!: (stream: CompressionStream, codec: Codec, result: WriteResult, processed: () => void) => void;

  class CompressionStream extends AsyncWrap {
    #codec: Codec | null = null;
    #result: WriteResult = new Uint32Array(2);
    #processed: (() => void) | null = null;
    #closed = false;
    #writing = false;
    declare onerror: ((message: string, errno: number, code: string) => void) | undefined;

    constructor() {
      super("ZLIB");
    }

    static {
      begin = (stream, codec, result, processed) => {
        stream.#codec = codec;
        stream.#result = result;
        stream.#processed = processed;
      };
    }

    /** False when it failed, which the library has been told then. */
    #step(
      flush: number,
      input: ArrayBufferView | null,
      inputAt: number,
      inputLength: number,
      output: ArrayBufferView,
      outputAt: number,
      outputLength: number,
    ): boolean {
      if (!this.#codec) throw new Error("The compression stream was not initialized.");
      if (input && inputAt + inputLength > bytesOf(input).length) throw outOfBounds("input");
      if (outputAt + outputLength > bytesOf(output).length) throw outOfBounds("output");
      const from = input ? bytesOf(input).subarray(inputAt, inputAt + inputLength) : new Uint8Array(0);
      const to = bytesOf(output).subarray(outputAt, outputAt + outputLength);
      const { inputLeft, outputLeft, error } = this.#codec.step(flush, from, to);
      this.#result[0] = outputLeft;
      this.#result[1] = inputLeft;
      if (error) this.onerror?.(error.message, error.errno, error.code);
      return error === null;
    }

    writeSync(...step: Parameters<CompressionStream["write"]>): void {
      this.#step(...step);
    }

    write(
      flush: number,
      input: ArrayBufferView | null,
      inputAt: number,
      inputLength: number,
      output: ArrayBufferView,
      outputAt: number,
      outputLength: number,
    ): void {
      this.#writing = true;
      later(this, () => {
        this.#writing = false;
        if (this.#closed) return;
        const done = this.#step(flush, input, inputAt, inputLength, output, outputAt, outputLength);
        if (done) this.#processed?.call(this);
      });
    }

    params(level: number, strategy: number): void {
      this.#codec?.params?.(level, strategy);
    }

    reset(): void {
      if (this.#writing) throw new Error("Cannot reset zlib stream while a write is in progress");
      this.#codec?.reset();
    }

    close(): void {
      this.#closed = true;
    }

    /** Memory accounting of native streams; there is none here. */
    _setAsyncBuffer(): void {}
  }

  return { CompressionStream, begin };
}

function outOfBounds(which: "input" | "output"): RangeError {
  return coded(new RangeError(`${which} buffer is out of bounds`), "ERR_OUT_OF_RANGE");
}

export type CompressionStream = InstanceType<CompressionStreams["CompressionStream"]>;
