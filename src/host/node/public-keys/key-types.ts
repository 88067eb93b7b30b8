import type { Curve } from "./curves.ts";

export interface PssParameters {
  /** OpenSSL's names in lower case. */
  readonly hash: string;
  readonly mgf1Hash: string;
  readonly saltLength: number;
}

export interface RsaSecret {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** d mod (p - 1), d mod (q - 1), and the inverse of q mod p. */
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
}

export interface RsaKey {
  readonly type: "rsa" | "rsa-pss";
  readonly n: bigint;
  readonly e: bigint;
  readonly secret: RsaSecret | null;
  /** What an RSA-PSS key is restricted to; null where it is not. */
  readonly pss: PssParameters | null;
}

export interface EcKey {
  readonly type: "ec";
  readonly curve: Curve;
  /** The parameters are written out instead of named. */
  readonly explicit: boolean;
  /** The public point, uncompressed. */
  readonly point: Uint8Array;
  /** It came in compressed form, and is written so. */
  readonly compressed: boolean;
  readonly secret: bigint | null;
}

export interface DsaKey {
  readonly type: "dsa";
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
  readonly secret: bigint | null;
}

export interface DhKey {
  readonly type: "dh";
  readonly p: bigint;
  readonly g: bigint;
  readonly y: bigint;
  readonly secret: bigint | null;
  /** In bits; 0 when not told. */
  readonly secretLength: number;
}

export type RawKeyType = (typeof RAW_KEY_TYPES)[number];

/** Types whose keys are strings of bytes. */
export const RAW_KEY_TYPES = [
  "ed25519",
  "ed448",
  "x25519",
  "x448",
  "ml-dsa-44",
  "ml-dsa-65",
  "ml-dsa-87",
  "ml-kem-512",
  "ml-kem-768",
  "ml-kem-1024",
  "slh-dsa-sha2-128s",
  "slh-dsa-sha2-128f",
  "slh-dsa-sha2-192s",
  "slh-dsa-sha2-192f",
  "slh-dsa-sha2-256s",
  "slh-dsa-sha2-256f",
  "slh-dsa-shake-128s",
  "slh-dsa-shake-128f",
  "slh-dsa-shake-192s",
  "slh-dsa-shake-192f",
  "slh-dsa-shake-256s",
  "slh-dsa-shake-256f",
] as const;

export interface RawKey {
  readonly type: RawKeyType;
  readonly public: Uint8Array;
  readonly secret: Uint8Array | null;
  /** What ML-DSA and ML-KEM keys are grown from, where it is known. */
  readonly seed: Uint8Array | null;
}

export type AsymmetricKey = RsaKey | EcKey | DsaKey | DhKey | RawKey;

/** The same key without what is secret. */
export function publicPart(key: AsymmetricKey): AsymmetricKey {
  return "seed" in key ? { ...key, secret: null, seed: null } : { ...key, secret: null };
}

export function isPrivate(key: AsymmetricKey): boolean {
  return key.secret !== null;
}

export function isRaw(key: AsymmetricKey): key is RawKey {
  return "seed" in key;
}
