/**
 * The agent that rebuilds a program: a *loop* of *turns*, in each of which a model replies with *calls* of *tools*, whose
 * results it sees in the next. A *compaction* puts a summary in the place of older turns. A *notice* is a word of the loop to the model. Whoever runs it holds its *control* and
 * records its *facts*.
 */
export { type AgentCheckpoint, CHECKPOINT_VERSION } from "./checkpoint.ts";
export type { Clock, Network } from "./surroundings.ts";
export { AgentControl } from "./control.ts";
export type { AgentJob } from "./job.ts";
export { runAgent } from "./loop.ts";
export { agentPrompt } from "./prompt.ts";
export { type Tool, ToolRefusal } from "./tool.ts";
export { agentTools } from "./tools/index.ts";
export type { RunVisibleCases, VisibleRun } from "./tools/evaluate-testcases.ts";
export type { Workspace } from "./workspace.ts";
