/** AES and ChaCha20. */
export { aeskw, cbc, cfb, ctr, ecb, gcm } from "@noble/ciphers/aes.js";
export { chacha20, chacha20poly1305 } from "@noble/ciphers/chacha.js";
