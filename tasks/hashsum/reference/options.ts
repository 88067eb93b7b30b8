import { parseArgs } from "node:util";
import { ALGORITHMS, type Choices } from "./algorithms.ts";

/** What was asked for wrongly; ends the program with exit code 2. */
export class UsageError extends Error {}

export interface Derivation {
  readonly salt: string;
  readonly iterations: number;
  readonly length: number;
}

export interface Request {
  readonly algorithm: string;
  readonly files: readonly string[];
  readonly choices: Choices;
  readonly hmac: Uint8Array | null;
  readonly derive: Derivation | null;
  readonly check: boolean;
  readonly hex: boolean;
  readonly tag: boolean;
}

const OPTIONS = {
  bits: { type: "string", short: "b" },
  key: { type: "string", short: "k" },
  seed: { type: "string", short: "s" },
  poly: { type: "string", short: "p" },
  hmac: { type: "string", short: "m" },
  salt: { type: "string" },
  iterations: { type: "string", short: "i" },
  length: { type: "string", short: "l" },
  check: { type: "boolean", short: "c" },
  hex: { type: "boolean", short: "x" },
  tag: { type: "boolean", short: "t" },
} as const;

function whole(name: string, text: string | undefined, min: number, max: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max)
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}`);
  return value;
}

function seedOf(text: string | undefined, bits: number): bigint | null {
  if (text === undefined) return null;
  if (!/^(0x[0-9a-fA-F]+|\d+)$/.test(text) || BigInt(text) >= 1n << BigInt(bits))
    throw new UsageError(`--seed must be a number of at most ${bits} bits`);
  return BigInt(text);
}

function polynomialOf(text: string | undefined, digits: number): string | null {
  if (text === undefined) return null;
  if (!new RegExp(`^[0-9a-fA-F]{1,${digits}}$`).test(text))
    throw new UsageError(`--poly must have 1 to ${digits} hexadecimal digits`);
  return text.toLowerCase();
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0]);
  }
}

/** @throws UsageError */
export function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parse(args);
  const [algorithm, ...files] = positionals;
  if (algorithm === undefined) throw new UsageError("no algorithm is given");
  const known = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : undefined;
  if (!known) throw new UsageError(`unknown algorithm ${algorithm}`);
  const { bits, key, seed, poly } = values;
  for (const [name, value, choice] of [
    ["bits", bits, "bits"],
    ["key", key, "key"],
    ["seed", seed, "seed"],
    ["poly", poly, "polynomial"],
  ] as const)
    if (value !== undefined && !known.takes.includes(choice))
      throw new UsageError(`${algorithm} does not take --${name}`);
  const size = bits === undefined ? null : Number(bits);
  if (size !== null && !known.bits?.includes(size))
    throw new UsageError(`${algorithm} cannot make ${bits} bits`);
  const keyBytes = key === undefined ? null : new TextEncoder().encode(key);
  const longest = { blake2b: 64, blake2s: 32 }[algorithm];
  if (keyBytes && longest !== undefined && keyBytes.length > longest)
    throw new UsageError(`a key for ${algorithm} has at most ${longest} bytes`);
  if (keyBytes && algorithm === "blake3" && keyBytes.length !== 32)
    throw new UsageError("a key for blake3 has 32 bytes");
  if (values.salt === undefined && (values.iterations !== undefined || values.length !== undefined))
    throw new UsageError("--iterations and --length need --salt");
  const block = !["adler32", "crc32", "crc64", "xxhash32", "xxhash64"].includes(algorithm);
  if (!block && (values.hmac !== undefined || values.salt !== undefined))
    throw new UsageError(`${algorithm} is no cryptographic hash`);
  return {
    algorithm,
    files,
    choices: {
      bits: size,
      key: keyBytes,
      seed: seedOf(seed, algorithm === "xxhash32" ? 32 : 64),
      polynomial: polynomialOf(poly, algorithm === "crc32" ? 8 : 16),
    },
    hmac: values.hmac === undefined ? null : new TextEncoder().encode(values.hmac),
    derive:
      values.salt === undefined
        ? null
        : {
            salt: values.salt,
            iterations: whole("iterations", values.iterations, 1, 1000) ?? 1,
            length: whole("length", values.length, 1, 1024) ?? 32,
          },
    check: values.check ?? false,
    hex: values.hex ?? false,
    tag: values.tag ?? false,
  };
}
