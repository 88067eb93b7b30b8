import { Bash, type CommandName } from "just-bash/browser";
import { encodeText } from "../bytes.ts";
import { readAll } from "../io/reader.ts";
import type { Program } from "../programs/program.ts";
import { fromLatin1, latin1, SyscallFs } from "./syscall-fs.ts";

/** Limits of just-bash that would end honest work; the machine has its own. */
const NO_LIMIT = 1e12;

/**
 * A command of just-bash as a program. It is handed all of its input at once, and its output comes at its end: that is how
 * the library works. It knows no network and no other language's runtime.
 */
export function libraryProgram(name: string): Program {
  return async (context) => {
    const bash = new Bash({
      fs: new SyscallFs(context.sys),
      cwd: context.cwd,
      env: { ...context.env },
      commands: [name as CommandName],
      executionLimits: {
        maxCommandCount: NO_LIMIT,
        maxLoopIterations: NO_LIMIT,
        maxAwkIterations: NO_LIMIT,
        maxSedIterations: NO_LIMIT,
        maxWorkUnits: NO_LIMIT,
        maxExecutionTimeMs: 2 ** 31 - 1,
        maxTraversalEntries: NO_LIMIT,
        maxTraversalWork: NO_LIMIT,
      },
    });
    const result = await bash.exec(name, {
      args: [...context.args],
      stdin: readsInput(name, context.args) ? latin1(await readAll(context.stdin)) : "",
      stdinKind: "bytes",
      replaceEnv: true,
      env: { ...context.env },
      cwd: context.cwd,
      rawScript: true,
    });
    if (result.stderr !== "") await context.stderr.write(encodeText(result.stderr));
    const bytes = result.stdoutKind === "bytes" ? fromLatin1(result.stdout) : encodeText(result.stdout);
    await context.out.bytes(bytes);
    return result.exitCode;
  };
}

/** Waiting for the terminal's end of input must not come in the way of a command that has files to read. */
function readsInput(name: string, args: readonly string[]): boolean {
  if (name === "tree") return false;
  const operands = args.filter((arg) => !arg.startsWith("-") || arg === "-");
  if (operands.includes("-")) return true;
  const script =
    (name === "awk" || name === "sed") && !args.some((arg) => /^-[ef]|^--(expression|file)/.test(arg))
      ? 1
      : 0;
  return operands.length <= script;
}
