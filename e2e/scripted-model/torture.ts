import type { Call, ChatMessage, Reply } from "./wire.ts";

/** A program for machines made of paper (`pages/paper-machines.ts`): the body of a function. */
const PROGRAM = `if (args[0] === "-x") return ["", "shout: unknown option -x\\n", 2];
return [(args.length > 0 ? args.join(" ") + "\\n" : stdin).toUpperCase(), "", 0];
`;
const ROUNDS = 6;

type Step = { readonly call: Call; readonly line?: string };

const STEPS: readonly Step[] = [
  ...Array.from({ length: ROUNDS }, (_, n): readonly Step[] => [
    {
      call: {
        name: "text_editor",
        arguments: { command: "create", path: `part-${n}.js`, file_text: `// part ${n}\n`.repeat(20) },
      },
    },
    { call: { name: "bash", arguments: { command: `echo line-${n} >> notes.txt` } }, line: `line-${n}\n` },
  ]).flat(),
  { call: { name: "text_editor", arguments: { command: "create", path: "main.js", file_text: PROGRAM } } },
  { call: { name: "evaluate_testcases", arguments: {} } },
  { call: { name: "submit", arguments: {} } },
];

const LOOK: Call = { name: "bash", arguments: { command: "cat notes.txt" } };

/**
 * Works through steps that each have an effect. One whose end nobody saw is looked at first where doing it twice would
 * show (a line that is appended), as a careful model does, and otherwise done again.
 */
export function tortureReply(messages: readonly ChatMessage[]): Reply {
  let at = 0;
  let doubtful = false;
  for (const [index, message] of messages.entries()) {
    const call = message.role === "assistant" ? message.calls[0] : undefined;
    if (!call) continue;
    const result = messages[index + 1]?.content ?? "";
    const line = STEPS[at]?.line;
    if (doubtful) {
      // The answer to a look; a look that was interrupted itself is made again.
      if (/^(Interrupted|Not run|Stopped)/.test(result)) continue;
      doubtful = false;
      if (line !== undefined && result.includes(line)) at += 1;
    } else if (/^(Interrupted|Stopped)/.test(result)) doubtful = line !== undefined;
    else if (!result.startsWith("Not run")) at += 1;
  }
  const step = STEPS[at];
  if (!step) return { text: "The work is done." };
  return { text: `Step ${at + 1} of ${STEPS.length}.`, calls: [doubtful ? LOOK : step.call] };
}
