import { BrokenPipe } from "../io/open-file.ts";
import { ExitControl, ExpansionError, ReturnControl } from "./control.ts";
import type { Shell } from "./shell.ts";

const SIGPIPE_STATUS = 141;

/** Runs `body` in a subshell of this process. Only an `exit` ends it early; its status is what it ended with. */
export async function runSubshell(shell: Shell, body: (inner: Shell) => Promise<number>): Promise<number> {
  const inner = shell.subshell();
  try {
    return await endOfSubshell(inner, body);
  } finally {
    inner.dispose();
  }
}

export async function endOfSubshell(inner: Shell, body: (inner: Shell) => Promise<number>): Promise<number> {
  try {
    inner.status = await body(inner);
  } catch (error) {
    if (error instanceof ExitControl || error instanceof ReturnControl) inner.status = error.status;
    else if (error instanceof BrokenPipe) return SIGPIPE_STATUS;
    else if (error instanceof ExpansionError) {
      await inner.complain(error.message);
      inner.status = 1;
    } else throw error;
  }
  return runExitTrap(inner);
}

/** `trap … EXIT`, at the end of a shell or subshell. @returns the shell's status after it. */
export async function runExitTrap(shell: Shell): Promise<number> {
  const trap = shell.traps.get("EXIT");
  if (trap === undefined || trap === "") return shell.status;
  shell.traps.delete("EXIT");
  const { status } = shell;
  try {
    await shell.runner.text(shell, trap);
  } catch (error) {
    if (error instanceof ExitControl) return error.status;
    throw error;
  }
  return status;
}
