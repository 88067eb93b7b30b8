import type { Vendor } from "../../vendor.ts";
import { concat } from "../values.ts";
import { announceChecksum, blockHead, findBlocks, noBlocks, readHead, shortened } from "./zstd-frame.ts";
import { xxh64 } from "./xxh64.ts";

type Library = Pick<Vendor["zstd"], "decompress">;

/** A block holds up to this much (RFC 8878, 3.1.1.2.4). */
const BLOCK = 1 << 17;
/** Up to this much content, it is tried whether a piece's blocks can be decoded where they will stand. */
const TRIED = 1 << 20;

/**
 * A frame that is made in pieces, where the encoder only makes whole frames: the blocks of frames of the pieces alone.
 * Such blocks may count on offsets that are usual at the start of a frame (3.1.1.5) and others behind another piece, which
 * is rare: a piece that cannot be decoded in its place is stored as it is.
 */
export class PiecedFrame {
  readonly #library: () => Library;
  readonly #dictionary: Uint8Array;
  readonly #checksum: boolean;
  #frame: Uint8Array = new Uint8Array(0);
  #content: Uint8Array[] = [];
  contentLength = 0;

  constructor(library: () => Library, dictionary: Uint8Array, checksum: boolean) {
    this.#library = library;
    this.#dictionary = dictionary;
    this.#checksum = checksum;
  }

  get isEmpty(): boolean {
    return this.#frame.length === 0;
  }

  /** @param made a frame of the piece alone. @returns what the frame goes on with */
  add(piece: Uint8Array, made: Uint8Array, final: boolean): Uint8Array {
    const head = readHead(made);
    const blocks = noBlocks();
    if (!head || !findBlocks(made, head, blocks)) throw new Error("zstd made no frame");
    const isFirst = this.isEmpty;
    this.contentLength += piece.length;
    if (this.#checksum) this.#content.push(piece);
    let next: Uint8Array = made.slice(isFirst ? 0 : head.length, blocks.blocksEnd);
    const lastBlock = blocks.lastBlock - (isFirst ? 0 : head.length);
    if (!final) next[lastBlock]! &= ~1;
    if (!isFirst && !this.#fits(next, lastBlock, piece)) next = stored(piece, final);
    if (isFirst && this.#checksum) announceChecksum(next);
    if (!final) this.#frame = concat([this.#frame, next]);
    return final && this.#checksum ? concat([next, this.#sum()]) : next;
  }

  #sum(): Uint8Array {
    const sum = Number(xxh64(concat(this.#content)) & 0xffff_ffffn);
    return Uint8Array.of(sum, sum >> 8, sum >> 16, sum >> 24);
  }

  #fits(next: Uint8Array, lastBlock: number, piece: Uint8Array): boolean {
    if (piece.length === 0) return true;
    if (this.contentLength > TRIED) return false;
    const frame = concat([this.#frame, next]);
    const head = readHead(frame);
    if (!head) return false;
    const tried = shortened(frame, this.#frame.length + lastBlock, head);
    const result = this.#library().decompress(tried, this.contentLength, this.#dictionary);
    if (typeof result === "number" || result.length !== this.contentLength) return false;
    const start = this.contentLength - piece.length;
    return piece.every((byte, at) => result[start + at] === byte);
  }
}

/** Blocks that are not compressed. */
function stored(piece: Uint8Array, final: boolean): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < piece.length; at += BLOCK) {
    const content = piece.subarray(at, at + BLOCK);
    const isLast = final && at + BLOCK >= piece.length;
    const bits = (content.length << 3) | Number(isLast);
    blocks.push(Uint8Array.of(bits, bits >> 8, bits >> 16).subarray(0, blockHead), content);
  }
  return concat(blocks);
}
