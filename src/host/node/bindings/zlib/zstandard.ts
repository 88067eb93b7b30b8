import type { Vendor } from "../../vendor.ts";
import type { CompressionError } from "./compression-stream.ts";
import type { Transform } from "./whole-codec.ts";
import { dropSize, windowLogFor } from "./zstd-frame.ts";
import { PiecedFrame } from "./zstd-pieces.ts";

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
const usualLevel = 3;
export const unset = 0xffff_ffff;

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

export function failure(number: number): CompressionError {
  const [name, message] = failures[number] ?? ["GENERIC", "Error (generic)"];
  return { message, errno: number, code: `ZSTD_error_${name}` };
}

/** The first parameter that zstd would refuse makes the stream unusable. */
export function checkParameters(
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

const WRONG_SIZE = 72;
const none = new Uint8Array(0);
const anyLevel = [-131_072, 0x7fff_ffff] as const;

/** A frame, whose blocks are made whenever the program flushes. @throws ERR_ZLIB_INITIALIZATION_FAILED */
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
  const frame = new PiecedFrame(library, dictionary, checksum);
  return (input, final, whole) => {
    const total = frame.contentLength + input.length;
    if (pledged !== undefined && (final ? pledged !== total : pledged < total)) return failure(WRONG_SIZE);
    const wanted = level === unset ? usualLevel : Math.min(level | 0, 22);
    const made = library().compress(input, wanted || usualLevel, frame.isEmpty ? dictionary : none);
    if (typeof made === "number") return failure(made);
    // zstd tells the size of what it is given at once, or was told; else how far back references may reach.
    const known = final && (pledged !== undefined || whole);
    const sized = !known
      ? dropSize(made, windowLogOf(wanted))
      : withoutSize
        ? dropSize(made, windowLogFor(input.length))
        : made;
    return frame.add(input, sized, final);
  };
}

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
