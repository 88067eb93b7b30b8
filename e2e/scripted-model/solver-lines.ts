import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call, ChatMessage, Reply } from "./wire.ts";

const SOLUTION = join(import.meta.dirname, "../../tasks/lines/solution/main.js");
/** The mistake that the model makes first and then finds: another default width. */
const RIGHT = 'w: "6"';
const WRONG = 'w: "5"';
const REST = "// the rest comes here";

interface Step {
  readonly text: string;
  readonly reasoning?: string;
  readonly calls: readonly Call[];
}

/** The steps in which the model solves the task `lines`, from the solution beside the task. */
export function readSolver(): (messages: readonly ChatMessage[]) => Reply {
  const solution = readFileSync(SOLUTION, "utf8");
  if (solution.split(RIGHT).length !== 2) {
    throw new Error(`${SOLUTION} must hold ${RIGHT} once: the scripted model makes its mistake there.`);
  }
  const steps = stepsTo(solution);
  return (messages) => next(steps, messages);
}

function stepsTo(solution: string): readonly Step[] {
  const lines = solution.replace(RIGHT, WRONG).split(/(?<=\n)/);
  const third = Math.ceil(lines.length / 3);
  const [first, second, last] = [
    lines.slice(0, third).join(""),
    lines.slice(third, 2 * third).join(""),
    lines.slice(2 * third).join(""),
  ];
  const edit = (args: Record<string, unknown>): Call => ({
    name: "text_editor",
    arguments: { path: "main.js", ...args },
  });
  return [
    {
      reasoning: "The manual first, and what the original says about itself.",
      text: "I read the manual and ask the original for its help.",
      calls: [
        { name: "bash", arguments: { command: "ls; cat docs/manual.md" } },
        { name: "reference", arguments: { args: ["--help"] } },
      ],
    },
    {
      text: "How does it number empty lines?",
      calls: [{ name: "reference", arguments: { args: ["-b", "a"], stdin: "red\n\ngreen\n" } }],
    },
    {
      reasoning: "Options first, then values, then the numbering itself.",
      text: "I begin with the options.",
      calls: [edit({ command: "create", file_text: `${first}${REST}\n` })],
    },
    {
      text: "Now reading them, and what can be wrong with them.",
      calls: [edit({ command: "str_replace", old_str: `${REST}\n`, new_str: `${second}${REST}\n` })],
    },
    {
      text: "And the numbering.",
      calls: [edit({ command: "str_replace", old_str: `${REST}\n`, new_str: last })],
    },
    { text: "Let us see.", calls: [{ name: "evaluate_testcases", arguments: {} }] },
    {
      reasoning: "The numbers stand one column too far to the left.",
      text: "The default width is 6, not 5.",
      calls: [edit({ command: "str_replace", old_str: WRONG, new_str: RIGHT })],
    },
    {
      text: "Once more.",
      calls: [
        { name: "bash", arguments: { command: "printf 'red\\n\\ngreen\\n' | node main.js" } },
        { name: "evaluate_testcases", arguments: {} },
      ],
    },
    { text: "Every visible case passes, so I hand it in.", calls: [{ name: "submit", arguments: {} }] },
  ];
}

/** How a result begins when the call may not have been carried out. */
const NOT_DONE = /^(Interrupted|Not run|Stopped)/;

/**
 * The next step after this conversation, by what came of the steps before: an edit that was interrupted is begun again
 * from the first, anything else is repeated.
 */
function next(steps: readonly Step[], messages: readonly ChatMessage[]): Reply {
  const firstEdit = steps.findIndex((step) => step.calls.some((call) => call.name === "text_editor"));
  let at = 0;
  for (const [index, message] of messages.entries()) {
    if (message.role !== "assistant" || message.calls.length === 0) continue;
    const results = messages.slice(index + 1, index + 1 + message.calls.length);
    const undone = results.some((result) => NOT_DONE.test(result.content));
    const isEdit = message.calls.some((call) => call.name === "text_editor");
    if (!undone) at += 1;
    else if (isEdit) at = firstEdit;
  }
  return steps[at] ?? { text: "The work is done." };
}
