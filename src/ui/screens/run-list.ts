import type { App } from "../../session/index.ts";

/** A run as a list shows it, without its events. */
export type RunRow = Awaited<ReturnType<App["runs"]>>[number];

/** How a run ranks when only one of a program's runs is told of. */
const rank = { solved: 4, near: 3, "not-solved": 2, error: 1 } as const;

/** The runs of one program, latest first. */
export function runsOf(runs: readonly RunRow[], taskId: string): readonly RunRow[] {
  return runs.filter((run) => run.taskId === taskId).toSorted((a, b) => b.updatedAt - a.updatedAt);
}

/** The best verdict among runs, or null when none was reached. */
export function bestVerdict(runs: readonly RunRow[]): RunRow["verdict"] {
  let best: RunRow["verdict"] = null;
  for (const { verdict } of runs) {
    if (verdict !== null && (best === null || rank[verdict] > rank[best])) best = verdict;
  }
  return best;
}
