import { expect, test } from "vitest";
import { KeptFunctions, type MakeFunction } from "./kept-functions.ts";

const TAGGED = "(function () { return String.raw`a\\b`; })";

function compiled(
  kept: KeptFunctions,
  text: string,
): { readonly make: MakeFunction; readonly whole: string } {
  const around = kept.around(text);
  const whole = `${around?.head}${text}${around?.tail}`;
  // eslint-disable-next-line no-eval -- as a worker compiles programs
  return { whole, make: (0, eval)(whole) as MakeFunction };
}

test("keeps what V8 does not: texts that may have tagged templates", () => {
  const kept = new KeptFunctions();
  expect(kept.around('(function () { return "plain"; })')).toBeNull();
  const { whole, make } = compiled(kept, TAGGED);
  expect(kept.maker(whole)).toBeUndefined();
  expect(kept.keep(whole, make)).toBe(make);
  expect(kept.maker(whole)).toBe(make);
  expect(kept.maker(`${whole} `)).toBeUndefined();
});

test("each program gets a function of its own", () => {
  const kept = new KeptFunctions();
  const { whole, make } = compiled(kept, TAGGED);
  kept.keep(whole, make);
  const [first, second] = [kept.maker(whole)?.(), kept.maker(whole)?.()] as [() => string, () => string];
  expect(first).not.toBe(second);
  expect([first(), second()]).toEqual(["a\\b", "a\\b"]);
});

test("forgets all when the sources become too many, and takes none that is too long", () => {
  const kept = new KeptFunctions();
  const long = "x".repeat(3 * 2 ** 20);
  const make = (): null => null;
  for (const name of ["a", "b"]) kept.keep(name + long, make);
  expect(kept.maker(`a${long}`)).toBe(make);
  kept.keep(`c${long}`, make);
  expect(kept.maker(`a${long}`)).toBeUndefined();
  expect(kept.maker(`c${long}`)).toBe(make);
  expect(kept.around(`${"x".repeat(2 ** 23)}\`\``)).toBeNull();
});
