import { expect, test } from "vitest";
import { parseTask, parseTaskSource, sizeOf } from "./parse-task.ts";

const source = {
  id: "lines",
  title: "lines",
  summary: "Numbers lines.",
  size: "S",
  category: "text",
  command: "lines",
  original: { package: "p", version: "1.0.0", license: "MIT", homepage: "", lines: 90, kind: "js" },
  limits: { caseMs: 2000 },
  forbidden: { modules: ["child_process"], globals: [] },
  scope: ["No colours."],
  stderrExempt: false,
  docs: ["manual.md"],
};
const served = {
  ...source,
  version: "1.0.0+abc",
  counts: { visible: 2, hidden: 1 },
  digests: { visible: "0".repeat(64), hidden: "1".repeat(64) },
  reference: { entry: "main.js", files: ["main.js"] },
};

test("a source file and a served file are read", () => {
  expect(parseTaskSource(JSON.stringify(source), "lines/task.json")).toEqual(source);
  const { task, docs, reference } = parseTask(JSON.stringify(served), "lines/task.json");
  expect(task.counts).toEqual({ visible: 2, hidden: 1 });
  expect(docs).toEqual(["manual.md"]);
  expect(reference?.entry).toBe("main.js");
  expect(parseTask(JSON.stringify({ ...served, reference: null }), "x").reference).toBeNull();
});

test("sizes follow the original's lines", () => {
  expect([499, 500, 1999, 2000, 7999, 8000].map(sizeOf)).toEqual(["S", "M", "M", "L", "L", "XL"]);
});

test.each([
  ["not JSON", "{", /^t\/task\.json line 1: is not JSON/],
  ["an unknown field", { ...served, colour: 1 }, /^t\/task\.json line 1: colour is an unknown field/],
  ["a missing field", { ...served, title: undefined }, /title is missing/],
  ["a wrong type", { ...served, limits: { caseMs: "2000" } }, /limits\.caseMs must be a whole number/],
  ["a size that is not the lines'", { ...served, size: "XL" }, /size must be "S" for 90 lines, but is "XL"/],
  ["an id that is no folder name", { ...served, id: "../x" }, /id must be lower-case letters/],
  ["a page outside docs", { ...served, docs: ["../a.md"] }, /docs\[0\] must be a path inside the folder/],
  ["no page", { ...served, docs: [] }, /docs must name at least one page/],
  [
    "a module with node:",
    { ...served, forbidden: { modules: ["node:vm"], globals: [] } },
    /forbidden\.modules\[0\] must be written without "node:"/,
  ],
  ["a short digest", { ...served, digests: { visible: "0", hidden: "1" } }, /digests\.visible must be 64/],
  [
    "an entry that is not shipped",
    { ...served, reference: { entry: "a.js", files: [] } },
    /reference\.entry "a\.js" is not in files/,
  ],
])("%s is refused with one message", (_what, value, message) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  expect(() => parseTask(text, "t/task.json")).toThrow(message);
});
