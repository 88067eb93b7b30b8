import { S_IFDIR, S_IFLNK } from "../../machine/flags.ts";
import { concatBytes, decodeBytes, encodeText } from "../bytes.ts";

const BLOCK = 512;

/** One entry of an archive. `type`: 0 file, 1 hard link, 2 symbolic link, 5 folder. */
export interface TarEntry {
  readonly name: string;
  readonly type: string;
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since the epoch. */
  readonly mtime: number;
  readonly link: string;
  readonly content: Uint8Array;
}

/** Not an archive at all. */
export class NoTar extends Error {
  override readonly name = "NoTar";
}

/** Reads ustar with GNU's and pax's long names (POSIX pax, 2001). Contents are views into `bytes`. @throws {NoTar} */
export function* readTar(bytes: Uint8Array): Generator<TarEntry> {
  const text = (at: number, length: number): string =>
    decodeBytes(bytes.subarray(at, at + length)).replace(/\0[^]*$/, "");
  const number = (at: number, length: number): number => Number.parseInt(text(at, length).trim() || "0", 8);
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    if (text(at + 257, 5) !== "ustar" && number(at + 148, 8) === 0)
      throw new NoTar("This does not look like a tar archive");
    const size = number(at + 124, 12);
    const type = text(at + 156, 1);
    const prefix = text(at + 345, 155);
    const name: string = longName ?? (prefix === "" ? text(at, 100) : `${prefix}/${text(at, 100)}`);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const [mode, mtime, link] = [number(at + 100, 8), number(at + 136, 12), text(at + 157, 100)];
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    longName = null;
    if (type === "L") longName = decodeBytes(content).replace(/\0[^]*$/, "");
    if (type === "x") longName = /\d+ path=([^\n]*)\n/.exec(decodeBytes(content))?.[1] ?? null;
    if (!/[LxgK]/.test(type)) yield { name, type, mode, mtime, link, content };
  }
}

/** The blocks of one entry; names beyond 100 bytes go as GNU tar writes them. */
export function tarBlocks(entry: TarEntry): Uint8Array[] {
  const encoded = encodeText(entry.name);
  const long =
    encoded.length > 100
      ? [
          header("././@LongLink", 0o644, encoded.length + 1, 0, "L", ""),
          padded(concatBytes([encoded, Uint8Array.of(0)])),
        ]
      : [];
  const { name, mode, content, mtime, type, link } = entry;
  return [...long, header(name, mode, content.length, mtime, type, link), padded(content)];
}

/** An archive of these blocks, filled up to whole records. */
export function tarArchive(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0) + 2 * BLOCK;
  const rest = (20 * BLOCK - (size % (20 * BLOCK))) % (20 * BLOCK);
  return concatBytes([...parts, new Uint8Array(2 * BLOCK + rest)]);
}

/** The entry's type for a file of these mode bits. */
export function tarType(kind: number): string {
  return kind === S_IFDIR ? "5" : kind === S_IFLNK ? "2" : "0";
}

function padded(content: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.ceil(content.length / BLOCK) * BLOCK);
  result.set(content);
  return result;
}

function header(
  name: string,
  mode: number,
  size: number,
  mtime: number,
  type: string,
  link: string,
): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string, length: number): void =>
    block.set(encodeText(text).subarray(0, length), at);
  const octal = (value: number, length: number): string =>
    `${Math.floor(value)
      .toString(8)
      .padStart(length - 1, "0")}\0`;
  put(0, name, 100);
  put(100, octal(mode, 8), 8);
  put(108, octal(0, 8), 8);
  put(116, octal(0, 8), 8);
  put(124, octal(size, 12), 12);
  put(136, octal(mtime, 12), 12);
  put(148, "        ", 8);
  put(156, type, 1);
  put(157, link, 100);
  put(257, "ustar\x0000", 8);
  put(265, "root", 32);
  put(297, "root", 32);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `, 8);
  return block;
}
