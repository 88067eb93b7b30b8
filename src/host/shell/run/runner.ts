import { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } from "../../machine/flags.ts";
import { decodeBytes } from "../bytes.ts";
import { BUILTINS, DECLARATIONS } from "../builtins/index.ts";
import { expandTarget } from "../expand/words.ts";
import { Capture, MOST_CAPTURED } from "../io/open-file.ts";
import { SystemFile } from "../io/system-file.ts";
import type { Script, Word } from "../syntax/ast.ts";
import { scriptParser } from "../syntax/parser.ts";
import { ShellSyntaxError } from "../syntax/source.ts";
import { findProgram } from "./command-lookup.ts";
import { CommandError, ExitControl, ExpansionError } from "./control.ts";
import { endOfSubshell, runSubshell } from "./execute-subshell.ts";
import { runCompound, runScript } from "./execute.ts";
import { statusOf } from "./jobs.ts";
import { errorText } from "./messages.ts";
import { runProgram, startFile } from "./programs.ts";
import type { Runner, Shell, TextOptions } from "./shell.ts";
import { SIGNALS, signalNumber } from "./signals.ts";
import { callFunction } from "./simple.ts";

const FATAL = 127;
const SYNTAX_STATUS = 2;

/** The executor, as expansions and builtins see it. */
export const runner: Runner = {
  script: runScript,
  command: runCompound,
  capture,
  substituteProcess,
  text: runText,
  words: runWords,
  replace,
};

async function capture(shell: Shell, script: Script): Promise<string> {
  const file = inputFile(script);
  if (file !== null) return trimmed(await readWhole(shell, file));
  const output = new Capture();
  shell.substitutionStatus = await runSubshell(shell, async (inner) => {
    inner.setFile(1, output.retain());
    inner.loopDepth = 0;
    if (!shell.options.inherit_errexit) inner.options.errexit = false;
    return runScript(inner, script);
  });
  await output.complete();
  if (output.overflowed) {
    throw new ExpansionError(`command substitution: more than ${MOST_CAPTURED >> 20} MB of output`);
  }
  shell.status = shell.substitutionStatus;
  return trimmed(output.bytes);
}

function trimmed(bytes: Uint8Array): string {
  return decodeBytes(bytes).replaceAll("\0", "").replace(/\n+$/, "");
}

/** `$(<file)` */
function inputFile(script: Script): Word | null {
  const item = script.items[0];
  const command = item?.first.commands[0];
  if (script.items.length !== 1 || item!.rest.length > 0 || item!.background || command?.kind !== "simple")
    return null;
  if (item!.first.commands.length !== 1 || command.words.length + command.assignments.length > 0) return null;
  const [redirect] = command.redirects;
  return command.redirects.length === 1 && redirect?.operator === "<" && redirect.fd === null
    ? redirect.target
    : null;
}

async function readWhole(shell: Shell, target: Word): Promise<Uint8Array> {
  const path = await expandTarget(shell, target);
  try {
    shell.substitutionStatus = 0;
    return shell.sys.readFile(shell.path(path));
  } catch (error) {
    await shell.complain(`${path}: ${errorText(error)}`);
    shell.substitutionStatus = 1;
    return new Uint8Array();
  }
}

let substitutions = 0;

/** The output goes through a file: commands of this process have no descriptors that another process could open. */
async function substituteProcess(shell: Shell, direction: "<" | ">", script: Script): Promise<string> {
  const path = `/tmp/.sh-${shell.sys.pid}-${++substitutions}`;
  shell.sys.close(shell.sys.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600));
  const remove = (): Promise<void> => {
    shell.sys.unlink(path);
    return Promise.resolve();
  };
  const run = async (fd: number, flags: number): Promise<void> => {
    await runSubshell(shell, (inner) => {
      inner.setFile(fd, new SystemFile(shell.sys, shell.process, shell.sys.open(path, flags, 0), "opened"));
      return runScript(inner, script);
    });
  };
  if (direction === "<") await run(1, O_WRONLY);
  else shell.afterCommand.push(() => run(0, O_RDONLY));
  shell.afterCommand.push(remove);
  return path;
}

