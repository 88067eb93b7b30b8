import { inverse, power } from "./arithmetic.ts";
import { bitLength, toBytes, toNumber, type Random } from "./bytes.ts";
import { plainError } from "./failures.ts";
import type { DsaKey } from "./key-types.ts";
import { isPrime, randomPrime } from "./primes.ts";

/** As much of a digest, from the left, as the divisor has bits (FIPS 186-4, 4.6). */
function truncated(digest: Uint8Array, q: bigint): bigint {
  const excess = digest.length * 8 - bitLength(q);
  const number = toNumber(digest);
  return excess > 0 ? number >> BigInt(excess) : number;
}

function below(limit: bigint, random: Random): bigint {
  return 1n + (toNumber(random(Math.ceil(bitLength(limit) / 8) + 8)) % (limit - 1n));
}

/** r and s. @throws when the key is public */
export function signDsa(key: DsaKey, digest: Uint8Array, random: Random): readonly [bigint, bigint] {
  const { p, q, g, secret } = key;
  if (secret === null) throw plainError("0A000065", "missing private key");
  for (;;) {
    const k = below(q, random);
    const r = power(g, k, p) % q;
    const s = (inverse(k, q) * (truncated(digest, q) + secret * r)) % q;
    if (r !== 0n && s !== 0n) return [r, s];
  }
}

export function verifyDsa({ p, q, g, y }: DsaKey, digest: Uint8Array, r: bigint, s: bigint): boolean {
  if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
  const w = inverse(s, q);
  const one = power(g, (truncated(digest, q) * w) % q, p);
  const other = power(y, (r * w) % q, p);
  return ((one * other) % p) % q === r;
}

/** The divisor's size, in bits, where none is asked for. */
const usualDivisor = 224;

const smallestModulus = 512;

/** @param divisorBits -1: the usual size */
export function generateDsa(bits: number, divisorBits: number, random: Random): DsaKey {
  if (bits < smallestModulus) throw plainError("030000E9", "provider keymgmt failure");
  const size = divisorBits === -1 ? usualDivisor : divisorBits;
  const q = randomPrime({ bits: size, safe: false, add: null, rem: null }, random);
  const top = 1n << BigInt(bits - 1);
  for (;;) {
    const start = toNumber(random(Math.ceil(bits / 8))) % top;
    const p = top + start - ((top + start) % (2n * q)) + 1n;
    if (bitLength(p) !== bits || !isPrime(p, 0, random)) continue;
    const g = power(2n, (p - 1n) / q, p);
    if (g <= 1n) continue;
    const secret = below(q, random);
    return { type: "dsa", p, q, g, y: power(g, secret, p), secret };
  }
}

/** The bytes of each half of a signature in IEEE P1363 form. */
export function dsaHalf({ q }: DsaKey): number {
  return toBytes(q).length;
}
