import type { CaseFile, CaseRow, TestCase } from "./case.ts";
import { FormatError, type Place } from "./format-error.ts";
import {
  inside,
  integerAt,
  jsonAt,
  listAt,
  objectAt,
  oneOfAt,
  pathAt,
  recordAt,
  stringAt,
} from "./read-json.ts";

/** The longest line a cases file may have, in UTF-16 units: a case must fit a page's memory many times over. */
export const MAX_CASE_LENGTH = 8 * 1024 * 1024;

const HIDDEN = "hidden";
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function fileAt(value: unknown, place: Place, path: string): CaseFile {
  pathAt(path, place);
  const file = objectAt(value, place, ["format", "content"]);
  const format = oneOfAt(file["format"], inside(place, "format"), ["str", "bytes_base64", "error"]);
  if (format === "error") {
    throw new FormatError(
      place,
      'could not be captured when the row was recorded (format "error"); drop this row',
    );
  }
  const content = stringAt(file["content"], inside(place, "content"), "may-be-empty");
  if (format === "bytes_base64" && !BASE64.test(content)) {
    throw new FormatError(inside(place, "content"), "is not valid base64");
  }
  return { format, content };
}

const label = (value: unknown, place: Place): string => stringAt(value, place);
const text = (value: unknown, place: Place): string => stringAt(value, place, "may-be-empty");

function argument(value: unknown, place: Place): string {
  const one = text(value, place);
  if (one.includes("\0")) throw new FormatError(place, "must not hold a NUL character");
  return one;
}

/** What may be left out of a row, as MirrorCode's own files sometimes do. */
function optional<T>(value: unknown, empty: T, read: (value: unknown) => T): T {
  return value === undefined || value === null ? empty : read(value);
}

/** One line of a cases file. @throws FormatError that names file, line and field. */
export function parseCase(line: string, place: Place): TestCase {
  if (line.length > MAX_CASE_LENGTH) {
    throw new FormatError(
      place,
      `is ${line.length} characters long; a case may have at most ${MAX_CASE_LENGTH}`,
    );
  }
  const row = objectAt(jsonAt(line, place), place, ["test_case", "stdout", "stderr", "returncode"]);
  const at = inside(place, "test_case");
  const input = objectAt(
    row["test_case"],
    at,
    ["name", "args"],
    ["env", "stdin", "files", "labels", "visible_duals"],
  );
  const labels = optional(input["labels"], [], (v) => listAt(v, inside(at, "labels"), label));
  return {
    name: stringAt(input["name"], inside(at, "name")),
    args: listAt(input["args"], inside(at, "args"), argument),
    env: optional(input["env"], {}, (v) => recordAt(v, inside(at, "env"), argument)),
    stdin: optional(input["stdin"], "", (v) => text(v, inside(at, "stdin"))),
    files: optional(input["files"], {}, (v) => recordAt(v, inside(at, "files"), fileAt)),
    hidden: labels.includes(HIDDEN),
    duals: optional(input["visible_duals"], [], (v) => listAt(v, inside(at, "visible_duals"), label)),
    labels: labels.filter((label) => label !== HIDDEN),
    expected: {
      stdout: text(row["stdout"], inside(place, "stdout")),
      stderr: text(row["stderr"], inside(place, "stderr")),
      code: integerAt(row["returncode"], inside(place, "returncode"), -(2 ** 31), 2 ** 32 - 1),
    },
  };
}

/**
 * A cases file: MirrorCode's rows, one JSON object a line; empty lines are skipped.
 * @param file its name, for messages
 * @throws FormatError for the first line that is wrong, a name that occurs twice included.
 */
export function parseCases(content: string, file: string): readonly TestCase[] {
  const cases: TestCase[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, line] of content.split("\n").entries()) {
    if (line.trim() === "") continue;
    const place: Place = { file, line: index + 1, field: "" };
    const one = parseCase(line, place);
    const before = lineOf.get(one.name);
    if (before !== undefined) {
      throw new FormatError(
        { ...place, field: "test_case.name" },
        `${JSON.stringify(one.name)} is already the name of the case in line ${before}`,
      );
    }
    lineOf.set(one.name, index + 1);
    cases.push(one);
  }
  return cases;
}

/** MirrorCode's row of a case. */
export function caseRow(one: TestCase): CaseRow {
  return {
    test_case: {
      name: one.name,
      args: one.args,
      env: one.env,
      stdin: one.stdin,
      files: one.files,
      labels: one.hidden ? [HIDDEN, ...one.labels] : one.labels,
      visible_duals: one.duals,
    },
    stdout: one.expected.stdout,
    stderr: one.expected.stderr,
    returncode: one.expected.code,
  };
}

/** The text of a cases file; the same cases always give the same bytes. */
export function formatCases(cases: readonly TestCase[]): string {
  return cases.map((one) => `${JSON.stringify(caseRow(one))}\n`).join("");
}
