import { expect, test } from "vitest";
import { formatLine, parseLine } from "./line.ts";

function args(line: string): readonly string[] {
  const read = parseLine(line);
  if (!read.ok) throw new Error(read.message);
  return read.args;
}

function fault(line: string): string {
  const read = parseLine(line);
  return read.ok ? "" : `${read.at}: ${read.message}`;
}

test("words, quotes and backslashes as in a shell", () => {
  expect(args("")).toEqual([]);
  expect(args("  -r  1.2.3 ")).toEqual(["-r", "1.2.3"]);
  expect(args("'.a | .b' x")).toEqual([".a | .b", "x"]);
  expect(args(`"say \\"hi\\"" it\\'s`)).toEqual(['say "hi"', "it's"]);
  expect(args(`"a\\b"`)).toEqual(["a\\b"]);
  expect(args("a'b'\"c\"d")).toEqual(["abcd"]);
  expect(args("'' \"\"")).toEqual(["", ""]);
  expect(args("a\\ b")).toEqual(["a b"]);
  expect(args("'$x' \"\\$x\" *.js")).toEqual(["$x", "$x", "*.js"]);
});

test("what a shell would act on is refused with the place and a way out", () => {
  expect(fault("'open")).toBe("0: The single quote is not closed.");
  expect(fault('a "open')).toBe("2: The double quote is not closed.");
  expect(fault("a \\")).toMatch(/^2: The backslash/);
  expect(fault(". | .a")).toMatch(/^2: There is no pipe here\. To pass \| itself, put it in single quotes/);
  expect(fault("a > out")).toMatch(/^2: Output/);
  expect(fault("$HOME")).toMatch(/^0: A shell would expand \$/);
  expect(fault('"$HOME"')).toMatch(/^1: .*single quotes/);
});

test("a formatted line reads back as it was", () => {
  const all = ["plain", "", "two words", "it's", '"', "$x | `y`", "a\nb", "é", "-r", "^1.2 || >=3"];
  expect(args(formatLine(all))).toEqual(all);
  expect(formatLine(["-r", "1.2.3"])).toBe("-r 1.2.3");
});
