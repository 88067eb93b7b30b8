import { expect, test } from "vitest";
import { GrowingList } from "./growing-list.ts";

const numbers = (to: number): number[] => Array.from({ length: to }, (_, index) => index);

test("it holds what an array holds, over any number of pages", () => {
  for (const size of [0, 1, 511, 512, 513, 1024, 3000]) {
    const list = GrowingList.of(...numbers(size));
    expect([...list]).toEqual(numbers(size));
    expect([list.length, list.at(0), list.at(-1), list.at(size), list.at(-size - 1)]).toEqual([
      size,
      numbers(size)[0],
      numbers(size).at(-1),
      undefined,
      undefined,
    ]);
  }
});

test("one by one is the same as at once", () => {
  let list = GrowingList.of<number>();
  for (const n of numbers(1500)) list = list.append(n);
  expect(list).toEqual(GrowingList.of(...numbers(1500)));
});

test("the list before stays as it was", () => {
  const before = GrowingList.of(...numbers(700));
  const after = before.append(-1).with(3, -3).with(600, -600);
  expect([...before]).toEqual(numbers(700));
  expect([after.at(3), after.at(600), after.at(700), after.length]).toEqual([-3, -600, -1, 701]);
  expect(() => before.with(700, 0)).toThrow("no entry 700");
  expect(() => before.with(-1, 0)).toThrow("no entry -1");
});

test("it finds from both ends", () => {
  const list = GrowingList.of(...numbers(2000));
  expect([list.find((n) => n % 700 === 699), list.findLast((n) => n % 700 === 699)]).toEqual([699, 1399]);
  expect([list.findLastIndex((n) => n < 5), list.findLastIndex((n) => n < 0)]).toEqual([4, -1]);
  expect(list.findLast((n) => n < 0)).toBeUndefined();
});
