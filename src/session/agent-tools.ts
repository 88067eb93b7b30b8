import {
  agentTools,
  type Tool,
  ToolRefusal,
  type VisibleRun,
  type Workspace as AgentWorkspace,
} from "../agent/index.ts";
import { CatalogError } from "../catalog/index.ts";
import type { TestCase } from "../core/case.ts";
import { caseError, tally } from "../core/scoring.ts";
import type { Tally } from "../core/verdict.ts";
import { GradingError } from "../grading/index.ts";
import { REFERENCE_MS, type Reference } from "../reference/index.ts";
import { AppError } from "./app.ts";
import type { CaseRuns } from "./case-runs.ts";
import type { Computer } from "./computer.ts";
import { solutionPath } from "./paths.ts";
import type { Workspace } from "./workspace.ts";

export interface AgentToolParts {
  readonly cases: readonly TestCase[];
  /** What lies in the sandbox beside the solution: path -> text. */
  readonly beside: Readonly<Record<string, string>>;
  readonly computer: Computer;
  readonly workspace: Workspace;
  readonly caseRuns: CaseRuns;
  readonly reference: Reference;
}

/** The agent's tools on this session: they edit the documents that are on the screen. @throws AppError without a sandbox */
export async function makeTools(parts: AgentToolParts): Promise<readonly Tool[]> {
  const { computer, workspace, reference } = parts;
  const { cwd } = await computer.sandbox();
  return agentTools({
    sandbox: computer,
    beforeRun: () => workspace.flush(),
    afterRun: () => workspace.settle(),
    workspace: agentWorkspace(cwd, parts),
    runVisibleCases: (names, signal) => runVisible(parts, names, signal),
    countVisibleCases: (signal) => countVisible(parts, signal),
    askReference: (question, signal) => reference.run(question, signal).catch(refuseWithout),
    referenceMs: REFERENCE_MS,
  });
}

/** That there is no original is the agent's to know, and no fault of the page. */
function refuseWithout(error: unknown): never {
  if (!(error instanceof CatalogError)) throw error;
  throw new ToolRefusal(`${error.message} ${error.remedy}`, { cause: error });
}

function agentWorkspace(root: string, { workspace, beside }: AgentToolParts): AgentWorkspace {
  const { documents } = workspace;
  return {
    root,
    read: (path) => Promise.resolve(documents.get(path)?.text ?? beside[path] ?? null),
    async write(path, text, base) {
      await workspace.write(placeFor(path), text, "agent", base ?? undefined);
      await workspace.flush();
    },
    list: () => {
      const files = documents.paths().filter((path) => !path.endsWith("/"));
      return Promise.resolve([...files, ...Object.keys(beside)]);
    },
  };
}

/** A path that the agent may write. @throws ToolRefusal, which the agent is told and can mend */
function placeFor(path: string): string {
  try {
    return solutionPath(path);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new ToolRefusal(`${error.message} ${error.remedy}`, { cause: error });
  }
}

/** How all visible cases stand; a run of them on the files as they are will do. */
async function countVisible(parts: AgentToolParts, signal: AbortSignal): Promise<Tally> {
  await parts.workspace.settle();
  return parts.caseRuns.freshTally ?? (await runVisible(parts, null, signal)).tally;
}

/** A program that cannot be run at all is the agent's to mend: each case says so. */
async function runVisible(
  { cases, caseRuns }: AgentToolParts,
  names: readonly string[] | null,
  signal: AbortSignal,
): Promise<VisibleRun> {
  const chosen = names === null ? cases : cases.filter(({ name }) => names.includes(name));
  const results = await caseRuns.runVisible("agent", names, signal).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError" && !signal.aborted) {
      throw new ToolRefusal("A person cancelled this run of the cases.", { cause: error });
    }
    if (!(error instanceof GradingError)) throw error;
    return chosen.map((one) => caseError(one, `${error.message} ${error.remedy}`));
  });
  const byName = new Map(results.map((result) => [result.name, result]));
  const outcomes = chosen.flatMap((testCase) => {
    const result = byName.get(testCase.name);
    return result === undefined ? [] : [{ testCase, result }];
  });
  return { tally: tally(results), outcomes };
}
