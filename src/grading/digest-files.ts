import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { FileTree } from "../sandbox/index.ts";

/**
 * SHA-256 (hex) over files in the order of their paths (by UTF-16 units). Each adds its path, a NUL, its length in
 * bytes as decimal digits, a NUL, and its bytes.
 */
export function digestFiles(files: FileTree): string {
  const encoder = new TextEncoder();
  const hash = sha256.create();
  for (const path of Object.keys(files).sort()) {
    const content = files[path] ?? "";
    const bytes = typeof content === "string" ? encoder.encode(content) : content;
    hash.update(encoder.encode(`${path}\0${bytes.length}\0`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}
