import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call, ChatMessage, Reply } from "../wire.ts";

/** One reply that a person prepared: what is thought, said and done in one turn. */
export interface Step {
  readonly reasoning?: string;
  readonly text: string;
  readonly calls: readonly Call[];
}

/** Stands in a file where more of it is still to be written. */
export const REST = "// the rest comes here";

/** The hand-written solution beside a task. */
export function readSolution(taskId: string): string {
  return readFileSync(join(import.meta.dirname, "../../../tasks", taskId, "solution/main.js"), "utf8");
}

/** A text with one stretch replaced. @throws Error unless the stretch occurs exactly once */
export function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`This must occur once in the solution: ${from}`);
  return text.replace(from, () => to);
}

/** The solution in its chapters, each with its heading; the first is what stands before them. */
export function chapters(solution: string): readonly string[] {
  return solution.split(/^(?=\/\/ --- )/m);
}

export const bash = (command: string): Call => ({ name: "bash", arguments: { command } });
export const create = (file_text: string): Call => ({
  name: "text_editor",
  arguments: { command: "create", path: "main.js", file_text },
});
export const replace = (old_str: string, new_str: string): Call => ({
  name: "text_editor",
  arguments: { command: "str_replace", path: "main.js", old_str, new_str },
});
export const ask = (
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  stdin = "",
): Call => ({ name: "reference", arguments: { args, ...(stdin === "" ? {} : { stdin }), files } });
export const runCases: Call = { name: "evaluate_testcases", arguments: { failures: 3 } };
export const submit: Call = { name: "submit", arguments: {} };

/** The step after this conversation: they come in their order, whatever the calls come to. */
export function nextStep(steps: readonly Step[], messages: readonly ChatMessage[]): Reply {
  const before = messages.filter((message) => message.role === "assistant").length;
  return steps[before] ?? { text: "The work is done." };
}
