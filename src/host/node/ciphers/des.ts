import type { BlockCipher } from "./block-cipher.ts";

// The tables of FIPS 46-3; bits are counted from 1, the highest first.
const initial =
  "58 50 42 34 26 18 10 2 60 52 44 36 28 20 12 4 62 54 46 38 30 22 14 6 64 56 48 40 32 24 16 8 57 49 41 33 25 17 9 1 59 51 43 35 27 19 11 3 61 53 45 37 29 21 13 5 63 55 47 39 31 23 15 7";
const permuted = "16 7 20 21 29 12 28 17 1 15 23 26 5 18 31 10 2 8 24 14 32 27 3 9 19 13 30 6 22 11 4 25";
const choice1 =
  "57 49 41 33 25 17 9 1 58 50 42 34 26 18 10 2 59 51 43 35 27 19 11 3 60 52 44 36 63 55 47 39 31 23 15 7 62 54 46 38 30 22 14 6 61 53 45 37 29 21 13 5 28 20 12 4";
const choice2 =
  "14 17 11 24 1 5 3 28 15 6 21 10 23 19 12 4 26 8 16 7 27 20 13 2 41 52 31 37 47 55 30 40 51 45 33 48 44 49 39 56 34 53 46 42 50 36 29 32";
const shifts = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];
/** Eight boxes of four rows of sixteen, in hexadecimal. */
const boxes = [
  "e4d12fb83a6c5907 0f74e2d1a6cb9538 41e8d62bfc973a50 fc8249175b3ea06d",
  "f18e6b34972dc05a 3d47f28ec01a69b5 0e7ba4d158c6932f d8a13f42b67c05e9",
  "a09e63f51dc7b428 d709346a285ecbf1 d6498f30b12c5ae7 1ad069874fe3b52c",
  "7de3069a1285bc4f d8b56f03472c1ae9 a690cb7df13e5284 3f06a1d8945bc72e",
  "2c417ab6853fd0e9 eb2c47d150fa3986 421bad78f9c5630e b8c71e2d6f09a453",
  "c1af92680d34e75b af427c9561de0b38 9ef528c3704a1db6 432c95fabe17608d",
  "4b2ef08d3c975a61 d0b7491ae35c2f86 14bdc37eaf680592 6bd814a7950fe23c",
  "d2846fb1a93e50c7 1fd8a374c56b0e92 7b419ce206adf358 21e74a8dfc90356b",
].map((rows) => Array.from(rows.replaceAll(" ", ""), (digit) => Number.parseInt(digit, 16)));

const places = (table: string): readonly number[] => table.split(" ").map(Number);

/** Where each bit of the result comes from, as masks over two halves. */
function pick(bits: readonly number[], table: readonly number[]): number[] {
  return table.map((place) => bits[place - 1] ?? 0);
}

const bitsOf = (bytes: Uint8Array): number[] =>
  Array.from(bytes).flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (byte >> shift) & 1));

const wordOf = (bits: readonly number[]): number => bits.reduce((word, bit) => (word << 1) | bit, 0);

const [initialPlaces, roundPlaces, keyPlaces, subkeyPlaces] = [initial, permuted, choice1, choice2].map(
  places,
) as [...[readonly number[], readonly number[]], ...[readonly number[], readonly number[]]];

/** A box and the permutation after it, for each of its 64 inputs. */
const substituted: readonly Int32Array[] = boxes.map((box, index) =>
  Int32Array.from({ length: 64 }, (_, input) => {
    const row = ((input >> 4) & 2) | (input & 1);
    const output = box[16 * row + ((input >> 1) & 15)] ?? 0;
    const bits = bitsOf(
      Uint8Array.of(...[0, 1, 2, 3].map((byte) => (byte === index >> 1 ? output << (index & 1 ? 0 : 4) : 0))),
    );
    return wordOf(pick(bits, roundPlaces));
  }),
);

/** Sixteen round keys of eight groups of six bits. */
function schedule(key: Uint8Array): number[][] {
  const bits = pick(bitsOf(key), keyPlaces);
  let [left, right] = [bits.slice(0, 28), bits.slice(28)];
  return shifts.map((by) => {
    left = [...left.slice(by), ...left.slice(0, by)];
    right = [...right.slice(by), ...right.slice(0, by)];
    const chosen = pick([...left, ...right], subkeyPlaces);
    return Array.from({ length: 8 }, (_, group) => wordOf(chosen.slice(6 * group, 6 * group + 6)));
  });
}

function inverse(table: readonly number[]): number[] {
  const result: number[] = [];
  for (const [to, from] of table.entries()) result[from - 1] = to + 1;
  return result;
}

function rounds(
  [left, right]: readonly [number, number],
  keys: readonly (readonly number[])[],
): readonly [number, number] {
  let [one, other] = [left, right];
  for (const key of keys) {
    let sum = 0;
    for (let group = 0; group < 8; group++) {
      // Each group of four bits with its neighbours, around the corner at both ends.
      const turned = (other << ((4 * group + 31) % 32)) | (other >>> (32 - ((4 * group + 31) % 32)));
      const input = (turned >>> 26) ^ (key[group] ?? 0);
      sum ^= substituted[group]?.[input & 63] ?? 0;
    }
    [one, other] = [other, one ^ sum];
  }
  return [other, one];
}

/** What each byte of a block, by its place and value, adds to both halves of the permuted one. */
type Permutation = readonly (readonly (readonly [number, number])[])[];

function permutation(table: readonly number[]): Permutation {
  const targets = inverse(table);
  return Array.from({ length: 8 }, (_, place) =>
    Array.from({ length: 256 }, (_value, byte) => {
      const halves: [number, number] = [0, 0];
      for (let bit = 0; bit < 8; bit++) {
        if (!((byte >> (7 - bit)) & 1)) continue;
        const target = (targets[8 * place + bit] ?? 1) - 1;
        halves[target >> 5]! |= 1 << (31 - (target & 31));
      }
      return halves;
    }),
  );
}

let permutations: { readonly enter: Permutation; readonly leave: Permutation } | undefined;

function permute(block: Uint8Array, table: Permutation): readonly [number, number] {
  let [left, right] = [0, 0];
  for (let place = 0; place < 8; place++) {
    const halves = table[place]?.[block[place] ?? 0];
    left |= halves?.[0] ?? 0;
    right |= halves?.[1] ?? 0;
  }
  return [left, right];
}

function bytesOf([left, right]: readonly [number, number]): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, left);
  view.setInt32(4, right);
  return bytes;
}

/** Triple DES, with a key of 16 or 24 bytes. */
export function tripleDes(key: Uint8Array): BlockCipher {
  const parts = [
    key.subarray(0, 8),
    key.subarray(8, 16),
    key.length === 24 ? key.subarray(16) : key.subarray(0, 8),
  ];
  const forth = parts.map(schedule);
  const back = forth.map((keys) => keys.toReversed());
  const encryptKeys = [forth[0] ?? [], back[1] ?? [], forth[2] ?? []];
  const decryptKeys = [back[2] ?? [], forth[1] ?? [], back[0] ?? []];
  permutations ??= { enter: permutation(initialPlaces), leave: permutation(inverse(initialPlaces)) };
  const { enter, leave } = permutations;
  const run = (block: Uint8Array, keys: readonly (readonly (readonly number[])[])[]) => {
    let halves = permute(block, enter);
    for (const part of keys) halves = rounds(halves, part);
    return bytesOf(permute(bytesOf(halves), leave));
  };
  return {
    size: 8,
    encrypt: (block) => run(block, encryptKeys),
    decrypt: (block) => run(block, decryptKeys),
  };
}
