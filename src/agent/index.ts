/**
 * The agent that rebuilds a program: a *loop* of *turns*, in each of which a model replies with *calls* of *tools*, whose
 * results it sees in the next. A *notice* is a word of the loop to the model. Whoever runs it holds its *control* and
 * records its *facts*.
 */
export { AgentControl } from "./control.ts";
export type { RetryRule } from "./backoff.ts";
export type { AgentJob } from "./job.ts";
export { runAgent } from "./loop.ts";
export { agentPrompt, type PromptParts } from "./prompt.ts";
export { type Tool, type ToolContext, ToolRefusal, type ToolResult } from "./tool.ts";
export { agentTools, type ToolParts } from "./tools/index.ts";
export type { RunVisibleCases, VisibleOutcome, VisibleRun } from "./tools/evaluate-testcases.ts";
export type { AskReference, ReferenceQuestion } from "./tools/reference.ts";
export type { ProgramOutput } from "./tools/program-output.ts";
export type { Workspace } from "./workspace.ts";
