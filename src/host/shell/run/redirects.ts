import {
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  S_IFMT,
  S_IFREG,
} from "../../machine/flags.ts";
import { encodeText } from "../bytes.ts";
import { expandTarget, expandText } from "../expand/words.ts";
import { assign } from "../expand/parameters.ts";
import { FixedInput, type OpenFile } from "../io/open-file.ts";
import { SystemFile } from "../io/system-file.ts";
import type { Redirect } from "../syntax/ast.ts";
import { CommandError, ExpansionError } from "./control.ts";
import { errorCode, errorText } from "./messages.ts";
import type { Shell } from "./shell.ts";

const FLAGS: Readonly<Record<string, number>> = {
  "<": O_RDONLY,
  ">": O_WRONLY | O_CREAT | O_TRUNC,
  ">|": O_WRONLY | O_CREAT | O_TRUNC,
  ">>": O_WRONLY | O_CREAT | O_APPEND,
  "<>": O_RDWR | O_CREAT,
  "&>": O_WRONLY | O_CREAT | O_TRUNC,
  "&>>": O_WRONLY | O_CREAT | O_APPEND,
};

/** Lowest descriptor that `{name}>file` takes. */
const FIRST_NAMED = 10;

/** Puts back the files that a command's redirections replaced. */
export type Restore = () => void;

/** Carries out redirections, from left to right. @throws {CommandError} with what was done before undone. */
export async function redirect(shell: Shell, redirects: readonly Redirect[]): Promise<Restore> {
  const before = new Map<number, OpenFile | null>();
  const restore = (): void => {
    for (const [fd, file] of before) shell.setFile(fd, file);
    before.clear();
  };
  const put = (fd: number, file: OpenFile | null): void => {
    const old = shell.files.get(fd) ?? null;
    if (before.has(fd)) shell.setFile(fd, file);
    else {
      before.set(fd, old);
      if (file === null) shell.files.delete(fd);
      else shell.files.set(fd, file);
    }
  };
  try {
    for (const one of redirects) await redirectOne(shell, one, put);
  } catch (error) {
    restore();
    throw error;
  }
  return restore;
}

/** Redirections that stay, as `exec > file` makes them. */
export async function redirectForGood(shell: Shell, redirects: readonly Redirect[]): Promise<void> {
  for (const one of redirects) await redirectOne(shell, one, (fd, file) => shell.setFile(fd, file));
}

type Put = (fd: number, file: OpenFile | null) => void;

async function redirectOne(shell: Shell, one: Redirect, put: Put): Promise<void> {
  const input = one.operator.startsWith("<");
  let fd = typeof one.fd === "number" ? one.fd : input ? 0 : 1;
  if (typeof one.fd === "string") {
    fd = FIRST_NAMED;
    while (shell.files.has(fd)) fd++;
    if (await closesNamed(shell, one, put)) return;
    assign(shell, one.fd, null, String(fd));
  }
  if (one.operator === "<<" || one.operator === "<<<") {
    const text = await expandText(shell, one.target);
    put(fd, new FixedInput(encodeText(one.operator === "<<<" ? `${text}\n` : text)));
    return;
  }
  const target = await expandRedirectTarget(shell, one);
  if (one.operator === ">&" || one.operator === "<&") {
    const number = /^([0-9]+)(-?)$/.exec(target);
    if (target === "-") put(fd, null);
    else if (number !== null) {
      put(fd, duplicate(shell, Number(number[1]), target));
      if (number[2] === "-") put(Number(number[1]), null);
    } else if (one.operator === ">&" && one.fd === null) both(shell, target, "&>", put);
    else throw new CommandError(`${target}: ambiguous redirect`);
    return;
  }
  if (one.operator === "&>" || one.operator === "&>>") both(shell, target, one.operator, put);
  else put(fd, openTarget(shell, target, one.operator));
}

async function expandRedirectTarget(shell: Shell, one: Redirect): Promise<string> {
  try {
    return await expandTarget(shell, one.target);
  } catch (error) {
    if (error instanceof ExpansionError && error.message.endsWith("ambiguous redirect")) {
      throw new CommandError(error.message);
    }
    throw error;
  }
}

/** `{name}>&-` closes the descriptor that the variable holds. */
async function closesNamed(shell: Shell, one: Redirect, put: Put): Promise<boolean> {
  if (one.operator !== ">&" && one.operator !== "<&") return false;
  if ((await expandText(shell, one.target)) !== "-") return false;
  put(Number(shell.variables.scalar(one.fd as string) ?? "-1"), null);
  return true;
}

function both(shell: Shell, target: string, operator: string, put: Put): void {
  const file = openTarget(shell, target, operator);
  put(1, file);
  put(2, file.retain());
}

function duplicate(shell: Shell, fd: number, target: string): OpenFile {
  const file = shell.files.get(fd);
  if (file === undefined) throw new CommandError(`${target.replace(/-$/, "")}: Bad file descriptor`);
  return file.retain();
}

function openTarget(shell: Shell, target: string, operator: string): OpenFile {
  // These name what the shell has at a descriptor, which may be a pipe inside of this process.
  const named = /^\/dev\/(?:fd\/([0-9]+)|(stdin)|(stdout)|(stderr))$/.exec(target);
  if (named !== null) {
    const fd =
      named[1] === undefined ? [2, 3, 4].findIndex((group) => named[group] !== undefined) : Number(named[1]);
    return duplicate(shell, fd, target);
  }
  let flags = FLAGS[operator]!;
  try {
    const path = shell.path(target);
    if (target === "") throw new CommandError(": No such file or directory");
    if (shell.options.noclobber && (operator === ">" || operator === "&>")) {
      if (isRegular(shell, path)) throw new CommandError(`${target}: cannot overwrite existing file`);
      flags |= flags & O_TRUNC ? 0 : O_EXCL;
    }
    return new SystemFile(shell.sys, shell.process, shell.sys.open(path, flags, 0o666), "opened");
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (!shell.isSh) throw new CommandError(`${target}: ${errorText(error)}`);
    throw new CommandError(dashText(target, operator, error), 2);
  }
}

/** How Debian's `sh` says it. */
function dashText(target: string, operator: string, error: unknown): string {
  const opens = operator === "<";
  const missing = errorCode(error) === "ENOENT";
  const reason = missing ? (opens ? "No such file" : "Directory nonexistent") : errorText(error);
  return `cannot ${opens ? "open" : "create"} ${target}: ${reason}`;
}

function isRegular(shell: Shell, path: string): boolean {
  try {
    return (shell.sys.stat(path).mode & S_IFMT) === S_IFREG;
  } catch (error) {
    errorCode(error);
    return false;
  }
}
