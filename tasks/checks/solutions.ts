import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listTasks } from "../pipeline/build-tasks.ts";
import { filesBelow, TASKS } from "../pipeline/task-folder.ts";

/** Its presence says that the solution leaves something out, and what. */
const PARTIAL = "partial.md";

/** A solution written by hand. */
export interface Solution {
  /** Path below the workspace -> text. */
  readonly files: Readonly<Record<string, string>>;
  /** True when it need only open the submission, not solve all. */
  readonly partial: boolean;
}

export function hasSolution(id: string): boolean {
  return existsSync(join(TASKS, id, "solution"));
}

/** The files of `tasks/<id>/solution/`. */
export function readSolution(id: string): Solution {
  const folder = join(TASKS, id, "solution");
  const paths = filesBelow(folder);
  return {
    files: Object.fromEntries(
      paths
        .filter((path) => path !== PARTIAL)
        .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
    ),
    partial: paths.includes(PARTIAL),
  };
}

/** The tasks that have a solution, small ones first. */
export function solvedTasks(): readonly { readonly id: string; readonly partial: boolean }[] {
  return listTasks()
    .ids.filter(hasSolution)
    .map((id) => ({ id, partial: readSolution(id).partial }));
}
