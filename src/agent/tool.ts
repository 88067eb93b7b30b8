import type { ToolSpec } from "../model/index.ts";

/** What a tool did. `output` is what the model sees (clipped by the loop); a failed call is a value too. */
export interface ToolResult {
  readonly output: string;
  readonly failed: boolean;
}

/** A tool of the agent. `call` throws only when the sandbox itself is broken. */
export interface Tool {
  readonly spec: ToolSpec;
  /** `args` is the parsed JSON object; the tool checks its own fields and answers with what is wrong. */
  call(args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolResult>;
}
