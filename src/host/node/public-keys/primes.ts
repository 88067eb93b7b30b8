import { power } from "./arithmetic.ts";
import { bitLength, toNumber, type Random } from "./bytes.ts";

const sieveLimit = 1 << 17;

/** The primes that most composite numbers fail on at once. */
const small: readonly number[] = (() => {
  const composite = new Uint8Array(sieveLimit);
  const found: number[] = [];
  for (let number = 2; number < sieveLimit; number++) {
    if (composite[number]) continue;
    found.push(number);
    for (let multiple = number * number; multiple < sieveLimit; multiple += number) composite[multiple] = 1;
  }
  return found;
})();

/** The product of the first of them, which one division each turns most composite numbers away with. */
const product = small.slice(0, 128).reduce((all, prime) => all * BigInt(prime), 1n);

function sharesSmallFactor(candidate: bigint): boolean {
  let [a, b] = [product % candidate, candidate];
  while (a > 0n) [a, b] = [b % a, a];
  return b !== 1n && b !== candidate;
}

/** Miller–Rabin; a composite number passes with a chance of at most 4^-rounds. */
function passes(candidate: bigint, rounds: number, random: Random): boolean {
  let odd = candidate - 1n;
  let twos = 0;
  for (; (odd & 1n) === 0n; odd >>= 1n) twos++;
  const length = Math.ceil(bitLength(candidate) / 8);
  for (let round = 0; round < rounds; round++) {
    const base = 2n + (toNumber(random(length)) % (candidate - 3n));
    let current = power(base, odd, candidate);
    if (current === 1n || current === candidate - 1n) continue;
    let composite = true;
    for (let i = 1; i < twos && composite; i++) {
      current = (current * current) % candidate;
      composite = current !== candidate - 1n;
    }
    if (composite) return false;
  }
  return true;
}

/** How many rounds make a random number of this size a prime with a chance of error under 2^-80 (HAC, table 4.4). */
function usualRounds(bits: number): number {
  return bits >= 1300 ? 2 : bits >= 850 ? 3 : bits >= 550 ? 5 : bits >= 300 ? 9 : 27;
}

/** `rounds` 0: as many as a random number needs. */
export function isPrime(candidate: bigint, rounds: number, random: Random): boolean {
  if (candidate < 2n) return false;
  if (candidate < BigInt(sieveLimit)) return small.includes(Number(candidate));
  if (candidate % 2n === 0n) return false;
  if (sharesSmallFactor(candidate)) return false;
  return passes(candidate, rounds === 0 ? usualRounds(bitLength(candidate)) : rounds, random);
}

export interface PrimeWish {
  readonly bits: number;
  /** (p - 1) / 2 is prime too. */
  readonly safe: boolean;
  /** p mod add = rem (1 where only `add` is given; for safe primes 3). */
  readonly add: bigint | null;
  readonly rem: bigint | null;
}

/** Candidates below this size are tried one by one. */
const sieveFrom = 128;
/** How many candidates in a row are looked at before there is another random start. */
const sieveLength = 1 << 15;

/** A random prime with its two top bits set, as OpenSSL gives them. */
export function randomPrime(wish: PrimeWish, random: Random): bigint {
  const { bits, safe, add } = wish;
  const rem = wish.rem ?? (safe ? 3n : 1n);
  const length = Math.ceil(bits / 8);
  const maskAll = (1n << BigInt(bits)) - 1n;
  const top = bits > 1 ? 3n << BigInt(bits - 2) : 1n;
  const step = add ?? (safe && bits > 3 ? 4n : 2n);
  const isWanted = (candidate: bigint): boolean => {
    const half = candidate >> 1n;
    // A cheap test of each half turns most away before the real ones.
    if (safe && bits >= sieveFrom && !(isProbable(half) && isProbable(candidate))) return false;
    return isPrime(candidate, 0, random) && (!safe || isPrime(half, 0, random));
  };
  for (;;) {
    const number = (toNumber(random(length)) & maskAll) | top;
    const start = add === null ? number | (safe && bits > 3 ? 3n : 1n) : number + rem - (number % add);
    const offsets = bits < sieveFrom ? [0] : sieve(start, step, safe);
    for (const offset of offsets) {
      const candidate = start + step * BigInt(offset);
      if (bitLength(candidate) !== bits) break;
      if (isWanted(candidate)) return candidate;
    }
  }
}

/** Fermat's test with base 2. */
function isProbable(candidate: bigint): boolean {
  return power(2n, candidate - 1n, candidate) === 1n;
}

/** Which of `start + step * index` no small prime divides; `safe`: nor half of them. */
function* sieve(start: bigint, step: bigint, safe: boolean): Generator<number> {
  const composite = new Uint8Array(sieveLength);
  for (const prime of small) {
    const modulus = BigInt(prime);
    const by = Number(step % modulus);
    if (by === 0) continue;
    const first = Number(start % modulus);
    const back = inverseOf(by, prime);
    strike(composite, prime, (prime - first) * back);
    // Half of a number is divisible by an odd prime when the number is one more than its multiple.
    if (safe && prime > 2) strike(composite, prime, (prime + 1 - first) * back);
  }
  for (let index = 0; index < sieveLength; index++) if (!composite[index]) yield index;
}

function strike(composite: Uint8Array, prime: number, from: number): void {
  for (let index = from % prime; index < composite.length; index += prime) composite[index] = 1;
}

/** The inverse of a number modulo a prime. */
function inverseOf(number: number, prime: number): number {
  let [a, b, x, y] = [number % prime, prime, 1, 0];
  while (b > 0) {
    const quotient = Math.floor(a / b);
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return ((x % prime) + prime) % prime;
}
