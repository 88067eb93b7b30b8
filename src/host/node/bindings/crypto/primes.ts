/** Small primes that most composite numbers fail on at once. */
const small = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n];

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Bytes, most significant first, as a number. */
export function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** A number as this many bytes, most significant first. */
export function toBytes(number: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = number;
  for (let at = length - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** Miller–Rabin; `random(length)` gives the bases. A composite number passes with a chance of at most 4^-rounds. */
export function isPrime(candidate: bigint, rounds: number, random: (length: number) => Uint8Array): boolean {
  if (candidate < 2n) return false;
  for (const prime of small) if (candidate % prime === 0n) return candidate === prime;
  let odd = candidate - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++;
  const length = Math.ceil(candidate.toString(2).length / 8);
  for (let round = 0; round < rounds; round++) {
    const base = 2n + (toNumber(random(length)) % (candidate - 3n));
    let power = powerModulo(base, odd, candidate);
    if (power === 1n || power === candidate - 1n) continue;
    let composite = true;
    for (let i = 1; i < twos && composite; i++) {
      power = (power * power) % candidate;
      composite = power !== candidate - 1n;
    }
    if (composite) return false;
  }
  return true;
}

export interface PrimeWish {
  readonly bits: number;
  /** (p - 1) / 2 is prime too. */
  readonly safe: boolean;
  /** p mod add = rem (1 where only `add` is given; for safe primes 3). */
  readonly add: bigint | null;
  readonly rem: bigint | null;
}

const rounds = 20;

/** A random prime with its two top bits set, as OpenSSL gives them. */
export function randomPrime(wish: PrimeWish, random: (length: number) => Uint8Array): bigint {
  const { bits, safe, add } = wish;
  const rem = wish.rem ?? (safe ? 3n : 1n);
  const length = Math.ceil(bits / 8);
  const top = bits > 1 ? 3n << BigInt(bits - 2) : 1n;
  for (;;) {
    let candidate = (toNumber(random(length)) & ((1n << BigInt(bits)) - 1n)) | top;
    if (add === null) candidate |= 1n;
    else candidate += rem - (candidate % add);
    if (candidate.toString(2).length !== bits || !isPrime(candidate, rounds, random)) continue;
    if (!safe || isPrime((candidate - 1n) / 2n, rounds, random)) return candidate;
  }
}
