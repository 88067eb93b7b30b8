import { greatestDivisor, inverse, power } from "./arithmetic.ts";
import { bitLength, toBytes, toNumber, type Random } from "./bytes.ts";
import { opensslError, plainError } from "./failures.ts";
import type { RsaKey, RsaSecret } from "./key-types.ts";
import { randomPrime } from "./primes.ts";

export function modulusLength({ n }: RsaKey): number {
  return Math.ceil(bitLength(n) / 8);
}

export function rsaPublic(key: RsaKey, input: Uint8Array): Uint8Array {
  return toBytes(power(toNumber(input), key.e, key.n), modulusLength(key));
}

/** @throws when the key is public */
export function rsaPrivate(key: RsaKey, input: Uint8Array): Uint8Array {
  const { secret } = key;
  if (!secret) throw opensslError("020000B3", "missing private key");
  const { p, q, dp, dq, qi } = secret;
  const message = toNumber(input);
  if (p === 0n) return toBytes(power(message, secret.d, key.n), modulusLength(key));
  const low = power(message, dq, q);
  const high = power(message, dp, p);
  const difference = ((((high - low) * qi) % p) + p) % p;
  return toBytes(low + difference * q, modulusLength(key));
}

/** What follows from the primes. */
function rsaSecret(e: bigint, p: bigint, q: bigint): RsaSecret {
  const least = ((p - 1n) * (q - 1n)) / greatestDivisor(p - 1n, q - 1n);
  const d = inverse(e, least);
  return { d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
}

const smallestModulus = 512;

/** A new key. @throws as OpenSSL does for sizes and exponents that it refuses */
export function generateRsa(
  bits: number,
  exponent: number,
  kind: Pick<RsaKey, "type" | "pss">,
  random: Random,
): RsaKey {
  if (bits < smallestModulus) throw plainError("1C8000AB", "key size too small");
  const e = BigInt(exponent);
  if (e < 3n || e % 2n === 0n) throw plainError("020000B2", "pub exponent out of range");
  const half = (length: number): bigint => {
    for (;;) {
      const prime = randomPrime({ bits: length, safe: false, add: null, rem: null }, random);
      if (greatestDivisor(prime - 1n, e) === 1n) return prime;
    }
  };
  for (;;) {
    const one = half(Math.ceil(bits / 2));
    const other = half(Math.floor(bits / 2));
    if (one === other) continue;
    const [p, q] = one > other ? [one, other] : [other, one];
    const n = p * q;
    if (bitLength(n) === bits) return { ...kind, n, e, secret: rsaSecret(e, p, q) };
  }
}
