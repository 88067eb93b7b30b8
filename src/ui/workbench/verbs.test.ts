import { expect, test } from "vitest";
import { search, type Verb } from "./verbs.ts";

const verb = (title: string): Verb => ({ id: title, title, closedBecause: null, run: () => undefined });
const verbs = ["Cancel the visible cases", "Go to Cases", "Run visible cases", "Open cases.js"].map(verb);
const found = (question: string): string[] => search(verbs, question).map(({ title }) => title);

test("verbs are found by all words, those that begin with them first", () => {
  expect(found("")).toHaveLength(4);
  expect(found("vis run")).toEqual(["Run visible cases"]);
  expect(found("cases")).toHaveLength(4);
  expect(found("run")[0]).toBe("Run visible cases");
  expect(found("go to")).toEqual(["Go to Cases"]);
  expect(found("xyz")).toEqual([]);
});
