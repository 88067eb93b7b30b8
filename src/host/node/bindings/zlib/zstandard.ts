import type { Vendor } from "../../vendor.ts";
import type { CompressionError } from "./compression-stream.ts";
import { type Transform, Unfinished } from "./whole-codec.ts";
import { xxh64 } from "./xxh64.ts";

type Library = Pick<Vendor["zstd"], "compress" | "decompress">;

/** `ZSTD_c_*`, and the least and largest values that zstd takes. */
const LEVEL = 100;
const CONTENT_SIZE = 200;
const CHECKSUM = 201;
const bounds: Readonly<Record<number, readonly [number, number]>> = {
  101: [10, 31],
  102: [6, 30],
  103: [6, 31],
  104: [1, 30],
  105: [3, 7],
  106: [0, 131_072],
  107: [1, 9],
  160: [0, 2],
  161: [6, 31],
  162: [4, 4096],
  163: [1, 8],
  164: [0, 25],
  200: [0, 1],
  201: [0, 1],
  202: [0, 1],
  400: [0, 0],
  401: [0, 0],
  402: [0, 0],
};
/** `ZSTD_d_windowLogMax` */
const WINDOW_LOG_MAX = 100;
const windowLogBounds = [10, 31] as const;
const usualLevel = 3;
const unset = 0xffff_ffff;

/** `ZSTD_ErrorCode`: name and text of those that can come up. */
const failures: Readonly<Record<number, readonly [string, string]>> = {
  10: ["prefix_unknown", "Unknown frame descriptor"],
  12: ["version_unsupported", "Version not supported"],
  14: ["frameParameter_unsupported", "Unsupported frame parameter"],
  16: ["frameParameter_windowTooLarge", "Frame requires too much memory for decoding"],
  20: ["corruption_detected", "Data corruption detected"],
  22: ["checksum_wrong", "Restored data doesn't match checksum"],
  24: ["literals_headerWrong", "Header of Literals' block doesn't respect format specification"],
  30: ["dictionary_corrupted", "Dictionary is corrupted"],
  32: ["dictionary_wrong", "Dictionary mismatch"],
  64: ["memory_allocation", "Allocation error : not enough memory"],
  70: ["dstSize_tooSmall", "Destination buffer is too small"],
  72: ["srcSize_wrong", "Src size is incorrect"],
};

function failure(number: number): CompressionError {
  const [name, message] = failures[number] ?? ["GENERIC", "Error (generic)"];
  return { message, errno: number, code: `ZSTD_error_${name}` };
}

const tooSmall = 70;
const unexpectedEnd: CompressionError = { message: "unexpected end of file", errno: -5, code: "Z_BUF_ERROR" };

/** The first parameter that zstd would refuse makes the stream unusable. */
function checkParameters(
  parameters: Uint32Array,
  within: (key: number) => readonly [number, number] | undefined,
): void {
  for (const [key, value] of parameters.entries()) {
    if (value === unset) continue;
    const range = within(key);
    const signed = value | 0;
    if (range && (signed === 0 || (signed >= range[0] && signed <= range[1]))) continue;
    throw Object.assign(new Error("Setting parameter failed"), { code: "ERR_ZLIB_INITIALIZATION_FAILED" });
  }
}

const anyLevel = [-131_072, 0x7fff_ffff] as const;

/** One frame for each stretch between flushes. @throws ERR_ZLIB_INITIALIZATION_FAILED */
export function zstdEncoder(
  library: () => Library,
  parameters: Uint32Array,
  pledged: number | undefined,
  dictionary: Uint8Array,
): Transform {
  checkParameters(parameters, (key) => (key === LEVEL ? anyLevel : bounds[key]));
  const level = parameters[LEVEL] ?? unset;
  const checksum = parameters[CHECKSUM] === 1;
  const withoutSize = parameters[CONTENT_SIZE] === 0;
  let started = false;
  return (input, final, whole) => {
    if (started && final && input.length === 0) return input;
    started = true;
    if (pledged !== undefined && pledged !== input.length) return failure(72);
    const wanted = level === unset ? usualLevel : Math.min(level | 0, 22);
    const frame = library().compress(input, wanted || usualLevel, dictionary);
    if (typeof frame === "number") return failure(frame);
    // zstd tells the size of what it is given at once, or was told; else how far back references may reach.
    const known = pledged !== undefined || (whole && final);
    const sized = !known
      ? dropSize(frame, windowLogOf(wanted))
      : withoutSize
        ? dropSize(frame, smallest(input.length))
        : frame;
    return checksum ? addChecksum(sized, input) : sized;
  };
}

