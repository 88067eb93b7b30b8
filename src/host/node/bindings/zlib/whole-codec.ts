import { concat } from "../values.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";

/**
 * Turns all input since the last time into output, or says why it cannot. `final`: no more will come; `whole`: all of it
 * came at once, together with its end.
 */
export type Transform = (input: Uint8Array, final: boolean, whole: boolean) => Uint8Array | CompressionError;

/** Brotli's and Zstandard's operations: 0 goes on, these two make the output whole. */
const FLUSH = 1;
const FINISH = 2;

/**
 * A codec for algorithms that are only to be had in one piece: input is gathered until the program ends or flushes the
 * stream, and the output is then handed out piecemeal.
 */
export class WholeCodec implements Codec {
  readonly #start: () => Transform;
  #transform: Transform;
  #input: Uint8Array[] = [];
  #output: Uint8Array = new Uint8Array(0);
  #finished = false;

  /** @param start begins anew */
  constructor(start: () => Transform) {
    this.#start = start;
    this.#transform = start();
  }

  reset(): void {
    this.#transform = this.#start();
    this.#input = [];
    this.#output = new Uint8Array(0);
    this.#finished = false;
  }

  step(operation: number, input: Uint8Array, output: Uint8Array): Step {
    if (input.length > 0 && !this.#finished) this.#input.push(input.slice());
    const final = operation === FINISH && !this.#finished;
    if (final || (operation === FLUSH && this.#input.length > 0)) {
      const whole = this.#input.length === 0 || (this.#input.length === 1 && input.length > 0);
      const result = this.#transform(concat(this.#input), final, whole);
      this.#input = [];
      this.#finished ||= final;
      if (!(result instanceof Uint8Array)) return { inputLeft: 0, outputLeft: output.length, error: result };
      this.#output = concat([this.#output, result]);
    }
    const piece = this.#output.subarray(0, output.length);
    output.set(piece);
    this.#output = this.#output.subarray(piece.length);
    return { inputLeft: 0, outputLeft: output.length - piece.length, error: null };
  }
}
