import { expect, test } from "vitest";
import { limitText, readLimits } from "./limits.ts";

const standardLimits = { dollars: "5", tokens: "", turns: "200", minutes: "60" };

test("typed limits become numbers, empty fields no limit", () => {
  expect(readLimits({ dollars: "0.50", tokens: "1,000,000", turns: "", minutes: "1.5" })).toEqual({
    limits: { dollars: 0.5, tokens: 1_000_000, turns: null, ms: 90_000 },
  });
});

test("what is no limit is named per field", () => {
  const read = readLimits({ dollars: "lots", tokens: "1.5", turns: "0", minutes: "-1" });
  if (!("faults" in read)) throw new Error("accepted");
  expect(Object.values(read.faults).every((fault) => fault !== null)).toBe(true);
});

test("limits read back as they were written", () => {
  const read = readLimits(standardLimits);
  if (!("limits" in read)) throw new Error("refused");
  expect(limitText(read.limits)).toEqual(standardLimits);
});
