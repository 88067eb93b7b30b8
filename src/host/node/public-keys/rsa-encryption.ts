import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ascii, join, toBytes, toNumber, type Random } from "./bytes.ts";
import { opensslError, rsaSignatureError, type QueuedError } from "./failures.ts";
import { mask, xor, type HashFunction } from "./hash-function.ts";
import type { RsaKey } from "./key-types.ts";
import { modulusLength, rsaPrivate, rsaPublic } from "./rsa.ts";
import { PADDING, padForSignature } from "./rsa-signatures.ts";

export interface OaepOptions {
  readonly hash: HashFunction;
  readonly mgf1Hash: HashFunction;
  readonly label: Uint8Array;
}

const tooLarge = () => opensslError("0200006E", "data too large for key size");
const unknownPadding = () => opensslError("02000076", "unknown padding type");

/** PKCS #1 v1.5 needs this many bytes besides the message. */
const pkcs1Overhead = 11;

/** A number as wide as the modulus and less than it. */
function checkPlain(key: RsaKey, message: Uint8Array): void {
  const length = modulusLength(key);
  if (message.length > length) throw tooLarge();
  if (message.length < length) throw opensslError("0200007A", "data too small for key size");
  if (toNumber(message) >= key.n) throw opensslError("02000084", "data too large for modulus");
}

/** `RSA_public_encrypt`. */
export function encrypt(
  key: RsaKey,
  message: Uint8Array,
  padding: number,
  oaep: OaepOptions,
  random: Random,
): Uint8Array {
  const length = modulusLength(key);
  switch (padding) {
    case PADDING.pkcs1: {
      if (message.length > length - pkcs1Overhead) throw tooLarge();
      const filling = random(length - message.length - 3).map((byte) => byte || 1);
      return rsaPublic(key, join(Uint8Array.of(0, 2), filling, Uint8Array.of(0), message));
    }
    case PADDING.oaep:
      return rsaPublic(key, padOaep(message, length, oaep, random));
    case PADDING.none:
      checkPlain(key, message);
      return rsaPublic(key, message);
    default:
      throw unknownPadding();
  }
}

/** EME-OAEP (RFC 8017, 7.1.1). */
function padOaep(message: Uint8Array, length: number, oaep: OaepOptions, random: Random): Uint8Array {
  const { hash, mgf1Hash, label } = oaep;
  const room = length - 2 * hash.length - 2;
  if (room < 0) throw opensslError("0200006F", "key size too small");
  if (message.length > room) throw tooLarge();
  const gap = new Uint8Array(room - message.length);
  const block = join(hash.digest(label), gap, Uint8Array.of(1), message);
  const seed = random(hash.length);
  const maskedBlock = xor(block, mask(mgf1Hash, seed, block.length));
  const maskedSeed = xor(seed, mask(mgf1Hash, maskedBlock, hash.length));
  return join(Uint8Array.of(0), maskedSeed, maskedBlock);
}

const failedToDecrypt: QueuedError = ["1C8000A2", "failed to decrypt"];

/** `RSA_private_decrypt`. */
export function decrypt(key: RsaKey, input: Uint8Array, padding: number, oaep: OaepOptions): Uint8Array {
  const length = modulusLength(key);
  if (padding !== PADDING.pkcs1 && padding !== PADDING.oaep && padding !== PADDING.none)
    throw unknownPadding();
  if (input.length > length) throw opensslError("0200006C", "data greater than mod len", [failedToDecrypt]);
  if (toNumber(input) >= key.n)
    throw opensslError("02000084", "data too large for modulus", [failedToDecrypt]);
  const plain = rsaPrivate(key, input);
  if (padding === PADDING.none) return plain;
  if (padding === PADDING.oaep) return unpadOaep(plain, oaep);
  const end = plain.indexOf(0, 2);
  if (plain[0] === 0 && plain[1] === 2 && end >= 10) return plain.slice(end + 1);
  return implicitRejection(key, input);
}

