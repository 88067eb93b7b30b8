const windowBits = 4;

/** base^exponent mod modulus. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus === 1n) return 0n;
  const reduced = ((base % modulus) + modulus) % modulus;
  if (exponent < 65_538n) return smallPower(reduced, exponent, modulus);
  const powers = [1n, reduced];
  for (let index = 2; index < 1 << windowBits; index++)
    powers.push(((powers[index - 1] ?? 1n) * reduced) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    if (result !== 1n) for (let bit = 0; bit < windowBits; bit++) result = (result * result) % modulus;
    const index = Number.parseInt(digit, 16);
    if (index > 0) result = (result * (powers[index] ?? 1n)) % modulus;
  }
  return result;
}

function smallPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The inverse of a number; 0 when it has none. */
export function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b] = [((number % modulus) + modulus) % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return a === 1n ? ((x % modulus) + modulus) % modulus : 0n;
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
