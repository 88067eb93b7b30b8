import type { Argument, AssignmentArgument } from "../builtins/builtin.ts";
import { BUILTINS, DECLARATIONS } from "../builtins/index.ts";
import { carryOut, expandAssignment } from "../expand/assignments.ts";
import { expandWords } from "../expand/words.ts";
import { ProgramExit } from "../programs/program.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import type { CommandWord, SimpleCommand } from "../syntax/ast.ts";
import { CommandError, ExpansionError, ReturnControl } from "./control.ts";
import { errorText } from "./messages.ts";
import { runProgram } from "./programs.ts";
import { redirect, redirectForGood } from "./redirects.ts";
import type { Shell } from "./shell.ts";
import { trace } from "./trace.ts";
import { ReadonlyVariable } from "./variables.ts";

const MAX_DEPTH = 1000;

/** Runs a simple command. `last`: the shell is done after it. */
export async function runSimple(shell: Shell, command: SimpleCommand, last: boolean): Promise<number> {
  shell.substitutionStatus = null;
  const afterBefore = shell.afterCommand;
  shell.afterCommand = [];
  try {
    const args = await expandCommandWords(shell, command.words);
    const name = args[0];
    if (typeof name === "string") return await runNamed(shell, command, name, args.slice(1), last);
    return await runAssignments(shell, command);
  } catch (error) {
    return await commandFailed(shell, error);
  } finally {
    for (const step of shell.afterCommand) await step();
    shell.afterCommand = afterBefore;
  }
}

/** A failure that only costs this command: its message and its status. */
async function commandFailed(shell: Shell, error: unknown): Promise<number> {
  if (error instanceof CommandError) {
    await shell.complain(error.message);
    return error.status;
  }
  // Of an assignment without a command, it takes the rest of the line with it.
  if (error instanceof ReadonlyVariable) throw new ExpansionError(error.message);
  throw error;
}

async function expandCommandWords(shell: Shell, words: readonly CommandWord[]): Promise<Argument[]> {
  const args: Argument[] = [];
  for (const word of words) {
    if ("parts" in word) args.push(...(await expandWords(shell, [word])));
    else args.push(await expandAssignment(shell, word.assignment));
  }
  return args;
}

/** Without a command: the assignments stay, and the redirections open and close their files. */
async function runAssignments(shell: Shell, command: SimpleCommand): Promise<number> {
  const restore = await redirect(shell, command.redirects);
  restore();
  for (const assignment of command.assignments) {
    const expanded = await expandAssignment(shell, assignment);
    await trace(shell, [assignmentText(expanded)]);
    carryOut(shell, expanded);
  }
  return shell.substitutionStatus ?? 0;
}

function assignmentText(assignment: AssignmentArgument): string {
  const { name, index, append, value } = assignment;
  const text = typeof value === "string" ? value : `(${value.map((item) => item.text).join(" ")})`;
  return `${name}${index === null ? "" : `[${index}]`}${append ? "+" : ""}=${text}`;
}

async function runNamed(
  shell: Shell,
  command: SimpleCommand,
  name: string,
  args: readonly Argument[],
  last: boolean,
): Promise<number> {
  const prefix: AssignmentArgument[] = [];
  for (const assignment of command.assignments) prefix.push(await expandAssignment(shell, assignment));
  for (const assignment of prefix) await trace(shell, [assignmentText(assignment)]);
  await trace(shell, [name, ...args.map((arg) => (typeof arg === "string" ? arg : assignmentText(arg)))]);
  if (name === "exec") return runExec(shell, command, args.map(plain), prefix);
  if (last) {
    // What the redirections replace is let go at once, for whoever waits at the other end of a pipe.
    await redirectForGood(shell, command.redirects);
    return dispatch(shell, name, args, prefix, last);
  }
  const restore = await redirect(shell, command.redirects);
  try {
    return await dispatch(shell, name, args, prefix, last);
  } finally {
    restore();
  }
}

function plain(arg: Argument): string {
  return typeof arg === "string" ? arg : assignmentText(arg);
}

async function dispatch(
  shell: Shell,
  name: string,
  args: readonly Argument[],
  prefix: readonly AssignmentArgument[],
  last: boolean,
): Promise<number> {
  const declaration = DECLARATIONS[name];
  const builtin = BUILTINS[name];
  const isFunction = shell.functions.has(name);
  if (!isFunction && declaration === undefined && builtin === undefined) {
    const env = { ...shell.variables.environment(), ...prefixEnvironment(shell, prefix) };
    return runProgram(shell, [name, ...args.map(plain)], env, last);
  }
  if (prefix.length > 0) {
    shell.variables.pushScope();
    for (const assignment of prefix) {
      shell.variables.makeLocal(assignment.name).exported = true;
      carryOut(shell, assignment);
    }
  }
  try {
    if (isFunction) return await callFunction(shell, name, args.map(plain));
    if (declaration !== undefined) return await declaration(shell, name, args);
    return await builtin!(shell, args.map(plain));
  } catch (error) {
    if (error instanceof ProgramExit) return error.status;
    if (error instanceof ReadonlyVariable) {
      await shell.complain(`${declaration === undefined ? "" : `${name}: `}${error.message}`);
      return 1;
    }
    if (error instanceof SyscallError && error.code !== "EPIPE") {
      await shell.complain(`${name}: ${errorText(error)}`);
      return 1;
    }
    throw error;
  } finally {
    if (prefix.length > 0) shell.variables.popScope();
  }
}

function prefixEnvironment(shell: Shell, prefix: readonly AssignmentArgument[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, append, value } of prefix) {
    if (typeof value !== "string") continue;
    env[name] = append ? (shell.variables.scalar(name) ?? "") + value : value;
  }
  return env;
}

export async function callFunction(shell: Shell, name: string, args: readonly string[]): Promise<number> {
  const definition = shell.functions.get(name)!;
  if (shell.frames.length >= MAX_DEPTH) {
    throw new CommandError(`${name}: maximum function nesting level exceeded (${MAX_DEPTH})`);
  }
  const { positional, loopDepth } = shell;
  shell.positional = [...args];
  shell.loopDepth = 0;
  shell.frames.push({ name, line: shell.line, source: shell.frames.at(-1)?.source ?? shell.name });
  shell.variables.pushScope();
  try {
    return await shell.runner.command(shell, definition.body);
  } catch (error) {
    if (error instanceof ReturnControl) return error.status;
    throw error;
  } finally {
    shell.variables.popScope();
    shell.frames.pop();
    shell.positional = positional;
    shell.loopDepth = loopDepth;
  }
}

/** `exec`: with a command, it takes the shell's place; without, redirections stay. */
async function runExec(
  shell: Shell,
  command: SimpleCommand,
  args: readonly string[],
  prefix: readonly AssignmentArgument[],
): Promise<number> {
  await redirectForGood(shell, command.redirects);
  const words = [...args];
  while (words[0] === "-c" || words[0] === "-l" || words[0] === "--") words.shift();
  if (words[0] === "-a") words.splice(0, 2);
  if (words.length === 0) {
    for (const assignment of prefix) carryOut(shell, assignment);
    return 0;
  }
  const env = { ...shell.variables.environment(), ...prefixEnvironment(shell, prefix) };
  return shell.runner.replace(shell, words, env);
}
