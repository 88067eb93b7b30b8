import { BUILTIN_NAMES } from "../builtins/names.ts";
import type { Command, SimpleCommand } from "../syntax/ast.ts";
import { CommandError } from "./control.ts";
import { findProgram } from "./command-lookup.ts";
import type { Shell } from "./shell.ts";

/** The command's name if it stands there in plain letters. */
export function plainName(command: SimpleCommand): string | null {
  const first = command.words[0];
  if (first === undefined || !("parts" in first) || first.parts.length !== 1) return null;
  const part = first.parts[0]!;
  return part.kind === "text" || part.kind === "quoted" ? part.text : null;
}

/** Whether a command will be a process of its own, as far as can be told before its words are expanded. */
export function isRealProgram(shell: Shell, command: Command): boolean {
  if (command.kind !== "simple") return false;
  const name = plainName(command);
  if (name === null || shell.functions.has(name) || BUILTIN_NAMES.has(name)) return false;
  try {
    return !runsInside(shell, findProgram(shell, name).own);
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** A program of the shell's own runs in this process, except where it could not be stopped. */
export function runsInside(shell: Shell, own: string | null): boolean {
  return own !== null && !shell.apart && !(shell.interactive && LONG_RUNNING.has(own));
}

/** These compute without a pause, so that at a terminal they get a process that Ctrl-C can end. */
const LONG_RUNNING = new Set(["awk", "sed", "diff", "factor"]);