function unpadOaep(plain: Uint8Array, { hash, mgf1Hash, label }: OaepOptions): Uint8Array {
  const bad = () => opensslError("02000079", "oaep decoding error");
  if (plain.length < 2 * hash.length + 2) throw bad();
  const maskedSeed = plain.subarray(1, 1 + hash.length);
  const maskedBlock = plain.subarray(1 + hash.length);
  const seed = xor(maskedSeed, mask(mgf1Hash, maskedBlock, hash.length));
  const block = xor(maskedBlock, mask(mgf1Hash, seed, maskedBlock.length));
  const wanted = hash.digest(label);
  const start = block.findIndex((byte, at) => at >= hash.length && byte !== 0);
  const right = wanted.every((byte, at) => byte === block[at]);
  if (plain[0] !== 0 || !right || block[start] !== 1) throw bad();
  return block.slice(start + 1);
}

/**
 * What stands for a message with wrong PKCS #1 v1.5 padding: bytes that only the key's owner can tell from a message
 * (draft-irtf-cfrg-rsa-guidance, 7), always the same for one input.
 */
function implicitRejection(key: RsaKey, input: Uint8Array): Uint8Array {
  const length = modulusLength(key);
  const secret = sha256(toBytes(key.secret?.d ?? 0n, length));
  const derived = hmac(sha256, secret, toBytes(toNumber(input), length));
  const stretch = (label: string, size: number): Uint8Array => {
    const bits = size * 8;
    const parts: Uint8Array[] = [];
    for (let counter = 0; counter * 32 < size; counter++) {
      const head = Uint8Array.of(counter >> 8, counter & 0xff);
      const tail = Uint8Array.of((bits >> 8) & 0xff, bits & 0xff);
      parts.push(hmac(sha256, derived, join(head, ascii(label), tail)));
    }
    return join(...parts).slice(0, size);
  };
  const candidates = stretch("length", 256);
  const longest = length - 10;
  const bits = 2 ** Math.ceil(Math.log2(longest + 1)) - 1;
  let chosen = 0;
  for (let at = 0; at < candidates.length; at += 2) {
    const candidate = (((candidates[at] ?? 0) << 8) | (candidates[at + 1] ?? 0)) & bits;
    if (candidate < longest) chosen = candidate;
  }
  return stretch("message", length).slice(length - chosen);
}

/** `EVP_PKEY_sign` without a digest: `crypto.privateEncrypt`. */
export function encryptWithPrivate(key: RsaKey, message: Uint8Array, padding: number): Uint8Array {
  const length = modulusLength(key);
  if (padding === PADDING.pkcs1) {
    if (message.length > length - pkcs1Overhead)
      throw opensslError("0200006E", "data too large for key size", signing);
    return rsaPrivate(key, padForSignature(message, length));
  }
  checkPlain(key, message);
  return rsaPrivate(key, message);
}

const signing: readonly QueuedError[] = [
  ["030000EA", "provider signature failure"],
  ["1C880004", "RSA lib"],
];

/** `EVP_PKEY_verify_recover`: `crypto.publicDecrypt`. */
export function decryptWithPublic(key: RsaKey, input: Uint8Array, padding: number): Uint8Array {
  if (input.length > modulusLength(key)) throw rsaSignatureError("0200006C", "data greater than mod len");
  const plain = rsaPublic(key, input);
  if (padding === PADDING.none) return plain;
  const queue = [...signing, ["02000072", "padding check failed"] as const];
  if (plain[0] !== 0) throw opensslError("0200008A", "invalid padding", queue);
  if (plain[1] !== 1) throw opensslError("0200006A", "block type is not 01", queue);
  const end = plain.findIndex((byte, at) => at > 1 && byte !== 0xff);
  if (end === -1) throw opensslError("02000071", "null before block missing", queue);
  if (plain[end] !== 0) throw opensslError("02000066", "bad fixed header decrypt", queue);
  if (end < 10) throw opensslError("02000067", "bad pad byte count", queue);
  return plain.slice(end + 1);
}
