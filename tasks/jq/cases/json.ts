import type { Random } from "../../pipeline/random.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const WORDS = [
  "apple",
  "pear",
  "fig",
  "kiwi",
  "Plum",
  "date",
  "olive",
  "lemon",
  "MANGO",
  "nut",
  "rye",
  "oat",
];
const NAMES = ["Ada", "Bob", "Chloé", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jill"];
const CITIES = ["Oslo", "Rome", "Kyōto", "Lima", "Bern", "Pune"];
const TAGS = ["a", "b", "c", "x", "new", "old"];

export const word = (r: Random): string => r.pick(WORDS);
export const name = (r: Random): string => r.pick(NAMES);

export function number(r: Random): number {
  return r.pick([
    () => r.int(0, 9),
    () => r.int(-20, 100),
    () => r.int(-999, 9999) / 10,
    () => r.int(1, 999) / 100,
    () => r.int(100_000, 9_999_999),
    () => 0,
  ])();
}

export const numbers = (r: Random, min = 3, max = 7): number[] => r.times(min, max, () => number(r));
export const integers = (r: Random, min = 3, max = 7): number[] => r.times(min, max, () => r.int(-9, 20));
export const words = (r: Random, min = 3, max = 6): string[] => r.times(min, max, () => word(r));

/** Text with spaces, punctuation, other scripts and line ends. */
export function phrase(r: Random): string {
  const pieces = [
    "the quick",
    "brown fox",
    "naïve",
    "日本語",
    "x=1",
    "a, b",
    "😀",
    "tab\there",
    "<b>&",
    "it's",
    '"quoted"',
    "100%",
    "C:\\dir",
    "l1\nl2",
  ];
  return r.sample(pieces, r.int(1, 3)).join(" ");
}

export function scalar(r: Random): Json {
  return r.pick<() => Json>([
    () => null,
    () => true,
    () => false,
    () => number(r),
    () => number(r),
    () => word(r),
    () => phrase(r),
  ])();
}

/** A mixture of all types. */
export function mixed(r: Random): Json[] {
  return r
    .shuffle<Json>([
      null,
      r.chance(0.5),
      number(r),
      word(r),
      integers(r, 0, 2),
      { [word(r)]: number(r) },
      scalar(r),
    ])
    .slice(0, r.int(4, 7));
}

/** Any value up to a depth. */
export function value(r: Random, depth = 3): Json {
  if (depth === 0 || r.chance(0.25)) return scalar(r);
  if (r.chance(0.5)) return r.times(0, 4, () => value(r, depth - 1));
  return Object.fromEntries(r.times(0, 4, () => [r.pick([...TAGS, ...WORDS]), value(r, depth - 1)]));
}

/** An object with short keys and numbers. */
export function counts(r: Random): Record<string, number> {
  return Object.fromEntries(r.sample(WORDS, r.int(2, 5)).map((key) => [key, number(r)]));
}

/** One row of a table, always with the same keys. */
export function record(r: Random, id: number): { [key: string]: Json } {
  return {
    id,
    name: name(r),
    age: r.int(18, 80),
    score: r.chance(0.15) ? null : r.int(0, 1000) / 10,
    active: r.chance(0.5),
    tags: r.sample(TAGS, r.int(0, 3)),
    address: { city: r.pick(CITIES), zip: String(r.int(1000, 99_999)) },
  };
}

export const records = (r: Random, min = 2, max = 5): { [key: string]: Json }[] =>
  r.times(min, max, (at) => record(r, at + 1));

/** A small tree with `name`, `size` and `children`. */
export function tree(r: Random, depth = 3): { [key: string]: Json } {
  const children = depth === 0 ? [] : r.times(0, 3, () => tree(r, depth - 1));
  return { name: word(r), size: r.int(1, 99), children };
}

/** JSON as people write it: compact, spaced or indented. */
export function written(r: Random, json: Json): string {
  return `${r.pick([JSON.stringify(json), JSON.stringify(json, null, 2), JSON.stringify(json).replaceAll(",", ", ").replaceAll(":", ": ")])}\n`;
}