/** Frame header (RFC 8878, 3.1.1.1): where the descriptor stands, and its flags. */
const descriptorAt = 4;
const singleSegment = 0x20;
const hasChecksum = 0x04;

function addChecksum(frame: Uint8Array, content: Uint8Array): Uint8Array {
  const result = new Uint8Array(frame.length + 4);
  result.set(frame);
  result[descriptorAt]! |= hasChecksum;
  new DataView(result.buffer).setUint32(frame.length, Number(xxh64(content) & 0xffff_ffffn), true);
  return result;
}

const smallest = (length: number): number => Math.max(10, Math.ceil(Math.log2(Math.max(length, 1))));

/** The window of each level for content of any size (zstd's `clevels.h`). */
function windowLogOf(level: number): number {
  const logs: readonly (readonly [number, number])[] = [
    [1, 19],
    [2, 20],
    [8, 21],
    [17, 22],
    [19, 23],
    [20, 25],
    [21, 26],
  ];
  return logs.find(([last]) => level <= last)?.[1] ?? 27;
}

/** Takes the content's size out of the header; a window's size takes its place where there was none. */
function dropSize(frame: Uint8Array, windowLog: number): Uint8Array {
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

/** The first frame's length, and its content's where it is told; null while it is not all there. */
function firstFrame(input: Uint8Array): { length: number; content: number | null; window: number } | null {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 6) return null;
  const descriptor = view.getUint8(descriptorAt);
  const alone = (descriptor & singleSegment) !== 0;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(alone) : 1 << sizeFlag;
  let at = descriptorAt + (alone ? 1 : 2) + idBytes;
  if (input.length < at + sizeBytes) return null;
  const content =
    sizeBytes === 0
      ? null
      : sizeBytes === 1
        ? view.getUint8(at)
        : sizeBytes === 2
          ? view.getUint16(at, true) + 256
          : sizeBytes === 4
            ? view.getUint32(at, true)
            : Number(view.getBigUint64(at, true));
  const exponent = 10 + (view.getUint8(descriptorAt + 1) >> 3);
  const base = 2 ** exponent;
  const window = alone ? (content ?? 0) : base + (base / 8) * (view.getUint8(descriptorAt + 1) & 7);
  at += sizeBytes;
  for (let last = false; !last;) {
    if (input.length < at + 3) return null;
    const head = view.getUint8(at) | (view.getUint16(at + 1, true) << 8);
    last = (head & 1) === 1;
    // A block of one repeated byte takes one byte, whatever its size.
    at += 3 + (((head >> 1) & 3) === 1 ? 1 : head >> 3);
  }
  if (descriptor & hasChecksum) at += 4;
  return at <= input.length ? { length: at, content, window } : null;
}

const magic = [0x28, 0xb5, 0x2f, 0xfd] as const;
const smallestRoom = 1 << 16;

/** The first frame's content; what follows is left alone. @throws ERR_ZLIB_INITIALIZATION_FAILED */
export function zstdDecoder(
  library: () => Library,
  parameters: Uint32Array,
  dictionary: Uint8Array,
): Transform {
  checkParameters(parameters, (key) => (key === WINDOW_LOG_MAX ? windowLogBounds : undefined));
  const windowLog = parameters[WINDOW_LOG_MAX] ?? unset;
  const largest = 2 ** (windowLog === unset || windowLog === 0 ? 27 : windowLog) + 1;
  return (input) => {
    if (input.some((byte, at) => at < magic.length && byte !== magic[at])) return failure(10);
    const frame = firstFrame(input);
    if (!frame) return corrupt(library(), input, dictionary) ?? unexpectedEnd;
    if (frame.window > largest) return failure(16);
    const whole = input.subarray(0, frame.length);
    for (let room = frame.content ?? Math.max(smallestRoom, frame.length * 4); ; room *= 4) {
      const output = library().decompress(whole, room, dictionary);
      if (output === tooSmall && frame.content === null) continue;
      if (typeof output === "number") return failure(output);
      return whole.length < input.length ? new Unfinished(output, input.length - whole.length) : output;
    }
  };
}

const wrongSize = 72;

/** A frame that is cut off may be damaged before its end, which shows first. */
function corrupt(library: Library, input: Uint8Array, dictionary: Uint8Array): CompressionError | null {
  if (input.length < 9) return null;
  const output = library.decompress(input, smallestRoom, dictionary);
  const damaged = typeof output === "number" && output !== wrongSize && output !== tooSmall;
  return damaged ? failure(output) : null;
}
