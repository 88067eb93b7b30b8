import { concat } from "../values.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";

/**
 * Turns all input since the last time into output, or says why it cannot. `final`: no more will come; `whole`: all of it
 * came at once, together with its end.
 */
export type Transform = (
  input: Uint8Array,
  final: boolean,
  whole: boolean,
) => Uint8Array | CompressionError | Unfinished;

/** Output that ends before the input does. */
export class Unfinished {
  readonly output: Uint8Array;
  /** How many bytes of the input were not looked at. */
  readonly left: number;

  constructor(output: Uint8Array, left: number) {
    this.output = output;
    this.left = left;
  }
}

/** Brotli's and Zstandard's operations: 0 goes on, these two make the output whole. */
const FLUSH = 1;
const FINISH = 2;

/**
 * A codec for algorithms that are only to be had in one piece: input is gathered until the program ends (or flushes) the
 * stream, and the output is then handed out piecemeal.
 */
export class WholeCodec implements Codec {
  readonly #start: () => Transform;
  readonly #flushes: boolean;
  #transform: Transform;
  #input: Uint8Array[] = [];
  #output: Uint8Array = new Uint8Array(0);
  #finished = false;
  /** Input was left over at the end: it stays so while the output is handed out. */
  #leaves = false;

  /** `start` begins anew; `flushes`: output can be had before the end of the input. */
  constructor(start: () => Transform, flushes: boolean) {
    this.#start = start;
    this.#flushes = flushes;
    this.#transform = start();
  }

  reset(): void {
    this.#transform = this.#start();
    this.#input = [];
    this.#output = new Uint8Array(0);
    this.#finished = false;
    this.#leaves = false;
  }

  step(operation: number, input: Uint8Array, output: Uint8Array): Step {
    if (input.length > 0 && !this.#finished) this.#input.push(input.slice());
    let inputLeft = this.#leaves ? input.length : 0;
    const final = operation === FINISH && !this.#finished;
    if (final || (this.#flushes && operation === FLUSH && this.#input.length > 0)) {
      const whole = this.#input.length === 0 || (this.#input.length === 1 && input.length > 0);
      const given = this.#transform(concat(this.#input), final, whole);
      const result = given instanceof Unfinished ? given.output : given;
      // Of what came before nothing can be given back.
      if (given instanceof Unfinished) inputLeft = Math.min(given.left, input.length);
      this.#leaves = inputLeft > 0;
      this.#input = [];
      this.#finished ||= final;
      if (!(result instanceof Uint8Array)) return { inputLeft: 0, outputLeft: output.length, error: result };
      this.#output = concat([this.#output, result]);
    }
    const piece = this.#output.subarray(0, output.length);
    output.set(piece);
    this.#output = this.#output.subarray(piece.length);
    return { inputLeft, outputLeft: output.length - piece.length, error: null };
  }
}
