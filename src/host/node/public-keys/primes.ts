import { power } from "./arithmetic.ts";
import { bitLength, toNumber, type Random } from "./bytes.ts";

const sieveLimit = 4096;

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

const product = small.reduce((all, prime) => all * BigInt(prime), 1n);

function sharesSmallFactor(candidate: bigint): boolean {
  let [a, b] = [product % candidate, candidate];
  while (a > 0n) [a, b] = [b % a, a];
  return b !== 1n;
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

/** A random prime with its two top bits set, as OpenSSL gives them. */
export function randomPrime(wish: PrimeWish, random: Random): bigint {
  const { bits, safe, add } = wish;
  const rem = wish.rem ?? (safe ? 3n : 1n);
  const length = Math.ceil(bits / 8);
  const mask = (1n << BigInt(bits)) - 1n;
  const top = bits > 1 ? 3n << BigInt(bits - 2) : 1n;
  for (;;) {
    const candidate = shaped((toNumber(random(length)) & mask) | top);
    if (bitLength(candidate) !== bits) continue;
    if (safe) {
      const half = candidate >> 1n;
      if (candidate > BigInt(sieveLimit) * 2n && (sharesSmallFactor(candidate) || sharesSmallFactor(half)))
        continue;
      // One cheap round each turns most away before the real tests.
      if (bits > 64 && !(passes(half, 1, random) && passes(candidate, 1, random))) continue;
      if (isPrime(half, 0, random) && isPrime(candidate, 0, random)) return candidate;
    } else if (isPrime(candidate, 0, random)) return candidate;
  }

  function shaped(number: bigint): bigint {
    if (add !== null) return number + rem - (number % add);
    return number | (safe && bits > 3 ? 3n : 1n);
  }
}
