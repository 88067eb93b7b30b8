import { BitWriter } from "./bit-writer.ts";

/** The least size of a window that the encoder has at this quality: it takes four bits to tell (RFC 7932, 9.1). */
const LEAST_WINDOW_BITS = 18;
const HEAD_LENGTH = 4;
/** The blocks at the end of a piece and of a stream (RFC 7932, 9.2). */
const NOT_LAST_METADATA = 0b000110;
const LAST_EMPTY = 0b11;

/** The encoder makes one block of so much at this quality. */
const QUALITY = 1;
const BLOCK = 1 << 17;

/** Makes a stream of its own of a whole input. */
export type CompressWhole = (
  input: Uint8Array,
  options: { readonly quality: number; readonly windowBits: number },
) => Uint8Array;

/** A stream of one block and an empty one: where the first one's head ends, and where it is over itself, in bits. */
function blockOf(stream: Uint8Array): { isStored: boolean; headEnd: number; end: number } {
  const bit = (at: number) => ((stream[at >> 3] ?? 0) >> (at & 7)) & 1;
  // After the size of the window: whether it is the last one, its length in nibbles, and whether it is stored.
  const nibbles = 4 + bit(HEAD_LENGTH + 1) + 2 * bit(HEAD_LENGTH + 2);
  const headEnd = HEAD_LENGTH + 3 + 4 * nibbles + 1;
  const last = stream.findLastIndex((byte) => byte !== 0);
  const end = last * 8 + (31 - Math.clz32(stream[last] ?? 0)) - 1;
  return { isStored: bit(headEnd - 1) === 1, headEnd, end };
}

/**
 * A piece of a Brotli stream that the program flushes, where the encoder only makes whole streams: the blocks of streams
 * of parts of the piece. At the lower qualities a block takes nothing from what came before but the window's size, so
 * that they can stand one after the other. Those that are stored are written anew, since they begin at whole bytes.
 *
 * @param first nothing of the stream was written yet
 * @param last the stream ends here; else an empty block of metadata fills up the last byte
 */
export function brotliPiece(
  compress: CompressWhole,
  input: Uint8Array,
  { windowBits, first, last }: { windowBits: number; first: boolean; last: boolean },
): Uint8Array {
  const options = { quality: QUALITY, windowBits: Math.max(windowBits, LEAST_WINDOW_BITS) };
  const writer = new BitWriter(input.length + 16 * (Math.ceil(input.length / BLOCK) + 1));
  for (let at = 0; at < input.length; at += BLOCK) {
    const part = input.subarray(at, at + BLOCK);
    const stream = compress(part, options);
    const { isStored, headEnd, end } = blockOf(stream);
    writer.copy(stream, first && at === 0 ? 0 : HEAD_LENGTH, isStored ? headEnd : end);
    if (isStored) writer.bytes(part);
  }
  if (last) writer.put(LAST_EMPTY, 2);
  else if (!writer.isAligned) writer.put(NOT_LAST_METADATA, 6);
  return writer.finish();
}
