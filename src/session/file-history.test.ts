import { expect, test } from "vitest";
import type { RunEvent, RunFact } from "../core/event.ts";
import { FileHistory } from "./file-history.ts";

function history(...facts: readonly RunFact[]): FileHistory {
  const files = new FileHistory();
  for (const [seq, fact] of facts.entries()) files.add({ ...fact, runId: "r", seq, at: seq } as RunEvent);
  return files;
}

const wrote = (path: string, content: string | null): RunFact => ({
  type: "file-changed",
  path,
  content,
  by: "agent",
});
const word: RunFact = { type: "person-said", text: "hello" };

const FILES = history(
  word,
  wrote("main.js", "1"),
  wrote("lib/a.js", "a"),
  word,
  wrote("main.js", "2"),
  { type: "file-renamed", from: "lib/a.js", to: "a.js", by: "person" },
  wrote("main.js", null),
);

test.each([
  [-1, {}],
  [0, {}],
  [1, { "main.js": 1 }],
  [3, { "lib/a.js": 2, "main.js": 1 }],
  [4, { "lib/a.js": 2, "main.js": 4 }],
  [5, { "a.js": 2, "main.js": 4 }],
  [6, { "a.js": 2 }],
  [99, { "a.js": 2 }],
])("where the files after event %i are kept", (seq, files) => {
  expect(Object.fromEntries(FILES.at(seq))).toEqual(files);
});

test("what an event did to a file", () => {
  expect(FILES.changeAt(0)).toBeNull();
  expect(FILES.changeAt(3)).toBeNull();
  expect(FILES.changeAt(4)).toEqual({ path: "main.js", before: 1, after: 4, by: "agent" });
  expect(FILES.changeAt(5)).toEqual({
    path: "a.js",
    before: 2,
    after: 2,
    by: "person",
    from: "lib/a.js",
  });
  expect(FILES.changeAt(6)).toMatchObject({ before: 4, after: null });
});

test("the changes before and after an event", () => {
  expect([0, 1, 2, 3, 6].map((seq) => FILES.nextChange(seq, 1))).toEqual([1, 2, 4, 4, null]);
  expect([0, 1, 2, 3, 6].map((seq) => FILES.nextChange(seq, -1))).toEqual([null, null, 1, 2, 5]);
});
