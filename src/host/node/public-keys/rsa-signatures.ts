import { bitLength, equal, join, type Random } from "./bytes.ts";
import { nothing, octetString, oid, sequence } from "./der.ts";
import { invalidPaddingMode, opensslError, rsaSignatureError } from "./failures.ts";
import { HASH_OIDS, mask, xor, type HashFunction } from "./hash-function.ts";
import type { RsaKey } from "./key-types.ts";
import { modulusLength, rsaPrivate, rsaPublic } from "./rsa.ts";

/** What PKCS #1 v1.5 signs: the digest with its function's name (RFC 8017, 9.2); TLS's md5-sha1 goes without. */
function digestInfo(hash: HashFunction, digest: Uint8Array): Uint8Array {
  if (hash.name === "md5-sha1") return digest;
  const name = HASH_OIDS[hash.name];
  if (name === undefined) throw opensslError("1C8000AE", "digest not allowed");
  return sequence(sequence(oid(name), nothing()), octetString(digest));
}

/** Block type 1 of PKCS #1 v1.5. */
export function padForSignature(content: Uint8Array, length: number): Uint8Array {
  const filling = new Uint8Array(length - content.length - 3).fill(0xff);
  return join(Uint8Array.of(0, 1), filling, Uint8Array.of(0), content);
}

export function signPkcs1(key: RsaKey, hash: HashFunction, digest: Uint8Array): Uint8Array {
  const info = digestInfo(hash, digest);
  const length = modulusLength(key);
  if (info.length > length - 11) throw rsaSignatureError("02000070", "digest too big for rsa key");
  return rsaPrivate(key, padForSignature(info, length));
}

export function verifyPkcs1(
  key: RsaKey,
  hash: HashFunction,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = modulusLength(key);
  const info = digestInfo(hash, digest);
  if (signature.length !== length || info.length > length - 11) return false;
  return equal(rsaPublic(key, signature), padForSignature(info, length));
}

/** `RSA_PSS_SALTLEN_*`: as long as the digest; whatever it is, or the longest; the longest. */
const SALT_DIGEST = -1;
const SALT_MAX = -3;
const SALT_AUTO_DIGEST_MAX = -4;

export interface PssOptions {
  readonly hash: HashFunction;
  readonly mgf1Hash: HashFunction;
  /** In bytes, or one of `RSA_PSS_SALTLEN_*`. */
  readonly saltLength: number;
}

const eightZeros = new Uint8Array(8);

/** The encoded message's length and how many bits of its first byte are unused (RFC 8017, 9.1.1). */
function shape(key: RsaKey): { length: number; unused: number } {
  const bits = bitLength(key.n) - 1;
  const length = Math.ceil(bits / 8);
  return { length, unused: 8 * length - bits };
}

/** EMSA-PSS. */
export function signPss(key: RsaKey, digest: Uint8Array, options: PssOptions, random: Random): Uint8Array {
  const { hash, mgf1Hash } = options;
  if (options.saltLength < SALT_AUTO_DIGEST_MAX) throw opensslError("1C800070", "invalid salt length");
  const { length, unused } = shape(key);
  const most = length - hash.length - 2;
  const saltLength =
    options.saltLength === SALT_DIGEST
      ? hash.length
      : options.saltLength === SALT_AUTO_DIGEST_MAX
        ? Math.min(hash.length, most)
        : options.saltLength < 0
          ? most
          : options.saltLength;
  if (saltLength > most || most < 0) throw rsaSignatureError("0200006E", "data too large for key size");
  const salt = random(saltLength);
  const sum = hash.digest(join(eightZeros, digest, salt));
  const block = join(new Uint8Array(most - saltLength), Uint8Array.of(1), salt);
  const masked = xor(block, mask(mgf1Hash, sum, block.length));
  if (masked.length > 0) masked[0] = (masked[0] ?? 0) & (0xff >> unused);
  return rsaPrivate(key, join(masked, sum, Uint8Array.of(0xbc)));
}

export function verifyPss(
  key: RsaKey,
  digest: Uint8Array,
  signature: Uint8Array,
  options: PssOptions,
): boolean {
  const { hash, mgf1Hash, saltLength } = options;
  const { length, unused } = shape(key);
  if (signature.length !== modulusLength(key)) return false;
  const encoded = rsaPublic(key, signature).slice(-length);
  const blockLength = length - hash.length - 1;
  if (blockLength < 1 || encoded.at(-1) !== 0xbc) return false;
  if ((encoded[0] ?? 0) & (0xff00 >> unused) & 0xff) return false;
  const sum = encoded.subarray(blockLength, length - 1);
  const block = xor(encoded.subarray(0, blockLength), mask(mgf1Hash, sum, blockLength));
  block[0] = (block[0] ?? 0) & (0xff >> unused);
  const start = block.findIndex((byte) => byte !== 0);
  if (start === -1 || block[start] !== 1) return false;
  const salt = block.subarray(start + 1);
  const wanted =
    saltLength === SALT_DIGEST
      ? hash.length
      : saltLength === SALT_MAX
        ? blockLength - hash.length - 1
        : saltLength < 0
          ? salt.length
          : saltLength;
  return salt.length === wanted && equal(sum, hash.digest(join(eightZeros, digest, salt)));
}

/** `RSA_*_PADDING` */
export const PADDING = { pkcs1: 1, none: 3, oaep: 4, pss: 6 } as const;

/** @throws as OpenSSL does for a padding that does not sign */
export function checkSignaturePadding(padding: number): void {
  if (padding === PADDING.none) throw opensslError("1C8000A8", "invalid padding mode");
  if (padding !== PADDING.pkcs1 && padding !== PADDING.pss) throw invalidPaddingMode();
}
