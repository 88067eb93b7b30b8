import { constants, zstdCompressSync } from "node:zlib";
import type { CaseFile } from "../../../src/core/case.ts";

/** What of the compressor's choices a frame shows. */
export interface FrameOptions {
  readonly level?: number;
  readonly checksum?: boolean;
  /** Without it the header tells a window instead of the content's size. */
  readonly contentSize?: boolean;
  /** 10 and more; small windows make small blocks, so that a frame of a few kB has many. */
  readonly windowLog?: number;
  readonly strategy?: number;
  readonly minMatch?: number;
}

export function frame(content: string | Uint8Array, options: FrameOptions = {}): Uint8Array {
  const { level = 3, checksum = false, contentSize = true, windowLog, strategy, minMatch } = options;
  const params: Record<number, number> = {
    [constants.ZSTD_c_compressionLevel]: level,
    [constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0,
    [constants.ZSTD_c_contentSizeFlag]: contentSize ? 1 : 0,
  };
  if (windowLog !== undefined) params[constants.ZSTD_c_windowLog] = windowLog;
  if (strategy !== undefined) params[constants.ZSTD_c_strategy] = strategy;
  if (minMatch !== undefined) params[constants.ZSTD_c_minMatch] = minMatch;
  const input = typeof content === "string" ? Buffer.from(content) : content;
  return zstdCompressSync(input, contentSize ? { params, pledgedSrcSize: input.length } : { params });
}

/** A frame that decoders pass over. */
export function skippable(which: number, length: number): Uint8Array {
  const bytes = new Uint8Array(8 + length).fill(0xa5);
  new DataView(bytes.buffer).setUint32(0, 0x184d2a50 + which, true);
  new DataView(bytes.buffer).setUint32(4, length, true);
  return bytes;
}

/** A block's header and content: 0 raw, 1 one byte repeated, 2 compressed, 3 reserved. */
export function block(type: number, last: boolean, size: number, content: Uint8Array): Uint8Array {
  const header = (size << 3) | (type << 1) | (last ? 1 : 0);
  return Buffer.concat([Uint8Array.of(header & 255, (header >> 8) & 255, (header >> 16) & 255), content]);
}

/** A frame written by hand: header bytes after the magic number, then blocks. */
export function handmade(header: readonly number[], blocks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...header), ...blocks]);
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

export function file(bytes: Uint8Array): CaseFile {
  return { format: "bytes_base64", content: Buffer.from(bytes).toString("base64") };
}
