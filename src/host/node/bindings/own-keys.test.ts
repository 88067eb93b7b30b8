import { expect, test } from "vitest";
import { ownNonIndexKeys } from "./own-keys.ts";

const [ALL, ONLY_ENUMERABLE, SKIP_SYMBOLS] = [0, 2, 16];
const mark = Symbol("mark");

function marked<T extends object>(object: T): T {
  Object.assign(object, { b: 1, a: 2, "01": 3, "4294967295": 4, [mark]: 5 });
  return Object.defineProperty(object, "hidden", { value: 6 });
}

test.each([
  ["a short list", [1, 2, 3], ["length"]],
  ["a long list", Array.from({ length: 1000 }, (_, i) => i), ["length"]],
  ["a list with holes", Object.assign([] as number[], { 7: 1, 900: 2 }), ["length"]],
  ["an object with indices", Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i, i])), []],
  ["a function", Object.defineProperty(() => 0, "name", { value: "f" }), ["length", "name"]],
] as const)("%s", (_, object, first) => {
  expect(ownNonIndexKeys(object, ALL)).toEqual(first);
  expect(ownNonIndexKeys(object, ONLY_ENUMERABLE)).toEqual([]);
  marked(object);
  const names = ["b", "a", "01", "4294967295"];
  expect(ownNonIndexKeys(object, ALL)).toEqual([...first, ...names, "hidden", mark]);
  expect(ownNonIndexKeys(object, ONLY_ENUMERABLE)).toEqual([...names, mark]);
  expect(ownNonIndexKeys(object, ONLY_ENUMERABLE | SKIP_SYMBOLS)).toEqual(names);
});

test.each([
  ["a short view", new Uint8Array(3)],
  ["a long view", new Float64Array(1000)],
  ["a DataView", new DataView(new ArrayBuffer(100))],
])("%s", (_, view) => {
  expect(ownNonIndexKeys(view, ALL)).toEqual([]);
  Object.assign(view, { b: 1, a: 2, [mark]: 3 });
  Object.defineProperty(view, "hidden", { value: 4 });
  expect(ownNonIndexKeys(view, ALL)).toEqual(["b", "a", "hidden", mark]);
  expect(ownNonIndexKeys(view, ONLY_ENUMERABLE)).toEqual(["b", "a", mark]);
  expect(ownNonIndexKeys(view, ONLY_ENUMERABLE | SKIP_SYMBOLS)).toEqual(["b", "a"]);
});

test("accessors of a list's elements are not called", () => {
  const list = Array.from({ length: 100 }, () => 0);
  const fail = (): never => {
    throw new Error("called");
  };
  Object.defineProperty(list, 5, { get: fail, enumerable: true, configurable: true });
  expect(ownNonIndexKeys(list, ONLY_ENUMERABLE)).toEqual([]);
});
