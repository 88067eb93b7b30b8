import type { TestCase } from "../core/case.ts";
import { groupTallies, verdictState } from "../core/scoring.ts";
import type { Task } from "../core/task.ts";
import type { Verdict } from "../core/verdict.ts";
import type { FileTree, Machines } from "../sandbox/index.ts";
import { digestFiles } from "./digest-files.ts";
import { gradeCases, type GradeOptions } from "./grade-cases.ts";

/**
 * Grades a submission.
 * @param cases all of the task's, visible and hidden
 * @throws GradingError when there is no program to run, or several; the signal's reason when aborted
 */
export async function grade(
  machines: Machines,
  task: Task,
  files: FileTree,
  cases: readonly TestCase[],
  options: GradeOptions = {},
): Promise<Verdict> {
  const results = await gradeCases(machines, task, files, cases, options);
  const groups = groupTallies(cases, results);
  return {
    state: verdictState(groups.all),
    groups,
    results,
    at: Date.now(),
    filesDigest: digestFiles(files),
    taskVersion: task.version,
  };
}
