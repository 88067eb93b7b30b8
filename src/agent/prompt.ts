import type { Task } from "../core/task.ts";

/** What the system prompt is made of. */
interface PromptParts {
  readonly task: Pick<
    Task,
    "title" | "command" | "summary" | "scope" | "forbidden" | "limits" | "stderrExempt" | "hasReference"
  >;
}

/**
 * The system prompt: at most about 2 kB, which serves the best small harnesses. It names the scope, and that hidden
 * cases exist, but nothing about them.
 */
export function agentPrompt({ task }: PromptParts): string {
  const { command, forbidden } = task;
  const banned = [
    ...forbidden.modules.map((name) => `node:${name}`),
    ...forbidden.globals.map((name) => `the global ${name}`),
  ];
  const reference = task.hasReference
    ? "- `reference`, a tool and a command in the shell: runs the original. You can run it as often as you like, but not read it. Where it and the docs disagree, it is right."
    : "- no original to ask: it came as documents and cases only. Where the cases and the docs disagree, the cases are right.";
  const scope = task.scope.map((sentence) => `- ${sentence}`).join("\n");
  return `You rebuild a command-line program from its behaviour, without its source.

Program: ${task.title}, the command \`${command}\`. ${task.summary}

You have:
- docs/: its manual. Read it first.
- cases/: visible test cases, with their expected output.
${reference}
- bash, text_editor, and evaluate_testcases, which runs the visible cases on your program.

Write main.js (or main.mjs, main.ts) at the root of the workspace; other files may stand beside it. A case runs \`node main.js …args\` in a folder of its own, with the case's files and stdin, for at most ${task.limits.caseMs / 1000} s. Its exit code${task.stderrExempt ? " and stdout" : ", stdout and stderr"} must be those of the original, to the byte; only one newline at the very end is forgiven.

Only Node's own library may be used, no packages${banned.length > 0 ? `; and not ${banned.join(", ")}` : ""}.
${scope ? `\nNot asked for:\n${scope}\n` : ""}
Hidden cases ask for the same behaviour with other values. The work counts as solved only when all cases pass, the hidden ones too, so rebuild the behaviour, not the cases.

It is cheating to look answers up in a table of the cases, to call or wrap another implementation, or to go after the original's files, the hidden cases or the grader. Cheated work is worth nothing.

Work in small steps: build, ${task.hasReference ? "compare with `reference`, " : ""}run the cases, look hard for edge cases. Nobody answers questions. When all is done, call submit; it ends the run.`;
}
