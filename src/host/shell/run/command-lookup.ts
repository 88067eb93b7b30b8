import { S_IFDIR, S_IFMT, X_OK } from "../../machine/flags.ts";
import { IN_SHELL } from "../commands.ts";
import { CommandError } from "./control.ts";
import { errorCode, errorText } from "./messages.ts";
import type { Shell } from "./shell.ts";

/** A program: one of the shell's own, which can run in this process, or a file that the machine executes. */
export interface FoundProgram {
  readonly path: string;
  /** Its name among the shell's own programs. */
  readonly own: string | null;
}

const OWN_FOLDERS = new Set(["/usr/bin", "/bin"]);

/** Looks a command up as execvp(3) does. @throws {CommandError} with bash's text and status 126 or 127. */
export function findProgram(
  shell: Shell,
  name: string,
  path = shell.variables.scalar("PATH") ?? "",
): FoundProgram {
  if (name.includes("/")) return checkProgram(shell, name);
  let denied: string | null = null;
  for (const folder of path.split(":")) {
    const candidate = `${folder === "" ? "." : folder}/${name}`;
    const state = executable(shell, candidate);
    if (state === "yes") return found(candidate, name);
    if (state === "denied") denied ??= candidate;
  }
  if (denied !== null) throw new CommandError(`${denied}: Permission denied`, 126);
  throw new CommandError(shell.isSh ? `${name}: not found` : `${name}: command not found`, 127);
}

/** Every place where PATH has the name. */
export function findAll(shell: Shell, name: string): string[] {
  if (name.includes("/")) return executable(shell, name) === "yes" ? [name] : [];
  return (shell.variables.scalar("PATH") ?? "")
    .split(":")
    .map((folder) => `${folder === "" ? "." : folder}/${name}`)
    .filter((candidate) => executable(shell, candidate) === "yes");
}

function found(path: string, name: string): FoundProgram {
  const own = OWN_FOLDERS.has(path.slice(0, path.lastIndexOf("/"))) && IN_SHELL.has(name) ? name : null;
  return { path, own };
}

function checkProgram(shell: Shell, name: string): FoundProgram {
  try {
    const stat = shell.sys.stat(shell.path(name));
    if ((stat.mode & S_IFMT) === S_IFDIR) {
      throw new CommandError(`${name}: ${shell.isSh ? "Permission denied" : "Is a directory"}`, 126);
    }
    shell.sys.access(shell.path(name), X_OK);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const missing = errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR";
    if (missing && shell.isSh) throw new CommandError(`${name}: not found`, 127);
    throw new CommandError(`${name}: ${errorText(error)}`, missing ? 127 : 126);
  }
  return found(name, name.slice(name.lastIndexOf("/") + 1));
}

function executable(shell: Shell, candidate: string): "yes" | "denied" | "no" {
  try {
    const stat = shell.sys.stat(shell.path(candidate));
    if ((stat.mode & S_IFMT) === S_IFDIR) return "no";
    shell.sys.access(shell.path(candidate), X_OK);
    return "yes";
  } catch (error) {
    return errorCode(error) === "EACCES" ? "denied" : "no";
  }
}
