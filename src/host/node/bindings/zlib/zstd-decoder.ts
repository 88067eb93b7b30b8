import type { Vendor } from "../../vendor.ts";
import type { Codec, CompressionError, Step } from "./compression-stream.ts";
import { checkParameters, failure, unset } from "./zstandard.ts";
import {
  blockHead,
  type Blocks,
  findBlocks,
  type Head,
  noBlocks,
  readHead,
  shortened,
  smallestHead,
} from "./zstd-frame.ts";

type Library = Pick<Vendor["zstd"], "decompress">;

const FINISH = 2;
/** `ZSTD_d_windowLogMax` */
const WINDOW_LOG_MAX = 100;
const windowLogBounds = [10, 31] as const;
const usualWindowLog = 27;

/** `ZSTD_ErrorCode` */
const PREFIX_UNKNOWN = 10;
const WINDOW_TOO_LARGE = 16;
const CORRUPTION = 20;
const TOO_SMALL = 70;
/** What zstd calls a frame that is not all there: a wrong size, or checksum, or no room for what it gave. */
const incomplete: readonly number[] = [72, 22, TOO_SMALL];
const unexpectedEnd: CompressionError = { message: "unexpected end of file", errno: -5, code: "Z_BUF_ERROR" };

const magic = [0x28, 0xb5, 0x2f, 0xfd] as const;
const smallestRoom = 1 << 16;

/**
 * Up to this much a frame is decoded again, from its start, whenever a block of it has come; beyond, once it has grown by
 * this part. So what is small comes at once, and what is large takes no more than some times as long.
 */
const SMALL = 1 << 18;
const GROWTH = 1.25;

/** How far a frame has come. */
interface Progress extends Blocks {
  head: Head | null;
  /** How much of the frame was decoded, and how much that gave. */
  decoded: number;
  given: number;
}

const atStart = (): Progress => ({ head: null, ...noBlocks(), decoded: 0, given: 0 });

/**
 * Zstandard's decoder: a frame, whose blocks are given as they come. What follows in the same piece of input is left
 * alone; the next piece begins another frame.
 */
export class ZstdDecoderCodec implements Codec {
  readonly #library: () => Library;
  readonly #dictionary: Uint8Array;
  readonly #largest: number;
  #input: Uint8Array = new Uint8Array(0);
  #length = 0;
  #output: Uint8Array = new Uint8Array(0);
  #progress = atStart();
  #error: CompressionError | null = null;
  /** Input was left over at the frame's end: it stays so while the output is handed out. */
  #leaves = false;

  /** @throws ERR_ZLIB_INITIALIZATION_FAILED */
  constructor(library: () => Library, parameters: Uint32Array, dictionary: Uint8Array) {
    checkParameters(parameters, (key) => (key === WINDOW_LOG_MAX ? windowLogBounds : undefined));
    const windowLog = parameters[WINDOW_LOG_MAX] ?? unset;
    this.#largest = 2 ** (windowLog === unset || windowLog === 0 ? usualWindowLog : windowLog) + 1;
    this.#library = library;
    this.#dictionary = dictionary;
  }

  reset(): void {
    this.#length = 0;
    this.#output = new Uint8Array(0);
    this.#progress = atStart();
    this.#error = null;
    this.#leaves = false;
  }

  step(operation: number, input: Uint8Array, output: Uint8Array): Step {
    if (this.#progress.end !== null && !this.#leaves && this.#output.length === 0 && input.length > 0)
      this.reset();
    let inputLeft = input.length;
    if (this.#progress.end === null && !this.#error) {
      this.#gather(input);
      this.#error = this.#advance(operation === FINISH);
      // Of what came before nothing can be given back.
      inputLeft = Math.min(this.#length - (this.#progress.end ?? this.#length), input.length);
      this.#leaves = inputLeft > 0;
    }
    if (this.#error) return { inputLeft: 0, outputLeft: output.length, error: this.#error };
    const piece = this.#output.subarray(0, output.length);
    output.set(piece);
    this.#output = this.#output.subarray(piece.length);
    return { inputLeft, outputLeft: output.length - piece.length, error: null };
  }

  #gather(input: Uint8Array): void {
    if (this.#length + input.length > this.#input.length) {
      const larger = new Uint8Array(Math.max(this.#length + input.length, this.#input.length * 2));
      larger.set(this.#input.subarray(0, this.#length));
      this.#input = larger;
    }
    this.#input.set(input, this.#length);
    this.#length += input.length;
  }

  #advance(final: boolean): CompressionError | null {
    const progress = this.#progress;
    const input = this.#input.subarray(0, this.#length);
    if (magic.some((byte, at) => at < input.length && byte !== input[at])) return failure(PREFIX_UNKNOWN);
    progress.head ??= readHead(input);
    if (progress.head && progress.head.window > this.#largest) return failure(WINDOW_TOO_LARGE);
    if (progress.head && !findBlocks(input, progress.head, progress)) return failure(CORRUPTION);
    const { head, end, blocksEnd, lastBlock, decoded } = progress;
    if (head && end !== null) return this.#decode(input.subarray(0, end), head.content);
    if (final) return this.#cutOff(input) ?? unexpectedEnd;
    const due = blocksEnd <= SMALL || blocksEnd >= decoded * GROWTH;
    if (!head || blocksEnd <= Math.max(decoded, head.length) || !due) return null;
    progress.decoded = blocksEnd;
    return this.#decode(shortened(input.subarray(0, blocksEnd), lastBlock, head), null);
  }

  /** A frame that is cut off may be damaged before its end, which shows first. */
  #cutOff(input: Uint8Array): CompressionError | null {
    if (input.length < smallestHead + blockHead) return null;
    const result = this.#library().decompress(input, smallestRoom, this.#dictionary);
    return typeof result === "number" && !incomplete.includes(result) ? failure(result) : null;
  }

  /** Adds what a frame gives beyond what was given before. @param content how much that is, if it is known */
  #decode(frame: Uint8Array, content: number | null): CompressionError | null {
    const { given } = this.#progress;
    for (let room = content ?? Math.max(smallestRoom, frame.length * 4, given * 2); ; room *= 4) {
      const result = this.#library().decompress(frame, room, this.#dictionary);
      if (result === TOO_SMALL && content === null) continue;
      if (typeof result === "number") return failure(result);
      const rest = new Uint8Array(this.#output.length + result.length - given);
      rest.set(this.#output);
      rest.set(result.subarray(given), this.#output.length);
      this.#output = rest;
      this.#progress.given = result.length;
      return null;
    }
  }
}
