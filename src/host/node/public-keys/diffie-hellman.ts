import { power } from "./arithmetic.ts";
import { bitLength, toNumber, type Random } from "./bytes.ts";
import { isPrime } from "./primes.ts";

/** Size of the modulus, and the constant that makes it a safe prime (RFC 2409, 6; RFC 3526, 2 to 7). */
const groups: Readonly<Record<string, readonly [bits: number, constant: bigint]>> = {
  modp1: [768, 149_686n],
  modp2: [1024, 129_093n],
  modp5: [1536, 741_804n],
  modp14: [2048, 124_476n],
  modp15: [3072, 1_690_314n],
  modp16: [4096, 240_904n],
  modp17: [6144, 929_484n],
  modp18: [8192, 4_743_158n],
};

/** ⌊2^bits · π⌋, by Machin's formula with some bits to spare. */
function piBits(bits: number): bigint {
  const spare = 64n;
  const one = 1n << (BigInt(bits) + spare);
  const arctangent = (x: bigint): bigint => {
    let term = one / x;
    let sum = term;
    for (let divisor = 3n, sign = -1n; term > 0n; divisor += 2n, sign = -sign) {
      term /= x * x;
      sum += sign * (term / divisor);
    }
    return sum;
  };
  return (16n * arctangent(5n) - 4n * arctangent(239n)) >> spare;
}

const made = new Map<string, bigint>();

/** The modulus of a well-known group, whose generator is 2; undefined for a name that has none. */
export function groupPrime(name: string): bigint | undefined {
  const group = groups[name];
  if (!group) return undefined;
  const ready = made.get(name);
  if (ready !== undefined) return ready;
  const [bits, constant] = group;
  const n = BigInt(bits);
  const prime = (1n << n) - (1n << (n - 64n)) - 1n + ((piBits(bits - 130) + constant) << 64n);
  made.set(name, prime);
  return prime;
}

/** `DH_CHECK_*` and `DH_*`, as `DH_check` tells what is wrong with parameters. */
const NOT_PRIME = 0x01;
const NOT_SAFE = 0x02;
const BAD_GENERATOR = 0x08;
const TOO_SMALL = 0x80;
const smallestChecked = 512;

export function checkParameters(p: bigint, g: bigint, random: Random): number {
  let wrong = 0;
  for (const name of Object.keys(groups)) if (groupPrime(name) === p) return wrong;
  if (bitLength(p) < smallestChecked) wrong |= TOO_SMALL;
  if (g <= 1n || g >= p - 1n) wrong |= BAD_GENERATOR;
  if (!isPrime(p, 0, random)) wrong |= NOT_PRIME;
  else if (!isPrime((p - 1n) >> 1n, 0, random)) wrong |= NOT_SAFE;
  return wrong;
}

/** How many bits of a secret number the strength of a well-known group needs (OpenSSL's `ossl_ifc_ffc_compute_security_bits`). */
const secretBits: Readonly<Record<string, number>> = {
  modp5: 200,
  modp14: 225,
  modp15: 275,
  modp16: 325,
  modp17: 375,
  modp18: 400,
};

/** A secret number for a modulus. */
export function randomExponent(p: bigint, random: Random): bigint {
  const known = Object.keys(secretBits).find((name) => groupPrime(name) === p);
  const size = (known !== undefined && secretBits[known]) || bitLength(p) - 1;
  const top = 1n << BigInt(Math.max(size - 1, 0));
  return top | (toNumber(random(Math.ceil(size / 8))) % (top || 1n));
}

export function publicValue(p: bigint, g: bigint, secret: bigint): bigint {
  return power(g, secret, p);
}
