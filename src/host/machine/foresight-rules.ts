import type { CallName, Value } from "./wire.ts";

/**
 * What a call does to answers that are known ahead: `pure` ones can be among them; after `none` all others still hold;
 * after `files` only those about descriptors; after `all` none of them.
 */
export type Effect = "pure" | "none" | "files" | "all";

const O_ACCMODE = 3;
const O_CREAT = 0o100;
const O_TRUNC = 0o1000;

/**
 * Whether a call changes files and gives nothing back: when it is sure to work, nobody need wait for it. Its paths are
 * plain, so that what it leads to is known.
 */
export function isChange(name: CallName, args: readonly Value[]): boolean {
  switch (name) {
    case "mkdir":
    case "rmdir":
    case "unlink":
    case "writeFile":
      return isPlainPath(args[0]);
    case "rename":
      return isPlainPath(args[0]) && isPlainPath(args[1]);
    default:
      return false;
  }
}

/** Whether two calls of one name do the same to the tree: all but the bytes that they write is equal. */
export function areAlike(some: readonly Value[], others: readonly Value[]): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++)
    if (some[i] !== others[i] && typeof some[i] !== "object") return false;
  return true;
}

/**
 * A call's effect. Both sides of the wire use it, the program's side after a program began: nothing here calls a method
 * that a program could have replaced.
 */
export function effectOf(name: CallName, args: readonly Value[]): Effect {
  const first = args[0];
  switch (name) {
    case "stat":
    case "lstat":
    case "access":
    case "readlink":
    case "realpath":
    case "readFile":
    case "readdir":
      return isPlainPath(first) ? "pure" : "none";
    case "kind":
      return isStandard(first) ? "pure" : "none";
    case "fstat":
    case "ttySize":
    case "cwd":
    case "cancel":
    case "listenSignal":
    case "exit":
      return "none";
    case "readAsync":
    case "write":
    case "writeAsync":
      return isStandard(first) ? "none" : "files";
    case "close":
      return isStandard(first) ? "all" : "none";
    case "open":
      return typeof args[1] === "number" && (args[1] & (O_ACCMODE | O_CREAT | O_TRUNC)) === 0
        ? "none"
        : "files";
    case "read":
    case "mkdir":
    case "rmdir":
    case "unlink":
    case "rename":
    case "link":
    case "symlink":
    case "chmod":
    case "chown":
    case "utimes":
    case "truncate":
    case "writeFile":
    case "ftruncate":
    case "fchmod":
    case "fchown":
    case "futimes":
      return "files";
    default:
      return "all";
  }
}

function isStandard(fd: Value): boolean {
  return fd === 0 || fd === 1 || fd === 2;
}

/**
 * A path without detours that does not lead to /proc or /dev, where answers change by themselves. From where a relative one
 * starts is known, too: who goes elsewhere makes all doubtful.
 */
function isPlainPath(path: Value): boolean {
  if (typeof path !== "string" || path === "") return false;
  const first = path[0] === "/" ? 1 : path[0] === "." && path[1] === "/" ? 2 : 0;
  for (let i = first; i < path.length; i++) {
    if (i > first && path[i - 1] !== "/") continue;
    const next = path[i];
    const after = path[i + 1];
    if (next === "/" || (next === "." && (after === "." || after === "/" || after === undefined)))
      return false;
  }
  return !begins(path, "/proc") && !begins(path, "/dev");
}

/** By index, since `startsWith` may be the program's. */
function begins(path: string, start: string): boolean {
  for (let i = 0; i < start.length; i++) if (path[i] !== start[i]) return false;
  return true;
}
