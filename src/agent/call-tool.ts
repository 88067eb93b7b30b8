import { clip } from "./clip.ts";
import type { OpenCall } from "./conversation.ts";
import { Abandoned, Halt } from "./halt.ts";
import type { Interruptible } from "./interruptible.ts";
import type { RunLog } from "./run-log.ts";
import type { Tool, ToolContext, ToolResult } from "./tool.ts";

export interface CallParts {
  readonly tools: readonly Tool[];
  readonly log: RunLog;
  readonly step: Interruptible;
  readonly context: ToolContext;
  /** Keeps the whole of what is clipped, null where nobody does. */
  readonly keepArtifact: ((name: string, text: string) => Promise<void>) | null;
}

/**
 * Makes one call and records it. Whatever the model wrote gets an answer. Returns true when the run ends with it.
 * @throws Halt when it is stopped, or when the sandbox broke.
 */
export async function callTool(open: OpenCall, parts: CallParts): Promise<boolean> {
  const { call, turn } = open;
  const { log, step } = parts;
  // Of a call that is made again the log knows already.
  if (!open.started) await log.add({ type: "tool-started", turn, call });
  const started = performance.now();
  const finish = async (result: ToolResult): Promise<void> => {
    const ms = Math.round(performance.now() - started);
    const output = clip(result.output);
    let artifact: string | null = null;
    if (output !== result.output && parts.keepArtifact !== null) {
      // Ids may come again in another turn, and may hold anything.
      artifact = `${turn}-${log.seq}-${call.name.replaceAll(/\W/g, "_").slice(0, 40)}.txt`;
      await parts.keepArtifact(artifact, result.output);
    }
    await log.add({
      type: "tool-finished",
      turn,
      callId: call.id,
      name: call.name,
      output,
      failed: result.failed,
      ms,
      ...(artifact !== null && { artifact }),
    });
  };

  const tool = parts.tools.find(({ spec }) => spec.name === call.name);
  if (!tool) {
    const names = parts.tools.map(({ spec }) => spec.name).join(", ");
    await finish({ output: `There is no tool ${call.name}. The tools are: ${names}.`, failed: true });
    return false;
  }
  const args = parseArguments(call.arguments);
  if (typeof args === "string") {
    await finish({ output: args, failed: true });
    return false;
  }
  let result: ToolResult;
  try {
    result = await step.runOrLeave((signal) => tool.call(args, signal, parts.context));
  } catch (error) {
    const ended = step.ended;
    // Nothing is recorded for who went away: the call is found open, and said to be interrupted.
    if (ended instanceof Abandoned) throw ended;
    if (ended instanceof Halt) {
      const output = `Stopped while it was at work (${ended.message}) It may have taken effect, in whole or in part.`;
      await finish({ output, failed: true });
      throw ended;
    }
    if (ended) throw ended;
    const message = error instanceof Error ? error.message : String(error);
    await finish({ output: `This could not be done: ${message}`, failed: true });
    const remedy = error instanceof Error && "remedy" in error ? ` ${String(error.remedy)}` : "";
    throw new Halt("sandbox-error", `${call.name} could not be carried out: ${message}${remedy}`, {
      cause: error,
    });
  }
  await finish(result);
  return result.ends === true;
}

/** The arguments, or a sentence for the model about what is wrong with them. */
function parseArguments(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
    return "The arguments of this call are not a JSON object. Send the call again with one.";
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `The arguments of this call are not valid JSON (${why}). They may have been cut because the reply was too long. Send the call again, with less in it if it was long.`;
  }
}
