import { expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { draftCases, family, listed } from "./family.ts";
import { Random } from "./random.ts";
import { selectCases, unfit } from "./select-cases.ts";

const says = (stdout: string, code = 0): Answer => ({ stdout, stderr: "", code });

test("the same seed gives the same choices", () => {
  const draw = (seed: string): unknown[] => {
    const random = new Random(seed);
    return [random.int(1, 100), random.shuffle([1, 2, 3, 4]), random.pick(["a", "b"]), random.chance(0.5)];
  };
  expect(draw("x")).toEqual(draw("x"));
  expect(draw("x")).not.toEqual(draw("y"));
});

test("inputs that occur twice are drafted once, and family names are unique", () => {
  const same = family("same", { features: [], tries: 5 }, () => ({ args: ["-a"] }));
  expect(draftCases("t", [same]).map((draft) => draft.key)).toEqual(["same#0"]);
  expect(() => draftCases("t", [same, same])).toThrow("t: two families are called same");
});

test("answers that cannot be cases are told apart", () => {
  expect(unfit(says("x\n"), false)).toBeNull();
  expect(unfit({ ...says("x"), code: null }, false)).toMatch("did not end");
  expect(unfit(says("\n"), false)).toMatch("says nothing");
  expect(unfit(says("", 1), false)).toBeNull();
  expect(unfit({ ...says(""), stderr: "note" }, false)).toBeNull();
  expect(unfit({ ...says(""), stderr: "note" }, true)).toMatch("says nothing");
  expect(unfit({ ...says("", 1), stderr: "Error\n    at f (x.js)" }, false)).toMatch("stack trace");
  expect(unfit(says("x".repeat(100_000)), false)).toMatch("too much");
});

test("a third is hidden, each with visible duals of its family, code and, if possible, shape", () => {
  const numbers = family("numbers", { features: ["n"], tries: 12 }, (_random, index) => ({
    args: [index % 2 === 0 ? "--even" : "--odd", String(index)],
  }));
  const single = listed("single", { features: [] }, [{ args: ["only"] }]);
  const drafts = draftCases("t", [numbers, single]);
  const answers = drafts.map(({ input }) =>
    says(`${input.args.join(" ")}\n`, input.args[0] === "--odd" ? 1 : 0),
  );
  const cases = selectCases("t", drafts, answers, false);
  const hidden = cases.filter((one) => one.hidden);
  expect([cases.length, hidden.length]).toEqual([13, 4]);
  for (const one of hidden) {
    const duals = one.duals.map((name) => cases.find((other) => other.name === name));
    expect(duals.length).toBeGreaterThan(0);
    for (const dual of duals) {
      expect(dual?.hidden).toBe(false);
      expect(dual?.args[0]).toBe(one.args[0]);
      expect(dual?.expected.code).toBe(one.expected.code);
    }
  }
  expect(cases.find((one) => one.name === "single-001")?.hidden).toBe(false);
  expect(selectCases("t", drafts, answers, false)).toEqual(cases);
});

test("of equal answers in a family only as many stay as it allows", () => {
  const make = (repeat: number): number => {
    const drafts = draftCases("t", [
      family("f", { features: [], tries: 9, repeat }, (_random, index) => ({ args: [`${index}`] })),
    ]);
    return selectCases(
      "t",
      drafts,
      drafts.map(() => says("same\n")),
      false,
    ).length;
  };
  expect([make(1), make(4)]).toEqual([1, 4]);
});
