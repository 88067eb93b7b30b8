import { expect, test } from "vitest";
import { indexOf } from "./buffer-search.ts";

test("bytes are found where Buffer finds them, from any place, in both directions", () => {
  const texts = ["", "a", "b", "ab", "cab", "abcabcab", "abcabcabc"];
  const haystack = Buffer.from("abcabcab");
  for (const text of texts)
    for (let at = -10; at <= 10; at++) {
      const needle = Buffer.from(text);
      const found = [true, false].map((forward) => indexOf(haystack, needle, { at, forward }));
      expect([text, at, ...found]).toEqual([
        text,
        at,
        haystack.indexOf(needle, at),
        haystack.lastIndexOf(needle, at),
      ]);
    }
});

test("UTF-16 is compared by whole units, and bytes beyond the end do not count", () => {
  const haystack = Buffer.from("ffafbf", "utf16le");
  const needle = Buffer.from("f", "utf16le");
  for (let at = -12; at <= 12; at++)
    expect([at, indexOf(haystack, needle, { at, forward: true, unit: 2 })]).toEqual([
      at,
      haystack.indexOf(needle, at, "utf16le"),
    ]);
  expect(indexOf(haystack, needle, { at: 4, forward: true, unit: 2, end: 6 })).toBe(-1);
  expect(indexOf(haystack, needle, { at: 11, forward: false, unit: 2, end: 6 })).toBe(2);
});
