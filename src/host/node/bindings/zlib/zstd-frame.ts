/** Frames of Zstandard (RFC 8878, 3.1.1). */

/** Where a frame header's descriptor stands, and its flags. */
const descriptorAt = 4;
const singleSegment = 0x20;
export const hasChecksum = 0x04;

export const smallestHead = 6;
export const blockHead = 3;
/** Types of blocks. */
const REPEATED = 1;
const RESERVED = 3;

export interface Head {
  readonly length: number;
  /** The content's length, where it is told. */
  readonly content: number | null;
  readonly window: number;
  readonly checksum: boolean;
}

/** Null while it is not all there (RFC 8878, 3.1.1.1). */
export function readHead(input: Uint8Array): Head | null {
  if (input.length < smallestHead) return null;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const descriptor = view.getUint8(descriptorAt);
  const alone = (descriptor & singleSegment) !== 0;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(alone) : 1 << sizeFlag;
  const at = descriptorAt + (alone ? 1 : 2) + idBytes;
  if (input.length < at + sizeBytes) return null;
  const readSize: Readonly<Record<number, () => number>> = {
    1: () => view.getUint8(at),
    2: () => view.getUint16(at, true) + 256,
    4: () => view.getUint32(at, true),
    8: () => Number(view.getBigUint64(at, true)),
  };
  const content = readSize[sizeBytes]?.() ?? null;
  const base = 2 ** (10 + (view.getUint8(descriptorAt + 1) >> 3));
  const window = alone ? (content ?? 0) : base + (base / 8) * (view.getUint8(descriptorAt + 1) & 7);
  return { length: at + sizeBytes, content, window, checksum: (descriptor & hasChecksum) !== 0 };
}

/** Which blocks of a frame are there. */
export interface Blocks {
  /** Where the last block that is all there starts and ends. */
  lastBlock: number;
  blocksEnd: number;
  /** Where the frame ends, once that is known and there. */
  end: number | null;
}

export const noBlocks = (): Blocks => ({ lastBlock: 0, blocksEnd: 0, end: null });

/** Goes on to the last block that is all there. Returns whether the blocks' heads are right. */
export function findBlocks(input: Uint8Array, head: Head, progress: Blocks): boolean {
  let at = Math.max(progress.blocksEnd, head.length);
  while (at + blockHead <= input.length) {
    const bits = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8) | ((input[at + 2] ?? 0) << 16);
    const type = (bits >> 1) & 3;
    if (type === RESERVED) return false;
    // A block of one repeated byte takes one byte, whatever its size.
    const end = at + blockHead + (type === REPEATED ? 1 : bits >> 3);
    const isLast = (bits & 1) === 1;
    const frameEnd = end + (isLast && head.checksum ? 4 : 0);
    if (frameEnd > input.length) break;
    progress.lastBlock = at;
    progress.blocksEnd = at = end;
    if (!isLast) continue;
    progress.end = frameEnd;
    break;
  }
  return true;
}

/** The exponent of the window that content of this length needs. */
export const windowLogFor = (length: number): number =>
  Math.max(10, Math.ceil(Math.log2(Math.max(length, 1))));

/** Takes the content's size out of the header; a window's size takes its place where there was none. */
export function dropSize(frame: Uint8Array, windowLog: number): Uint8Array {
  const descriptor = frame[descriptorAt] ?? 0;
  const alone = (descriptor & singleSegment) !== 0;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(alone) : 1 << sizeFlag;
  const idAt = descriptorAt + (alone ? 1 : 2);
  const window = (windowLog - 10) << 3;
  return Uint8Array.of(
    ...frame.subarray(0, descriptorAt),
    descriptor & 0x1f,
    window,
    ...frame.subarray(idAt, idAt + idBytes),
    ...frame.subarray(idAt + idBytes + sizeBytes),
  );
}
/** The blocks that are there, as a frame of their own. */
export function shortened(input: Uint8Array, lastBlock: number, { content, window }: Head): Uint8Array {
  const frame = input.slice();
  frame[lastBlock]! |= 1;
  frame[descriptorAt]! &= ~hasChecksum;
  return content === null ? frame : dropSize(frame, windowLogFor(window));
}

/** Says that a checksum follows. */
export function announceChecksum(frame: Uint8Array): void {
  frame[descriptorAt]! |= hasChecksum;
}
