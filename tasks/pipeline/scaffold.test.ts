import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseTaskSource } from "../../src/core/parse-task.ts";
import { bundleReference } from "./bundle-reference.ts";
import { draftCases } from "./family.ts";
import { runBatch } from "./run-batch.ts";
import { scaffold } from "./scaffold.ts";
import { selectCases } from "./select-cases.ts";
import { loadFamilies } from "./task-folder.ts";

// Beside the tasks, where its imports lead somewhere; its name is no task's, so a build passes it over.
const folder = mkdtempSync(join(import.meta.dirname, "..", ".new-"));
afterAll(() => rmSync(folder, { recursive: true }));

test(
  "a new task describes itself, builds, and its example has enough different cases",
  { timeout: 60_000 },
  async () => {
    const files = scaffold("my-task");
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const source = parseTaskSource(files["task.json"] ?? "", "task.json");
    expect(source.id).toBe("my-task");
    const drafts = draftCases("my-task", await loadFamilies({ folder, source }));
    const answers = await runBatch(await bundleReference(folder), drafts);
    const cases = selectCases("my-task", drafts, answers, false);
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(cases.some(({ expected }) => expected.code === 1)).toBe(true);
  },
);

test("a name that no folder of a task can have is refused", () => {
  expect(() => scaffold("My Task")).toThrow('not "My Task"');
  expect(() => scaffold("../x")).toThrow("lower-case letters");
});
