import { expect, test } from "vitest";
import { faultIn } from "./json-faults.ts";

/** Offsets at which V8 says that it stopped; where its message has none, the character that it names. */
function told(text: string): number | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    if (position !== undefined) return Number(position);
    if (message.startsWith("Unexpected end of JSON input")) return text.length;
    return undefined;
  }
}

const ALPHABET = [
  '"',
  "\\",
  "u",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "1",
  "0",
  "-",
  ".",
  "e",
  "t",
  "true",
  "null",
  '"a"',
  '"a":',
  " ",
  "\n",
  "\t",
  "x",
];

test("finds the place that V8 names in its message", () => {
  let seed = 7;
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  let compared = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = Array.from({ length: 1 + next(12) }, () => ALPHABET[next(ALPHABET.length)]).join("");
    const expected = told(text);
    if (expected === undefined) continue;
    compared++;
    expect([text, faultIn(text)]).toEqual([text, expected]);
  }
  expect(compared).toBeGreaterThan(5000);
});

test("finds the character that V8 only quotes", () => {
  for (const [text, at] of [
    ['{"a": }', 6],
    ["[1,]", 3],
    ["x", 0],
    ['{"a":1,}', 7],
    ["  nul", 5],
    ["{a}", 1],
  ] as const)
    expect([text, faultIn(text)]).toEqual([text, at]);
});
