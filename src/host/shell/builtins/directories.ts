import { SyscallError } from "../../machine/syscalls.ts";
import { CommandError } from "../run/control.ts";
import { errorText } from "../run/messages.ts";
import { normalize, type Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";

export const cdBuiltin: Builtin = async (shell, args) => {
  let physical = false;
  const words = [...args];
  while (words[0] !== undefined && /^-[LPe@]+$/.test(words[0])) physical = words.shift()!.includes("P");
  if (words[0] === "--") words.shift();
  if (words.length > 1) return complain(shell, "cd", "too many arguments");
  let target = words[0];
  let shows = false;
  if (target === undefined) {
    target = shell.variables.scalar("HOME");
    if (target === undefined) return complain(shell, "cd", "HOME not set");
  } else if (target === "-") {
    target = shell.variables.scalar("OLDPWD");
    if (target === undefined) return complain(shell, "cd", "OLDPWD not set");
    shows = true;
  } else {
    const searched = searchPath(shell, target);
    shows = searched !== null;
    target = searched ?? target;
  }
  try {
    changeDirectory(shell, target, physical);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return complain(shell, "cd", error.message);
  }
  if (shows) await shell.write(1, `${shell.cwd}\n`);
  return 0;
};

/** `CDPATH`; null when it does not lead anywhere else. */
function searchPath(shell: Shell, target: string): string | null {
  const search = shell.variables.scalar("CDPATH");
  if (search === undefined || search === "" || /^\.{0,2}\//.test(target) || target === "." || target === "..")
    return null;
  for (const folder of search.split(":")) {
    const candidate = `${folder === "" ? "." : folder}/${target}`;
    if (isDirectory(shell, candidate)) return folder === "" || folder === "." ? null : candidate;
  }
  return null;
}

function isDirectory(shell: Shell, path: string): boolean {
  try {
    return (shell.sys.stat(shell.path(path)).mode & 0o170000) === 0o040000;
  } catch (error) {
    errorText(error);
    return false;
  }
}

/** @throws {CommandError} */
function changeDirectory(shell: Shell, target: string, physical: boolean): void {
  let path = target === "" ? shell.cwd : shell.resolve(target);
  try {
    if (physical) path = shell.sys.realpath(shell.path(target));
    const stat = shell.sys.stat(path);
    if ((stat.mode & 0o170000) !== 0o040000) throw new CommandError(`${target}: Not a directory`);
    shell.sys.access(path, 1);
    // So that the machine shows it as this process's directory, and relative paths of the machine agree.
    if (shell.subshellDepth === 0) shell.sys.chdir(path);
  } catch (error) {
    if (error instanceof SyscallError) throw new CommandError(`${target}: ${errorText(error)}`);
    throw error;
  }
  const before = shell.cwd;
  shell.cwd = path;
  shell.variables.setScalar("OLDPWD", before);
  shell.variables.setScalar("PWD", path);
}

export const pwdBuiltin: Builtin = async (shell, args) => {
  const physical = args.some((arg) => arg === "-P");
  await shell.write(1, `${physical ? shell.sys.realpath(shell.cwd) : shell.cwd}\n`);
  return 0;
};

function shown(shell: Shell, path: string): string {
  const home = shell.variables.scalar("HOME");
  if (home === undefined || home === "/" || home === "") return path;
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export const dirsBuiltin: Builtin = async (shell, args) => {
  if (args.includes("-c")) {
    shell.directoryStack = [];
    return 0;
  }
  const stack = [shell.cwd, ...shell.directoryStack].map((path) =>
    args.includes("-l") ? path : shown(shell, path),
  );
  const text = args.includes("-v")
    ? stack.map((path, i) => `${String(i).padStart(2)}  ${path}`).join("\n")
    : stack.join(args.includes("-p") ? "\n" : " ");
  await shell.write(1, `${text}\n`);
  return 0;
};

export const pushdBuiltin: Builtin = async (shell, args) => {
  const target = args[0];
  const stack = [shell.cwd, ...shell.directoryStack];
  const rotation = target === undefined ? null : /^([+-])(\d+)$/.exec(target);
  if (target === undefined || rotation !== null) {
    if (stack.length < 2) return complain(shell, "pushd", "no other directory");
    const by =
      rotation === null
        ? 1
        : rotation[1] === "+"
          ? Number(rotation[2])
          : stack.length - 1 - Number(rotation[2]);
    if (by < 0 || by >= stack.length)
      return complain(shell, "pushd", `${target}: directory stack index out of range`);
    const turned =
      rotation === null
        ? [stack[1]!, stack[0]!, ...stack.slice(2)]
        : [...stack.slice(by), ...stack.slice(0, by)];
    return moveTo(shell, "pushd", turned);
  }
  return moveTo(shell, "pushd", [normalize(shell.path(target)), ...stack], target);
};

export const popdBuiltin: Builtin = async (shell, args) => {
  const stack = [shell.cwd, ...shell.directoryStack];
  if (stack.length < 2) return complain(shell, "popd", "directory stack empty");
  const which = args[0] === undefined ? null : /^([+-])(\d+)$/.exec(args[0]);
  const at = which === null ? 0 : which[1] === "+" ? Number(which[2]) : stack.length - 1 - Number(which[2]);
  stack.splice(at, 1);
  return moveTo(shell, "popd", stack);
};

async function moveTo(
  shell: Shell,
  name: string,
  stack: readonly string[],
  label = stack[0]!,
): Promise<number> {
  try {
    if (stack[0] !== shell.cwd) changeDirectory(shell, stack[0]!, false);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return complain(shell, name, error.message.replace(stack[0]!, label));
  }
  shell.directoryStack = stack.slice(1);
  return dirsBuiltin(shell, []);
}
