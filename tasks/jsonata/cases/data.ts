import type { Random } from "../../pipeline/random.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const NAMES = ["Ada", "Bob", "Chloé", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jill"];
const CITIES = ["Oslo", "Rome", "Kyōto", "Lima", "Bern", "Pune"];
const GOODS = ["bolt", "Cable", "drill", "hinge", "Lamp", "nail", "paint", "Rope", "saw", "tape"];
const TAGS = ["new", "old", "red", "blue", "big"];
const WORDS = ["apple", "pear", "fig", "Plum", "kiwi", "date", "LEMON", "oat", "rye", "nut"];

export const word = (r: Random): string => r.pick(WORDS);
export const words = (r: Random, min = 3, max = 6): string[] => r.times(min, max, () => word(r));
export const person = (r: Random): string => r.pick(NAMES);
export const integers = (r: Random, min = 3, max = 7): number[] => r.times(min, max, () => r.int(-9, 20));
export const fraction = (r: Random): number => r.int(-99_999, 99_999) / r.pick([10, 100, 1000]);

export function number(r: Random): number {
  return r.pick([
    () => r.int(0, 9),
    () => r.int(-20, 100),
    () => r.int(-999, 9999) / 10,
    () => r.int(1, 999) / 100,
    () => r.int(100_000, 9_999_999),
  ])();
}

/** Text with spaces, punctuation and other scripts. */
export function phrase(r: Random): string {
  const pieces = [
    "the quick",
    "brown fox",
    "naïve",
    "日本語",
    "x=1",
    "a, b",
    "😀",
    "it's",
    "100%",
    "a.b.c",
    "A-B-C",
  ];
  return r.sample(pieces, r.int(2, 3)).join(" ");
}

export const mixed = (r: Random): Json[] =>
  r
    .shuffle<Json>([
      null,
      r.chance(0.5),
      number(r),
      word(r),
      "",
      0,
      integers(r, 0, 2),
      { [word(r)]: number(r) },
      {},
      [[r.int(0, 3)], []],
    ])
    .slice(0, r.int(4, 8));

/** A shop's orders: objects and arrays in each other. */
export function shop(r: Random): { [key: string]: Json } {
  const item = (): Json => ({
    sku: `${r.pick(["A", "B", "C"])}${r.int(10, 99)}`,
    name: r.pick(GOODS),
    price: r.int(50, 9999) / 100,
    n: r.int(1, 9),
    tags: r.sample(TAGS, r.int(0, 3)),
    size: { w: r.int(1, 50), h: r.int(1, 50) },
    ...(r.chance(0.3) ? { note: `${word(r)} ${word(r)}` } : {}),
  });
  return {
    shop: r.pick(["North", "South", "Harbour"]),
    open: r.chance(0.7),
    orders: r.times(2, 3, (at) => ({
      id: `o${at + 1}`,
      customer: { name: person(r), city: r.pick(CITIES) },
      items: r.times(1, 3, item),
    })),
  };
}

/** Tables that refer to each other. */
export function library(r: Random): { [key: string]: Json } {
  const books = r.times(2, 4, (at) => ({
    isbn: `97${at}${r.int(100, 999)}`,
    title: `${word(r)} and ${word(r)}`,
    authors: r.times(1, 2, () => person(r)),
    copies: r.int(1, 9),
  }));
  const customers = r.times(2, 3, (at) => ({ id: `c${at + 1}`, name: person(r) }));
  const loans = r.times(2, 4, () => ({
    customer: r.pick(customers).id,
    isbn: r.pick(books).isbn,
    due: `2026-0${r.int(1, 9)}-1${r.int(0, 9)}`,
  }));
  return { books, customers, loans };
}

export const record = (r: Random, id: number): { [key: string]: Json } => ({
  id,
  name: person(r),
  age: r.int(18, 80),
  ...(r.chance(0.2) ? {} : { score: r.int(0, 1000) / 10 }),
  city: r.pick(CITIES),
  tags: r.sample(TAGS, r.int(0, 3)),
});

export const records = (r: Random, min = 3, max = 5): { [key: string]: Json }[] =>
  r.times(min, max, (at) => record(r, at + 1));

/** A small tree. */
export function tree(r: Random, depth = 3): { [key: string]: Json } {
  const children = depth === 0 ? [] : r.times(0, 2, () => tree(r, depth - 1));
  return { name: word(r), size: r.int(1, 99), ...(children.length > 0 ? { children } : {}) };
}
