import type { Tool } from "../tool.ts";
import type { Workspace } from "../workspace.ts";
import { bashTool, type BashParts } from "./bash.ts";
import { evaluateTestcasesTool, type RunVisibleCases } from "./evaluate-testcases.ts";
import { type AskReference, referenceTool } from "./reference.ts";
import { type CountVisibleCases, submitTool } from "./submit.ts";
import { textEditorTool } from "./text-editor.ts";

/** What the five tools act on; all of it is handed in. */
export interface ToolParts extends BashParts {
  readonly workspace: Workspace;
  readonly runVisibleCases: RunVisibleCases;
  readonly countVisibleCases: CountVisibleCases;
  readonly askReference: AskReference;
  /** How long the original may run at a question, in milliseconds. */
  readonly referenceMs: number;
}

/** The agent's five tools. */
export function agentTools(parts: ToolParts): readonly Tool[] {
  return [
    bashTool(parts),
    textEditorTool(parts.workspace),
    evaluateTestcasesTool(parts.runVisibleCases),
    referenceTool(parts.askReference, parts.referenceMs),
    submitTool(parts.countVisibleCases),
  ];
}
