import { expect, test } from "vitest";
import { FormatError } from "./format-error.ts";
import { lineOfField, withLines } from "./json-lines.ts";
import { jsonAt } from "./read-json.ts";

const text = `{
  "a": { "b": [1,
    { "c": "}" },
    [ "x", "y" ]
  ] },
  "q\\"uote": {
    "b": 2
  },
  "b": null
}`;

test.each([
  ["", 1],
  ["a", 2],
  ["a.b[1].c", 3],
  ["a.b[2][1]", 4],
  ['["q\\"uote"].b', 7],
  ["b", 9],
  ["a.b[1].missing", 3],
  ["missing", 1],
])("the field %j stands on line %i", (field, line) => {
  expect(lineOfField(text, field)).toBe(line);
});

test.each([
  ['{\n"a": 1,\n}', 3],
  ['{\n"a": shout\n}', 2],
  ["[1,\n2\n\n", 4],
  ['{"a":\n"x\n"}', 2],
  ["", 1],
  ["{}\n{}", 2],
  ['{"a" 1}', 1],
  ["[1 2]", 1],
  ["]", 1],
  ["[}", 1],
])("%j stops being JSON on line %i", (broken, line) => {
  const read = (): unknown => withLines(broken, () => jsonAt(broken, { file: "f", field: "" }));
  expect(read).toThrow(new RegExp(`^f line ${line}: is not JSON`));
});

test("what names a line already keeps it, and other errors pass", () => {
  const throwing = (error: Error) => (): unknown =>
    withLines("{}", () => {
      throw error;
    });
  expect(throwing(new FormatError({ file: "f", line: 7, field: "x" }, "is bad"))).toThrow(
    "f line 7: x is bad",
  );
  expect(throwing(new Error("other"))).toThrow("other");
});
