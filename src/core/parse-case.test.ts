import { expect, test } from "vitest";
import { caseRow, formatCases, MAX_CASE_LENGTH, parseCases } from "./parse-case.ts";

const row = {
  test_case: {
    name: "range-001",
    args: ["-r", "^1.2.3"],
    env: { A: "b" },
    stdin: "in\n",
    files: { "a/b.txt": { format: "str", content: "x" }, c: { format: "bytes_base64", content: "AAE=" } },
    labels: ["hidden", "feature:-r"],
    visible_duals: ["range-002"],
  },
  stdout: "out\n",
  stderr: "",
  returncode: -6,
};

/** `change` gets a copy of the good row. */
function broken(change: (copy: typeof row) => unknown): string {
  const copy = structuredClone(row);
  const given = change(copy);
  return `\n${JSON.stringify(given ?? copy)}\n`;
}

test("a row becomes a case and the case the same row again", () => {
  const [one] = parseCases(JSON.stringify(row), "x.jsonl");
  expect(one).toMatchObject({
    name: "range-001",
    hidden: true,
    labels: ["feature:-r"],
    duals: ["range-002"],
  });
  expect(one?.expected).toEqual({ stdout: "out\n", stderr: "", code: -6 });
  expect(one && caseRow(one)).toEqual(row);
  expect(one && formatCases([one])).toBe(`${JSON.stringify(row)}\n`);
});

test("what MirrorCode's files leave out is empty", () => {
  const text = JSON.stringify({
    test_case: { name: "n", args: [], stdin: null },
    stdout: "",
    stderr: "",
    returncode: 0,
  });
  expect(parseCases(text, "x")[0]).toMatchObject({ stdin: "", env: {}, files: {}, hidden: false, duals: [] });
});

test.each([
  ["not JSON", "\n{oops\n", /^x\.jsonl line 2: is not JSON \(/],
  ["a list", "[]", /line 1: must be an object, but is a list/],
  ["a missing field", broken((r) => ({ ...r, stdout: undefined })), /line 2: stdout is missing/],
  ["an unknown field", broken((r) => ({ ...r, extra: 1 })), /line 2: extra is an unknown field/],
  [
    "a wrong argument",
    broken((r) => void (r.test_case.args[1] = 5 as unknown as string)),
    /test_case\.args\[1\] must be a string, but is the number 5/,
  ],
  ["a fraction as exit code", broken((r) => void (r.returncode = 1.5)), /returncode must be a whole number/],
  [
    "a path that climbs out",
    broken((r) => void Object.assign(r.test_case.files, { "../x": { format: "str", content: "" } })),
    /test_case\.files\["\.\.\/x"\] must be a path inside the folder/,
  ],
  [
    "bad base64",
    broken((r) => void (r.test_case.files.c.content = "A?")),
    /test_case\.files\["c"\]\.content is not valid base64/,
  ],
  [
    "a file that could not be captured",
    broken((r) => void (r.test_case.files.c.format = "error")),
    /line 2: test_case\.files\["c"\] could not be captured/,
  ],
  ["an empty name", broken((r) => void (r.test_case.name = "")), /test_case\.name must not be empty/],
  [
    "a NUL in an argument",
    broken((r) => void (r.test_case.args[0] = "a\0")),
    /test_case\.args\[0\] must not hold a NUL/,
  ],
  [
    "a name that occurs twice",
    `${JSON.stringify(row)}\n${JSON.stringify(row)}`,
    /line 2: test_case\.name "range-001" is already the name of the case in line 1/,
  ],
  ["an enormous line", `"${"x".repeat(MAX_CASE_LENGTH)}"`, /line 1: is \d+ characters long/],
])("%s is refused with one message", (_what, text, message) => {
  expect(() => parseCases(text, "x.jsonl")).toThrow(message);
});