async function runText(shell: Shell, text: string, options: TextOptions = {}): Promise<number> {
  const { firstLine = 1 } = options;
  const parser = scriptParser(text, {
    firstLine,
    // Asked for when a line is read, since a line before may have set it.
    aliases: { get: (name) => (shell.options.expand_aliases ? shell.aliases.get(name) : undefined) },
  });
  for (;;) {
    parser.tokens.source.extendedGlob = shell.options.extglob;
    let line: Script | null;
    try {
      line = parser.nextLine();
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      await reportSyntaxError(shell, text, error, options);
      shell.status = SYNTAX_STATUS;
      return SYNTAX_STATUS;
    }
    if (line === null) return shell.status;
    if (line.items.length === 0) continue;
    await runLine(shell, line, options);
  }
}

/** An expansion that fails takes the rest of its line with it. */
async function runLine(shell: Shell, line: Script, options: TextOptions): Promise<void> {
  try {
    await runScript(shell, line);
  } catch (error) {
    if (!(error instanceof ExpansionError) || options.inner === true) throw error;
    await shell.complain(error.message);
    shell.status = error.status;
    const ends = error.status === FATAL || error.message.endsWith(": unbound variable");
    if (shell.interactive) throw error.reported();
    if (ends || shell.options.errexit) throw new ExitControl(shell.isScriptText ? FATAL : 1);
  }
}

async function reportSyntaxError(
  shell: Shell,
  text: string,
  error: ShellSyntaxError,
  options: TextOptions,
): Promise<void> {
  const label = options.label === undefined ? "" : `${options.label}: `;
  const source = shell.frames.at(-1)?.source ?? shell.name;
  const place = shell.interactive
    ? `${source.slice(source.lastIndexOf("/") + 1)}: ${label}`
    : `${source}: ${label}line ${error.line}: `;
  await shell.write(2, `${place}${error.message}\n`);
  if (!error.showsLine) return;
  const shown = text.split("\n")[error.line - (options.firstLine ?? 1)] ?? "";
  await shell.write(2, `${place}\`${shown}'\n`);
}

async function runWords(
  shell: Shell,
  words: readonly string[],
  outside?: "builtins" | "programs",
): Promise<number> {
  const [name, ...args] = words;
  if (name === undefined) return 0;
  try {
    if (outside === undefined && shell.functions.has(name)) return await callFunction(shell, name, args);
    if (outside !== "programs") {
      const declaration = DECLARATIONS[name];
      if (declaration !== undefined) return await declaration(shell, name, args);
      const builtin = BUILTINS[name];
      if (builtin !== undefined) return await builtin(shell, args);
    }
    return await runProgram(shell, words, shell.variables.environment(), false);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await shell.complain(error.message);
    return error.status;
  }
}

/** Signals that are passed on to the program that took a shell's place. */
const PASSED = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2"] as const;

/**
 * `exec`. A worker cannot become another program, so that the shell stays behind it: it passes signals on, and ends as
 * the program did.
 */
async function replace(
  shell: Shell,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<never> {
  let program;
  try {
    program = findProgram(shell, words[0]!);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const message =
      error.status === FATAL && !words[0]!.includes("/") ? `${words[0]}: not found` : error.message;
    await shell.complain(`exec: ${message}`);
    throw new ExitControl(error.status);
  }
  if (program.own !== null || shell.subshellDepth > 0) {
    throw new ExitControl(await runProgram(shell, words, env, true));
  }
  const child = startFile(shell, program.path, words, env);
  shell.dispose();
  for (const name of PASSED)
    shell.sys.onSignal(SIGNALS[name]!, () => shell.sys.kill(child.pid, SIGNALS[name]!));
  const status = await child.exit;
  if (status.signal !== null) shell.sys.abort(signalNumber(status.signal) ?? 15);
  throw new ExitControl(statusOf(status));
}

export { endOfSubshell };
