import type { ToolSpec } from "../model/index.ts";

/** What a tool did. `output` is what the model sees (clipped by the loop); a failed call is a value too. */
export interface ToolResult {
  readonly output: string;
  readonly failed: boolean;
  /** Set when the work was handed in: the run ends with this call. */
  readonly ends?: true;
}

/**
 * What was asked cannot be done, for a reason that the model can mend. The message is for the model: what is wrong, and
 * what to do. Handed-in functions throw it; the tool answers with it.
 */
export class ToolRefusal extends Error {
  override readonly name: string = "ToolRefusal";
}

/** What the loop knows that a tool may need. */
export interface ToolContext {
  /** Share of the scarcest limit that is left, 0 … 1; 1 when nothing is limited. */
  readonly budgetLeft: number;
  /** True when a submission of this run was sent back before. */
  readonly sentBack: boolean;
}

/** A tool of the agent. `call` throws only when the sandbox itself is broken. */
export interface Tool {
  readonly spec: ToolSpec;
  /** Set when a call changes nothing, so that one whose end nobody saw is simply made again. */
  readonly repeatable?: true;
  /**
   * `args` is the parsed JSON object; the tool checks its own fields and answers with what is wrong.
   * An abort ends what it started and rejects with the signal's reason.
   */
  call(
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    context: ToolContext,
  ): Promise<ToolResult>;
}
