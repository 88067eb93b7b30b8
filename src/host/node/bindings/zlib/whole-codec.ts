import { concat } from "../values.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";

/** Turns a whole input into a whole output, or says why it cannot. */
export type Transform = (input: Uint8Array) => Uint8Array | CompressionError;

/**
 * A codec for algorithms that are only to be had in one piece: input is gathered until the program ends (or flushes) the
 * stream, and the output is then handed out piecemeal.
 */
export class WholeCodec implements Codec {
  readonly #transform: Transform;
  readonly #finish: number;
  #input: Uint8Array[] = [];
  #output: Uint8Array | null = null;
  #at = 0;

  /** `finish`: the algorithm's flush mode for the end of the input. */
  constructor(transform: Transform, finish: number) {
    this.#transform = transform;
    this.#finish = finish;
  }

  reset(): void {
    this.#input = [];
    this.#output = null;
    this.#at = 0;
  }

  step(flush: number, input: Uint8Array, output: Uint8Array): Step {
    if (input.length > 0) this.#input.push(input.slice());
    if (!this.#output && flush === this.#finish) {
      const result = this.#transform(concat(this.#input));
      if (!(result instanceof Uint8Array)) return { inputLeft: 0, outputLeft: output.length, error: result };
      this.#output = result;
    }
    const piece = this.#output?.subarray(this.#at, this.#at + output.length) ?? new Uint8Array(0);
    output.set(piece);
    this.#at += piece.length;
    return { inputLeft: 0, outputLeft: output.length - piece.length, error: null };
  }
}
