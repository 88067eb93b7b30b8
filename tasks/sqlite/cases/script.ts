import { family, type CaseInput, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";

const WORDS = [
  "apple",
  "pear",
  "fig",
  "Plum",
  "kiwi",
  "lemon",
  "Mango",
  "olive",
  "grape",
  "banana",
  "cherry",
  "date",
  "a",
  "Zoe",
  "éclair",
];
const PHRASES = [
  "hello world",
  "The Quick brown fox",
  "a,b,,c",
  "it''s",
  "  padded  ",
  "x=1;y=22",
  "100%",
  "snake_case",
  "café",
  "",
  "AbC123",
  "one two  three",
  "Mississippi",
  "12abc",
  "-7.5e1",
  " 42 ",
];
const REALS = [
  "0.1",
  "2.5",
  "-0.5",
  "1e15",
  "1e20",
  "3.14159",
  "1e-5",
  "100.0",
  "-7.25",
  "0.0",
  "1e100",
  "33.333333333333336",
  "123456789.125",
  "9e18",
  ".5",
  "2.",
];
const NAMES = ["Ada", "Bob", "Cy", "Dee", "Eve", "Finn", "Gus", "Hal"];
const TOWNS = ["Oslo", "Rome", "Bern", "Lima"];

const text = (value: string): string => `'${value}'`;
const word = (r: Random): string => text(r.pick(WORDS));
const phrase = (r: Random): string => text(r.pick(PHRASES));
const real = (r: Random): string => (r.chance(0.5) ? r.pick(REALS) : `${r.int(-50, 50)}.${r.int(1, 99)}`);
const number = (r: Random): string => r.pick([String(r.int(-9, 60)), String(r.int(2, 9999)), real(r)]);
const blob = (r: Random): string => r.pick(["x'4142'", "x''", "x'00ff'", "x'6162'", "X'C3A9'"]);
const big = (r: Random): string =>
  r.pick([
    "9223372036854775807",
    "-9223372036854775807",
    "4611686018427387904",
    "9007199254740993",
    "2147483648",
    "1000000007",
  ]);
const value = (r: Random): string => r.pick(["NULL", number(r), number(r), word(r), phrase(r), blob(r)]);
const day = (r: Random): string =>
  text(
    `${r.int(1999, 2030)}-${String(r.int(1, 12)).padStart(2, "0")}-${String(r.int(1, 28)).padStart(2, "0")}`,
  );
const time = (r: Random): string =>
  `${String(r.int(0, 23)).padStart(2, "0")}:${String(r.int(0, 59)).padStart(2, "0")}:${String(r.int(0, 59)).padStart(2, "0")}`;

function rows(r: Random, count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `(${make(index)})`).join(",");
}

/** What stands for something that changes, by its letter. */
const VALUES: Readonly<Record<string, (r: Random) => string>> = {
  /** A small whole number from 0; from 1; of either sign; a large one; one digit. */
  i: (r) => String(r.int(0, 12)),
  j: (r) => String(r.int(1, 6)),
  m: (r) => String(r.int(-30, 99)),
  b: big,
  d: (r) => String(r.int(1, 9)),
  f: real,
  n: number,
  w: word,
  s: phrase,
  v: value,
  x: blob,
  /** A part of a word, for patterns. */
  p: (r) => r.pick(["a", "e", "an", "pp", "le", "i", "ar", "Z", "o"]),
  D: day,
  T: (r) => text(`${day(r).slice(1, -1)} ${time(r)}`),
  o: (r) => r.pick(["+", "-", "*", "/", "%", "||"]),
  q: (r) => r.pick(["<", "<=", ">", ">=", "=", "<>"]),
  /** A list of values. */
  l: (r) => r.times(3, 6, () => value(r)).join(", "),
  /** Tables with rows: goods; people and towns; numbers; edges. */
  G: (r) =>
    `CREATE TABLE goods(id INTEGER PRIMARY KEY, name TEXT, kind TEXT, qty INT, price REAL);\nINSERT INTO goods(name, kind, qty, price) VALUES ${rows(r, r.int(5, 8), () => `${word(r)},${r.pick(["'a'", "'b'", "'c'", "NULL"])},${r.chance(0.15) ? "NULL" : r.int(0, 20)},${r.chance(0.15) ? "NULL" : r.int(1, 40) / 4}`)};`,
  P: (r) =>
    `CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, age INT, town INT, boss INT);\nCREATE TABLE town(id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO town VALUES (1,'Oslo'),(2,'Rome'),(3,'Bern');\nINSERT INTO person VALUES ${rows(r, r.int(5, 7), (index) => `${index + 1},'${NAMES[index]}',${r.int(18, 70)},${r.pick(["1", "2", "4", "NULL"])},${index === 0 ? "NULL" : r.int(1, index)}`)};`,
  N: (r) =>
    `CREATE TABLE n(a INT, b INT, c TEXT);\nINSERT INTO n VALUES ${rows(r, r.int(5, 8), () => `${r.int(0, 5)},${r.chance(0.2) ? "NULL" : r.int(-9, 30)},'${r.pick(["x", "y", "z"])}'`)};`,
  E: (r) =>
    `CREATE TABLE edge(a INT, b INT, w INT);\nINSERT INTO edge VALUES ${rows(r, r.int(5, 8), () => `${r.int(1, 4)},${r.int(3, 7)},${r.int(1, 9)}`)};`,
  S: (r) =>
    `CREATE TABLE sale(day TEXT, town TEXT, amount INT);\nINSERT INTO sale VALUES ${rows(r, r.int(6, 9), (index) => `'2024-0${1 + (index % 6)}-${10 + index}','${r.pick(TOWNS)}',${r.int(1, 50)}`)};`,
};

/** Fills in values: `@i` is a small number and so on (see VALUES); `@i1` is the same wherever it stands in the text. */
export function fill(template: string, r: Random): string {
  const kept = new Map<string, string>();
  const filled = template.replaceAll(/@([a-zA-Z])([0-9]?)/g, (whole, letter: string, digit: string) => {
    const make = VALUES[letter];
    if (make === undefined) throw new Error(`no value is called ${whole}`);
    if (digit === "") return make(r);
    const made = kept.get(whole) ?? make(r);
    kept.set(whole, made);
    return made;
  });
  // Two signs in a row would begin a comment.
  return filled.replaceAll(/--(?=\.?\d)/g, "- -");
}

/** A script of one behaviour: its features (separated by `; `), its text, how often it is tried. */
export type Script = readonly [features: string, text: string, tries?: number];

const TRIES = 9;

/** One family for each script; `around` says how it is called (default: as standard input). */
export function scripts(
  topic: string,
  list: Readonly<Record<string, Script>>,
  around: (text: string, r: Random) => CaseInput = (stdin) => ({ args: [], stdin }),
): readonly Family[] {
  return Object.entries(list).map(([name, [features, text, tries]]) =>
    family(`${topic}-${name}`, { features: features.split("; "), tries: tries ?? TRIES }, (r) =>
      around(`${fill(text.trim(), r)}\n`, r),
    ),
  );
}
