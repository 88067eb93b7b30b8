/** Ciphers for secret keys, over libraries of AES and ChaCha20. */
export * from "../ciphers/index.ts";
