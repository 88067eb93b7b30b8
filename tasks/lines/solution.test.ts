import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gradeCases } from "../../src/grading/index.ts";
import { parseTask } from "../../src/core/parse-task.ts";
import { openNodeMachines } from "../../src/sandbox/testing.ts";
import { buildTask } from "../pipeline/build-task.ts";

test(
  "a hand-written solution passes and an empty program does not, graded as a user's",
  { timeout: 120_000 },
  async () => {
    const built = await buildTask("lines", false);
    const { task } = parseTask(String(built.files["task.json"]), "lines/task.json");
    // Every tenth: all of them are run by `tasks:check`, many in one process.
    const cases = built.cases.filter((_, index) => index % 10 === 0);
    // Starting Node takes its time on a busy machine, and speed is not what is tested.
    const patient = { ...task, limits: { caseMs: 20_000 } };
    const solution = { "main.js": readFileSync(join(import.meta.dirname, "solution/main.js"), "utf8") };
    const grade = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
      const results = await gradeCases(openNodeMachines(), patient, files, cases);
      return results.filter(({ status }) => status === "pass").map(({ name }) => name);
    };
    expect(await grade(solution)).toEqual(cases.map(({ name }) => name));
    expect(await grade({ "main.js": "" })).toEqual([]);
  },
);
