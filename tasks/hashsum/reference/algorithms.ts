import * as wasm from "hash-wasm";
import type { IHasher } from "hash-wasm";

/** What the options say that an algorithm may take into account. */
export interface Choices {
  readonly bits: number | null;
  readonly key: Uint8Array | null;
  readonly seed: bigint | null;
  readonly polynomial: string | null;
}

interface Algorithm {
  /** Which options it knows. */
  readonly takes: readonly (keyof Choices)[];
  /** Allowed numbers of bits; a function for a range. */
  readonly bits?: readonly number[];
  readonly create: (choices: Choices) => Promise<IHasher>;
}

const key = ({ key: bytes }: Choices): Uint8Array | undefined => bytes ?? undefined;
const low = (seed: bigint | null): number => Number((seed ?? 0n) & 0xffffffffn);
const high = (seed: bigint | null): number => Number(((seed ?? 0n) >> 32n) & 0xffffffffn);
const eights = (max: number): readonly number[] => Array.from({ length: max / 8 }, (_, at) => 8 * (at + 1));
const SHA3_BITS = [224, 256, 384, 512] as const;
type Sha3Bits = (typeof SHA3_BITS)[number];

export const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  adler32: { takes: [], create: () => wasm.createAdler32() },
  blake2b: {
    takes: ["bits", "key"],
    bits: eights(512),
    create: (c) => wasm.createBLAKE2b(c.bits ?? 512, key(c)),
  },
  blake2s: {
    takes: ["bits", "key"],
    bits: eights(256),
    create: (c) => wasm.createBLAKE2s(c.bits ?? 256, key(c)),
  },
  blake3: {
    takes: ["bits", "key"],
    bits: eights(1024),
    create: (c) => wasm.createBLAKE3(c.bits ?? 256, key(c)),
  },
  crc32: {
    takes: ["polynomial"],
    create: (c) => wasm.createCRC32(c.polynomial === null ? undefined : Number.parseInt(c.polynomial, 16)),
  },
  crc64: { takes: ["polynomial"], create: (c) => wasm.createCRC64(c.polynomial?.padStart(16, "0")) },
  keccak: { takes: ["bits"], bits: SHA3_BITS, create: (c) => wasm.createKeccak((c.bits ?? 512) as Sha3Bits) },
  md4: { takes: [], create: () => wasm.createMD4() },
  md5: { takes: [], create: () => wasm.createMD5() },
  ripemd160: { takes: [], create: () => wasm.createRIPEMD160() },
  sha1: { takes: [], create: () => wasm.createSHA1() },
  sha224: { takes: [], create: () => wasm.createSHA224() },
  sha256: { takes: [], create: () => wasm.createSHA256() },
  sha3: { takes: ["bits"], bits: SHA3_BITS, create: (c) => wasm.createSHA3((c.bits ?? 512) as Sha3Bits) },
  sha384: { takes: [], create: () => wasm.createSHA384() },
  sha512: { takes: [], create: () => wasm.createSHA512() },
  sm3: { takes: [], create: () => wasm.createSM3() },
  xxhash32: { takes: ["seed"], create: (c) => wasm.createXXHash32(low(c.seed)) },
  xxhash64: { takes: ["seed"], create: (c) => wasm.createXXHash64(low(c.seed), high(c.seed)) },
};
