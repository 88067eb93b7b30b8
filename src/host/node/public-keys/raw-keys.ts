import { ed25519, ed25519ctx, x25519 } from "@noble/curves/ed25519.js";
import { ed448, x448 } from "@noble/curves/ed448.js";
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";
import { ml_kem1024, ml_kem512, ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import * as slh from "@noble/post-quantum/slh-dsa.js";
import type { Random } from "./bytes.ts";
import type { RawKey, RawKeyType } from "./key-types.ts";

/** What the algorithms of one type of key do; those that it cannot do are missing. */
interface Algorithm {
  readonly oid: string;
  readonly publicLength: number;
  readonly secretLength: number;
  /** 0: the secret key itself is all there is. */
  readonly seedLength: number;
  /** JWK's `crv` (OKP) or `alg` (AKP). */
  readonly jwkName: string;
  derive(secretOrSeed: Uint8Array): { public: Uint8Array; secret: Uint8Array };
  /** The public key of a secret one that came without its seed. */
  publicOf(secret: Uint8Array): Uint8Array;
  sign?(message: Uint8Array, secret: Uint8Array, context: Uint8Array, random: Random): Uint8Array;
  verify?(signature: Uint8Array, message: Uint8Array, key: Uint8Array, context: Uint8Array): boolean;
  agree?(secret: Uint8Array, other: Uint8Array): Uint8Array;
  encapsulate?(key: Uint8Array, random: Random): { cipherText: Uint8Array; sharedSecret: Uint8Array };
  decapsulate?(cipherText: Uint8Array, secret: Uint8Array): Uint8Array;
}

type Edwards = typeof ed25519;

/** @param inContext the variant for messages with a context, which Ed25519 has apart (RFC 8032, 5.1) */
function edwards(
  curve: Edwards,
  inContext: Edwards,
  oid: string,
  jwkName: string,
  length: number,
): Algorithm {
  const publicOf = (secret: Uint8Array) => curve.getPublicKey(secret);
  return {
    oid,
    jwkName,
    publicLength: length,
    secretLength: length,
    seedLength: 0,
    publicOf,
    derive: (secret) => ({ public: publicOf(secret), secret }),
    sign: (message, secret, context) =>
      context.length > 0 ? inContext.sign(message, secret, { context }) : curve.sign(message, secret),
    verify: (signature, message, key, context) =>
      context.length > 0
        ? inContext.verify(signature, message, key, { context, zip215: false })
        : curve.verify(signature, message, key, { zip215: false }),
  };
}

type Montgomery = typeof x25519;

function montgomery(curve: Montgomery, oid: string, jwkName: string, length: number): Algorithm {
  const publicOf = (secret: Uint8Array) => curve.getPublicKey(secret);
  return {
    oid,
    jwkName,
    publicLength: length,
    secretLength: length,
    seedLength: 0,
    publicOf,
    derive: (secret) => ({ public: publicOf(secret), secret }),
    agree: (secret, other) => curve.getSharedSecret(secret, other),
  };
}

const isSignature = (signature: Uint8Array, length: number | undefined): boolean =>
  signature.length === length;

function mlDsa(library: typeof ml_dsa44, oid: string, jwkName: string): Algorithm {
  return {
    oid,
    jwkName,
    publicLength: library.lengths.publicKey ?? 0,
    secretLength: library.lengths.secretKey ?? 0,
    seedLength: 32,
    publicOf: (secret) => library.getPublicKey(secret),
    derive(seed) {
      const { publicKey, secretKey } = library.keygen(seed);
      return { public: publicKey, secret: secretKey };
    },
    sign: (message, secret, context, random) =>
      library.sign(message, secret, { context, extraEntropy: random(32) }),
    verify: (signature, message, key, context) =>
      isSignature(signature, library.lengths.signature) &&
      library.verify(signature, message, key, { context }),
  };
}

function slhDsa(library: typeof slh.slh_dsa_sha2_128f, oid: string, jwkName: string): Algorithm {
  const secretLength = library.lengths.secretKey ?? 0;
  return {
    oid,
    jwkName,
    publicLength: library.lengths.publicKey ?? 0,
    secretLength,
    seedLength: 0,
    publicOf: (secret) => library.getPublicKey(secret),
    // A secret key is three random parts, and the root that follows from them.
    derive(secret) {
      if (secret.length === secretLength) return { public: library.getPublicKey(secret), secret };
      const made = library.keygen(secret);
      return { public: made.publicKey, secret: made.secretKey };
    },
    sign: (message, secret, context, random) =>
      library.sign(message, secret, { context, extraEntropy: random(secretLength / 4) }),
    verify: (signature, message, key, context) =>
      isSignature(signature, library.lengths.signature) &&
      library.verify(signature, message, key, { context }),
  };
}

function mlKem(library: typeof ml_kem512, oid: string, jwkName: string): Algorithm {
  return {
    oid,
    jwkName,
    publicLength: library.lengths.publicKey ?? 0,
    secretLength: library.lengths.secretKey ?? 0,
    seedLength: 64,
    // The public key stands inside of the secret one (FIPS 203, 7.1).
    publicOf: (secret) => secret.slice(secret.length - 64 - (library.lengths.publicKey ?? 0), -64),
    derive(seed) {
      const { publicKey, secretKey } = library.keygen(seed);
      return { public: publicKey, secret: secretKey };
    },
    encapsulate: (key, random) => library.encapsulate(key, random(32)),
    decapsulate: (cipherText, secret) => library.decapsulate(cipherText, secret),
  };
}

const nist = (last: number, kind: number) => `2.16.840.1.101.3.4.${kind}.${last}`;

const algorithms: Readonly<Record<RawKeyType, Algorithm>> = {
  x25519: montgomery(x25519, "1.3.101.110", "X25519", 32),
  x448: montgomery(x448, "1.3.101.111", "X448", 56),
  ed25519: edwards(ed25519, ed25519ctx, "1.3.101.112", "Ed25519", 32),
  ed448: edwards(ed448, ed448, "1.3.101.113", "Ed448", 57),
  "ml-dsa-44": mlDsa(ml_dsa44, nist(17, 3), "ML-DSA-44"),
  "ml-dsa-65": mlDsa(ml_dsa65, nist(18, 3), "ML-DSA-65"),
  "ml-dsa-87": mlDsa(ml_dsa87, nist(19, 3), "ML-DSA-87"),
  "ml-kem-512": mlKem(ml_kem512, nist(1, 4), "ML-KEM-512"),
  "ml-kem-768": mlKem(ml_kem768, nist(2, 4), "ML-KEM-768"),
  "ml-kem-1024": mlKem(ml_kem1024, nist(3, 4), "ML-KEM-1024"),
  "slh-dsa-sha2-128s": slhDsa(slh.slh_dsa_sha2_128s, nist(20, 3), "SLH-DSA-SHA2-128s"),
  "slh-dsa-sha2-128f": slhDsa(slh.slh_dsa_sha2_128f, nist(21, 3), "SLH-DSA-SHA2-128f"),
  "slh-dsa-sha2-192s": slhDsa(slh.slh_dsa_sha2_192s, nist(22, 3), "SLH-DSA-SHA2-192s"),
  "slh-dsa-sha2-192f": slhDsa(slh.slh_dsa_sha2_192f, nist(23, 3), "SLH-DSA-SHA2-192f"),
  "slh-dsa-sha2-256s": slhDsa(slh.slh_dsa_sha2_256s, nist(24, 3), "SLH-DSA-SHA2-256s"),
  "slh-dsa-sha2-256f": slhDsa(slh.slh_dsa_sha2_256f, nist(25, 3), "SLH-DSA-SHA2-256f"),
  "slh-dsa-shake-128s": slhDsa(slh.slh_dsa_shake_128s, nist(26, 3), "SLH-DSA-SHAKE-128s"),
  "slh-dsa-shake-128f": slhDsa(slh.slh_dsa_shake_128f, nist(27, 3), "SLH-DSA-SHAKE-128f"),
  "slh-dsa-shake-192s": slhDsa(slh.slh_dsa_shake_192s, nist(28, 3), "SLH-DSA-SHAKE-192s"),
  "slh-dsa-shake-192f": slhDsa(slh.slh_dsa_shake_192f, nist(29, 3), "SLH-DSA-SHAKE-192f"),
  "slh-dsa-shake-256s": slhDsa(slh.slh_dsa_shake_256s, nist(30, 3), "SLH-DSA-SHAKE-256s"),
  "slh-dsa-shake-256f": slhDsa(slh.slh_dsa_shake_256f, nist(31, 3), "SLH-DSA-SHAKE-256f"),
};

export function algorithmOf(type: RawKeyType): Algorithm {
  return algorithms[type];
}

/** The type of key that has this object identifier. */
export function rawTypeOfOid(oid: string): RawKeyType | undefined {
  return find((algorithm) => algorithm.oid === oid);
}

/** The type of key that JWK calls so. */
export function rawTypeOfJwk(name: string): RawKeyType | undefined {
  return find((algorithm) => algorithm.jwkName === name);
}

function find(matches: (algorithm: Algorithm) => boolean): RawKeyType | undefined {
  for (const [type, algorithm] of Object.entries(algorithms))
    if (matches(algorithm)) return type as RawKeyType;
  return undefined;
}

/** Null for bytes that no public key of the type has. */
export function rawPublicKey(type: RawKeyType, bytes: Uint8Array): RawKey | null {
  if (bytes.length !== algorithms[type].publicLength) return null;
  return { type, public: bytes.slice(), secret: null, seed: null };
}

/** Null for bytes that no secret key of the type has. */
export function rawSecretKey(type: RawKeyType, bytes: Uint8Array): RawKey | null {
  const algorithm = algorithms[type];
  if (bytes.length !== algorithm.secretLength) return null;
  const secret = bytes.slice();
  return { type, public: algorithm.publicOf(secret), secret, seed: null };
}

/** Null for bytes that no seed of the type has. */
export function seededKey(type: RawKeyType, seed: Uint8Array): RawKey | null {
  const algorithm = algorithms[type];
  if (seed.length !== algorithm.seedLength) return null;
  return { type, ...algorithm.derive(seed), seed: seed.slice() };
}

export function generateRaw(type: RawKeyType, random: Random): RawKey {
  const algorithm = algorithms[type];
  if (algorithm.seedLength > 0) {
    const seed = random(algorithm.seedLength);
    return { type, ...algorithm.derive(seed), seed };
  }
  const parts = type.startsWith("slh-dsa") ? 3 / 4 : 1;
  return { type, ...algorithm.derive(random(algorithm.secretLength * parts)), seed: null };
}
