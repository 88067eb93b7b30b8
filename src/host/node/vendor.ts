/**
 * The third-party algorithms that bindings use. The build packs this file as a chunk of its own, which is evaluated when
 * a program first asks for one of them (`BindingContext.vendor`); everything else imports only its type.
 */
import { cbc, cfb, ctr, ecb, gcm } from "@noble/ciphers/aes.js";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { argon2d, argon2i, argon2id } from "@noble/hashes/argon2.js";
import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from "@noble/hashes/sha3.js";
import brotliDecompress from "brotli/decompress.js";
import {
  ZStream,
  zlibDeflate,
  zlibDeflateInit2,
  zlibDeflateReset,
  zlibDeflateSetDictionary,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
  zlibInflateSetDictionary,
} from "pako";

export const vendor = {
  ciphers: { cbc, cfb, ctr, ecb, gcm, chacha20poly1305 },
  hashes: {
    md5,
    ripemd160,
    sha1,
    sha224,
    sha256,
    sha384,
    sha512,
    sha512_224,
    sha512_256,
    sha3_224,
    sha3_256,
    sha3_384,
    sha3_512,
    shake128,
    shake256,
    blake2b,
    blake2s,
  },
  kdf: { hmac, pbkdf2, scrypt, argon2d, argon2i, argon2id },
  zlib: {
    ZStream,
    deflate: zlibDeflate,
    deflateInit2: zlibDeflateInit2,
    deflateReset: zlibDeflateReset,
    deflateSetDictionary: zlibDeflateSetDictionary,
    inflate: zlibInflate,
    inflateInit2: zlibInflateInit2,
    inflateReset: zlibInflateReset,
    inflateSetDictionary: zlibInflateSetDictionary,
  },
  brotliDecompress,
} as const;

export type Vendor = typeof vendor;
