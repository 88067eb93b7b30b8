import { family, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

const WORDS = [
  "apple",
  "pear",
  "fig",
  "plum",
  "kiwi",
  "lemon",
  "mango",
  "olive",
  "grape",
  "banana",
  "Cherry",
  "Date",
  "x1",
  "zebra",
  "one",
  "two",
  "three",
];

const PHRASES = [
  "hello world",
  "the quick brown fox",
  "a,b,,c",
  "key = value",
  "  padded  ",
  "x=1, y=22, z=333",
  "2024-05-17",
  "CamelCaseWord",
  "snake_case_word",
  "tabs\\tand\\nlines",
  "caf\\u{E9} na\\u{EF}ve",
  "(nested (parens) here)",
  "100%",
  "end.",
  "one two  three",
  "AbC123xyz",
];

const BIG = [
  "9007199254740993",
  "math.maxinteger",
  "math.mininteger",
  "4611686018427387904",
  "0x7fffffff",
  "0xffffffffffffffff",
  "-9223372036854775807",
  "1000000007",
  "2147483648",
  "123456789012345",
];

const FLOATS = [
  "0.1",
  "2.5",
  "-0.5",
  "1e15",
  "1e16",
  "3.14159",
  "1e-5",
  "100.0",
  "-7.25",
  "0.0",
  "6.02e23",
  "1e100",
  "33.333333333333336",
];

const quoted = (text: string): string => `"${text}"`;
const word = (r: Random): string => quoted(r.pick(WORDS) + (r.chance(0.2) ? String(r.int(0, 9)) : ""));
const phrase = (r: Random): string =>
  quoted(
    r.chance(0.7)
      ? r.pick(PHRASES)
      : `${r.pick(WORDS)}${r.pick([" ", "-", ", ", ";"])}${r.pick(WORDS)} ${r.int(0, 99)}`,
  );
const float = (r: Random): string => (r.chance(0.5) ? r.pick(FLOATS) : `${r.int(-50, 50)}.${r.int(1, 99)}`);
const number = (r: Random): string => r.pick([String(r.int(-9, 60)), String(r.int(2, 9999)), float(r)]);

/** What stands for a value that changes, by its letter. */
const VALUES: Readonly<Record<string, (r: Random) => string>> = {
  /** A small whole number, from 0. */
  i: (r) => String(r.int(0, 12)),
  /** From 1. */
  j: (r) => String(r.int(1, 6)),
  /** A whole number of either sign. */
  m: (r) => String(r.int(-30, 99)),
  /** A large one. */
  b: (r) => r.pick(BIG),
  f: float,
  n: number,
  w: word,
  s: phrase,
  /** Any value that prints the same everywhere; any value. */
  v: (r) => r.pick(["nil", "true", "false", number(r), word(r), word(r)]),
  V: (r) => r.pick(["nil", "true", "false", number(r), word(r), "{}", "print"]),
  /** A list of whole numbers, of words. */
  l: (r) => `{${r.times(3, 7, () => String(r.int(-20, 60))).join(", ")}}`,
  L: (r) => `{${r.times(3, 6, () => word(r)).join(", ")}}`,
  /** A name. */
  k: (r) => r.pick(["alpha", "beta", "count", "name", "total", "item", "left", "width"]),
  /** One character, quoted. */
  c: (r) => quoted(r.pick(["a", "e", "o", "n", "l", " ", ",", "1", "t"])),
  /** One digit. */
  d: (r) => String(r.int(1, 9)),
  o: (r) => r.pick(["+", "-", "*", "/", "//", "%", "^"]),
  q: (r) => r.pick(["<", "<=", ">", ">=", "==", "~="]),
};

/** Two signs in a row would begin a comment. */
export function apart(text: string): string {
  return text.replaceAll(/--(?=\.?\d)/g, "- -");
}

/**
 * Fills in values: `@i` is a small number and so on (see VALUES); `@i1` is the same wherever it stands in the text.
 */
export function fill(template: string, r: Random): string {
  const kept = new Map<string, string>();
  const filled = template.replaceAll(/@([a-zA-Z])([0-9]?)/g, (whole, letter: string, digit: string) => {
    const make = VALUES[letter];
    if (make === undefined) throw new Error(`no value is called ${whole}`);
    if (digit === "") return make(r);
    const value = kept.get(whole) ?? make(r);
    kept.set(whole, value);
    return value;
  });
  return apart(filled);
}

/** Lua as it stands: backslashes are Lua's. */
export const lua = String.raw;

/** A program of one behaviour: the features that it shows (separated by `, `), its text, how often it is tried. */
export type Program = readonly [features: string, text: string, tries?: number];

const TRIES = 5;

/** One family for each program; `around` says how it is called (default: as `main.lua`). */
export function programs(
  topic: string,
  list: Readonly<Record<string, Program>>,
  around: (text: string, r: Random) => CaseInput = (text) => ({
    args: ["main.lua"],
    files: { "main.lua": text },
  }),
): readonly Family[] {
  return Object.entries(list).map(([name, [features, text, tries]]) =>
    family(`${topic}-${name}`, { features: features.split(", "), tries: tries ?? TRIES }, (r) =>
      around(`${fill(text.replace(/^\n/, ""), r).trimEnd()}\n`, r),
    ),
  );
}
