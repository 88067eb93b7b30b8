import { expect, test } from "vitest";
import { PackedList } from "./packed-list.ts";

test("what was pushed comes back from any place, in any order, also while it grows", () => {
  const list = new PackedList<{ n: number; text: string }>(4);
  const item = (n: number): { n: number; text: string } => ({ n, text: `né ${n} \ud83c\udf0d` });
  for (let n = 0; n < 103; n += 1) {
    expect(list.length).toBe(n);
    list.push(item(n));
    expect(list.at(n)).toEqual(item(n));
    expect(list.at(n + 1)).toBeUndefined();
  }
  for (let step = 0; step < 300; step += 1) {
    const at = (step * 37) % 103;
    expect(list.at(at)).toEqual(item(at));
  }
  expect([list.at(-1), list.at(103), list.at(1_000)]).toEqual([undefined, undefined, undefined]);
});
