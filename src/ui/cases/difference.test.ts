import { expect, test } from "vitest";
import { compare, firstDifference, lineAt, linesOf, middles, withSigns } from "./difference.ts";

test("the first difference, with one trailing newline forgiven", () => {
  expect(firstDifference("abc", "abc")).toBeNull();
  expect(firstDifference("abc\n", "abc")).toBeNull();
  expect(firstDifference("abc", "abc\n")).toBeNull();
  expect(firstDifference("abc\n\n", "abc")).toBe(3);
  expect(firstDifference("abc", "abd")).toBe(2);
  expect(firstDifference("", "x")).toBe(0);
  expect(firstDifference("ab", "a")).toBe(1);
});

test("lines and where an offset lies", () => {
  expect(linesOf("a\nb\n")).toEqual(["a", "b"]);
  expect(linesOf("a\n\n")).toEqual(["a", ""]);
  expect(linesOf("")).toEqual([]);
  expect([lineAt("a\nb\nc", 0), lineAt("a\nb\nc", 2), lineAt("a\nb\nc", 4)]).toEqual([0, 1, 2]);
});

test("changed, missing and extra lines are told apart and numbered", () => {
  const { rows, first } = compare("one\ntwo\nthree\nfour\n", "one\n2\nthree\nfour\nfive\n");
  expect(first).toBe(1);
  expect(rows.map((row) => [row.kind, row.expectedLine, row.gotLine])).toEqual([
    ["same", 1, 1],
    ["changed", 2, 2],
    ["same", 3, 3],
    ["same", 4, 4],
    ["extra", null, 5],
  ]);
  expect(compare("a\nb\n", "a\n").rows.map((row) => row.kind)).toEqual(["same", "missing"]);
});

test("a long text is shown around its first difference only", () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}`);
  const other = lines.with(3000, "different");
  const { rows, first, before, after } = compare(lines.join("\n"), other.join("\n"));
  expect(rows[first]).toMatchObject({ kind: "changed", got: "different", gotLine: 3001 });
  expect(before).toBe(2800);
  expect(rows).toHaveLength(800);
  expect(after).toBe(1400);
});

test("equal texts differ nowhere", () => {
  expect(compare("a\nb", "a\nb\n").first).toBe(-1);
});

test("the middles of two lines", () => {
  expect(middles("value: 12 ms", "value: 15 ms")).toEqual({ start: "value: 1", a: "2", b: "5", end: " ms" });
  expect(middles("aa", "aaa")).toEqual({ start: "aa", a: "", b: "a", end: "" });
});

test("what cannot be seen gets a sign, and tabs reach as far as before", () => {
  expect(withSigns("\t|", 6)).toBe("→ |");
  expect(withSigns("a b\tc\r\u001b[0m")).toBe("a·b→    c␍␛[0m");
});
