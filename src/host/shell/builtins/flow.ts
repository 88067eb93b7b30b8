import { decodeBytes } from "../bytes.ts";
import { ExitControl, LoopControl, ReturnControl } from "../run/control.ts";
import { errorText } from "../run/messages.ts";
import type { Shell } from "../run/shell.ts";
import { evaluateArithmetic } from "../expand/parameters.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";

/** Statuses are taken modulo 256. */
function statusArgument(shell: Shell, text: string | undefined): number | null {
  if (text === undefined) return shell.status;
  return /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) & 0xff : null;
}

export const exitBuiltin: Builtin = async (shell, args) => {
  const status = statusArgument(shell, args[0]);
  if (shell.interactive && shell.subshellDepth === 0) await shell.write(2, "exit\n");
  if (status === null) await complain(shell, "exit", `${args[0]}: numeric argument required`);
  throw new ExitControl(status ?? 2);
};

export const returnBuiltin: Builtin = async (shell, args) => {
  const status = statusArgument(shell, args[0]);
  if (shell.frames.length === 0 && shell.sourceDepth === 0) {
    return complain(shell, "return", "can only `return' from a function or sourced script", 2);
  }
  if (status === null) await complain(shell, "return", `${args[0]}: numeric argument required`);
  throw new ReturnControl(status ?? 2);
};

export function loopBuiltin(action: "break" | "continue"): Builtin {
  return async (shell, args) => {
    if (shell.loopDepth === 0) {
      await complain(shell, action, "only meaningful in a `for', `while', or `until' loop");
      return 0;
    }
    const levels = args[0] === undefined ? 1 : Number(args[0]);
    if (!Number.isInteger(levels)) {
      await complain(shell, action, `${args[0]}: numeric argument required`);
      throw new ExitControl(128);
    }
    if (levels < 1) {
      await complain(shell, action, `${args[0]}: loop count out of range`);
      throw new LoopControl("break", shell.loopDepth);
    }
    throw new LoopControl(action, levels);
  };
}

export const evalBuiltin: Builtin = async (shell, args) => {
  const words = args[0] === "--" ? args.slice(1) : args;
  shell.status = 0;
  return shell.runner.text(shell, words.join(" "), { firstLine: shell.line, label: "eval", inner: true });
};

export const sourceBuiltin: Builtin = async (shell, args) => {
  const [file, ...positional] = args[0] === "--" ? args.slice(1) : args;
  if (file === undefined) {
    await complain(shell, "source", "filename argument required");
    return 2;
  }
  let text: string;
  try {
    text = decodeBytes(shell.sys.readFile(locate(shell, file)));
  } catch (error) {
    await shell.complain(`${file}: ${errorText(error)}`);
    return 1;
  }
  const before = shell.positional;
  if (positional.length > 0) shell.positional = positional;
  shell.sourceDepth++;
  shell.frames.push({ name: "source", line: shell.line, source: file });
  const { line } = shell;
  try {
    shell.status = 0;
    return await shell.runner.text(shell, text, { inner: true });
  } catch (error) {
    if (error instanceof ReturnControl) return error.status;
    throw error;
  } finally {
    shell.frames.pop();
    shell.line = line;
    shell.sourceDepth--;
    if (positional.length > 0) shell.positional = before;
  }
};

/** A name without a slash is looked for in PATH, then here. */
function locate(shell: Shell, file: string): string {
  if (file.includes("/")) return shell.path(file);
  for (const folder of (shell.variables.scalar("PATH") ?? "").split(":")) {
    const candidate = shell.path(`${folder === "" ? "." : folder}/${file}`);
    if (isFile(shell, candidate)) return candidate;
  }
  return shell.path(file);
}

function isFile(shell: Shell, path: string): boolean {
  try {
    return (shell.sys.stat(path).mode & 0o170000) === 0o100000;
  } catch (error) {
    errorText(error);
    return false;
  }
}

export const shiftBuiltin: Builtin = async (shell, args) => {
  const count = args[0] === undefined ? 1 : Number(args[0]);
  if (!Number.isInteger(count) || count < 0) {
    return complain(
      shell,
      "shift",
      Number.isInteger(count)
        ? `${args[0]}: shift count out of range`
        : `${args[0]}: numeric argument required`,
    );
  }
  if (count > shell.positional.length) return 1;
  shell.positional = shell.positional.slice(count);
  return 0;
};

export const letBuiltin: Builtin = async (shell, args) => {
  if (args.length === 0) return complain(shell, "let", "expression expected");
  let value = 0n;
  for (const arg of args) value = evaluateArithmetic(shell, arg);
  return value === 0n ? 1 : 0;
};
