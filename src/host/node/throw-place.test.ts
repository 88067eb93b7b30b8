import { expect, test } from "vitest";
import { throwPlace } from "./throw-place.ts";

/** The place found for an error made where `new` stands first, or called where `make(` stands. */
function find(text: string, calls: readonly string[] = []): [number, number] {
  const lines = text.split("\n");
  const frames = ["new ", ...calls].map((mark) => {
    const line = lines.findIndex((content) => content.includes(mark)) + 1;
    return { file: "f", line, column: (lines[line - 1] ?? "").indexOf(mark) + 1 };
  });
  const place = throwPlace(frames, (_file, line) => lines[line - 1]);
  return [place?.line ?? 0, place?.column ?? 0];
}

test.each([
  ["an error thrown where it is made", "if (x) throw new Error('a');", [], [1, 8]],
  ["one that is kept first", "const err = new Error('a');\nerr.code = 1;\n  throw err;", [], [3, 3]],
  ["one that is handed through a function", "const e = new Error('a');\nthrow decorate(e, 1);", [], [2, 1]],
  [
    "one that a function returns to who throws it",
    "function make() { return new Error() }\n  throw make();",
    ["make();"],
    [2, 3],
  ],
  ["one that nothing in sight throws", "list.push(new Error('a'));", [], [1, 11]],
] as const)("%s", (_name, text, calls, place) => {
  expect(find(text, calls)).toEqual(place);
});
