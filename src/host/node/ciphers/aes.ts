import { unsafe } from "@noble/ciphers/aes.js";
import type { BlockCipher } from "./block-cipher.ts";

/** AES with a key of 16, 24 or 32 bytes. */
export function aes(key: Uint8Array): BlockCipher {
  const forth = unsafe.expandKeyLE(key);
  let back: Uint32Array | undefined;
  return {
    size: 16,
    encrypt: (block) => unsafe.encryptBlock(forth, block.slice()),
    decrypt: (block) => unsafe.decryptBlock((back ??= unsafe.expandKeyDecLE(key)), block.slice()),
  };
}
