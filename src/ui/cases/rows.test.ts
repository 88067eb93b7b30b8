import { expect, test } from "vitest";
import { filterRows } from "./rows.ts";

const rows = [
  { name: "range-1", status: "pass", note: "-r ^1" },
  { name: "range-2", status: "fail", note: "stdout differs at line 3" },
  { name: "inc-1", status: "error", note: "The machine stopped." },
  { name: "inc-2", status: "not-run", note: "-i minor" },
] as const;

const names = (text: string, status: Parameters<typeof filterRows>[2]): string[] =>
  filterRows(rows, text, status).map((row) => row.name);

test("cases are found by words in name or note, and by status", () => {
  expect(names("", "all")).toHaveLength(4);
  expect(names("", "failing")).toEqual(["range-2", "inc-1"]);
  expect(names("", "pass")).toEqual(["range-1"]);
  expect(names("", "not-run")).toEqual(["inc-2"]);
  expect(names("INC minor", "all")).toEqual(["inc-2"]);
  expect(names("line range", "failing")).toEqual(["range-2"]);
  expect(names("nothing", "all")).toEqual([]);
});
