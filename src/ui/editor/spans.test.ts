import { expect, test } from "vitest";
import { smallestEdit, spansAfter } from "./spans.ts";

test("spans after several edits are shifted by those before them", () => {
  const edits = [
    { from: 10, to: 12, text: "" },
    { from: 0, to: 1, text: "abc" },
    { from: 20, to: 20, text: "xy" },
  ];
  expect(spansAfter(edits)).toEqual([
    { from: 0, to: 3 },
    { from: 12, to: 12 },
    { from: 20, to: 22 },
  ]);
});

test("the smallest edit", () => {
  expect(smallestEdit("same", "same")).toBeNull();
  expect(smallestEdit("one two", "one 2 two")).toEqual({ from: 4, to: 4, text: "2 " });
  expect(smallestEdit("aa", "aaa")).toEqual({ from: 2, to: 2, text: "a" });
  expect(smallestEdit("abc", "")).toEqual({ from: 0, to: 3, text: "" });
  const edit = smallestEdit("x\r\ny", "x\ny");
  expect(edit).toEqual({ from: 1, to: 2, text: "" });
});
