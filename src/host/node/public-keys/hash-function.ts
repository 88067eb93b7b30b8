/** A hash function as the keys' algorithms need it. */
export interface HashFunction {
  /** OpenSSL's name in lower case. */
  readonly name: string;
  /** Of the digest, in bytes. */
  readonly length: number;
  digest(data: Uint8Array): Uint8Array;
}

/** Finds a hash function by any of its names; null when there is none. */
export type FindHash = (name: string) => HashFunction | null;

/** Object identifiers of the hash functions that signatures and key encodings name. */
export const HASH_OIDS: Readonly<Record<string, string>> = {
  md5: "1.2.840.113549.2.5",
  sha1: "1.3.14.3.2.26",
  ripemd160: "1.3.36.3.2.1",
  sm3: "1.2.156.10197.1.401",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  sha224: "2.16.840.1.101.3.4.2.4",
  "sha512-224": "2.16.840.1.101.3.4.2.5",
  "sha512-256": "2.16.840.1.101.3.4.2.6",
  "sha3-224": "2.16.840.1.101.3.4.2.7",
  "sha3-256": "2.16.840.1.101.3.4.2.8",
  "sha3-384": "2.16.840.1.101.3.4.2.9",
  "sha3-512": "2.16.840.1.101.3.4.2.10",
};

/** OpenSSL's name of the hash function with this object identifier. */
export function hashOfOid(oid: string): string | undefined {
  return Object.entries(HASH_OIDS).find(([, known]) => known === oid)?.[0];
}

/** MGF1 (RFC 8017, B.2.1). */
export function mask(hash: HashFunction, seed: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  const input = new Uint8Array(seed.length + 4);
  input.set(seed);
  for (let at = 0, counter = 0; at < length; at += hash.length, counter++) {
    new DataView(input.buffer).setUint32(seed.length, counter);
    result.set(hash.digest(input).subarray(0, length - at), at);
  }
  return result;
}

/** The exclusive or of equally long bytes. */
export function xor(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(a, (byte, at) => byte ^ (b[at] ?? 0));
}
