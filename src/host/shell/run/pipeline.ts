import { LocalPipe, type OpenFile } from "../io/open-file.ts";
import { SystemFile } from "../io/system-file.ts";
import type { Command, Pipeline } from "../syntax/ast.ts";
import { endOfSubshell } from "./execute-subshell.ts";
import type { Shell } from "./shell.ts";
import { isRealProgram } from "./static-lookup.ts";

type RunCommand = (shell: Shell, command: Command, last: boolean) => Promise<number>;

/** Runs commands side by side, each in a subshell, the output of one being the input of the next. */
export async function runPipeline(shell: Shell, pipeline: Pipeline, runCommand: RunCommand): Promise<number> {
  const { commands, pipeErrors } = pipeline;
  const stages: Promise<number>[] = [];
  const { process } = shell;
  let input: OpenFile | null = null;
  process.concurrent += commands.length;
  try {
    for (const [i, command] of commands.entries()) {
      const inner = shell.subshell();
      if (input !== null) inner.setFile(0, input);
      input = null;
      const next = commands[i + 1];
      if (next !== undefined) {
        const pipe = makePipe(shell, isRealProgram(shell, command) || isRealProgram(shell, next));
        input = pipe.input;
        if (pipeErrors[i] === true) inner.setFile(2, pipe.output.retain());
        inner.setFile(1, pipe.output);
      }
      stages.push(runStage(inner, command, runCommand));
    }
    // A failure of ours in one stage is reported once all have come to rest.
    const settled = await Promise.allSettled(stages);
    const statuses = settled.map((result) => {
      if (result.status === "rejected") throw result.reason;
      return result.value;
    });
    shell.pipeStatus = statuses;
    if (shell.options.pipefail) return statuses.findLast((status) => status !== 0) ?? 0;
    return statuses.at(-1) ?? 0;
  } finally {
    process.concurrent -= commands.length;
  }
}

async function runStage(inner: Shell, command: Command, runCommand: RunCommand): Promise<number> {
  try {
    return await endOfSubshell(inner, (stage) => runCommand(stage, command, true));
  } finally {
    inner.dispose();
  }
}

/** A pipe of the machine where a process of its own takes part, else one inside of this process. */
function makePipe(shell: Shell, real: boolean): { input: OpenFile; output: OpenFile } {
  if (!real) {
    const pipe = new LocalPipe();
    return { input: pipe.input, output: pipe.output };
  }
  const [reader, writer] = shell.sys.pipe();
  return {
    input: new SystemFile(shell.sys, shell.process, reader, "opened"),
    output: new SystemFile(shell.sys, shell.process, writer, "opened"),
  };
}
