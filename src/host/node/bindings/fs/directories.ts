import type { BindingContext } from "../../binding.ts";
import { SyscallError, type Syscalls } from "../../../machine/syscalls.ts";
import { randomBytes } from "../random.ts";
import { FileFailure } from "./operation.ts";

/** Whether `error` is the kernel's error of this name. */
export function failedWith(error: unknown, code: string): boolean {
  return error instanceof SyscallError && error.code === code;
}

const directoryBits = 0o040000;
const typeBits = 0o170000;

/** Whether a mode is a directory's. */
export function isDirectory(mode: number): boolean {
  return (mode & typeBits) === directoryBits;
}

/**
 * `mkdir -p`, as Node's MKDirp: makes what is missing from the outermost on.
 *
 * @returns the first directory that was made, written as in `path`; undefined when all were there
 */
export function makeDirectories(sys: Syscalls, path: string, mode: number): string | undefined {
  const pending = [path];
  let first: string | undefined;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    try {
      sys.mkdir(next, mode);
      first ??= next;
    } catch (error) {
      const parent = next.slice(0, next.lastIndexOf("/"));
      if (failedWith(error, "ENOENT") && parent !== "" && next.includes("/")) {
        pending.push(next, parent);
        continue;
      }
      if (!failedWith(error, "EEXIST") && !failedWith(error, "EISDIR")) throw error;
      if (isDirectory(sys.stat(next).mode)) continue;
      // A file in the way: of the directory itself, or of one further in.
      throw pending.length > 0 ? new FileFailure("ENOTDIR", "mkdir", path) : error;
    }
  }
  return first;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Makes a directory named `prefix` and six random characters, and returns its path. */
export function temporaryDirectory(context: BindingContext, prefix: string): string {
  for (;;) {
    const suffix = Array.from(randomBytes(context, 6), (byte) => letters[byte % letters.length]).join("");
    try {
      context.sys.mkdir(prefix + suffix, 0o700);
      return prefix + suffix;
    } catch (error) {
      if (failedWith(error, "EEXIST")) continue;
      if (error instanceof SyscallError) throw new FileFailure(error.code, "mkdtemp", `${prefix}XXXXXX`);
      throw error;
    }
  }
}

/** Removes a file, or a directory and all in it. What vanishes meanwhile is no error. */
export function removeTree(sys: Syscalls, path: string): void {
  let directory: boolean;
  try {
    directory = isDirectory(sys.lstat(path).mode);
    if (!directory) sys.unlink(path);
  } catch (error) {
    if (failedWith(error, "ENOENT")) return;
    throw error;
  }
  if (!directory) return;
  for (const entry of sys.readdir(path)) removeTree(sys, `${path}/${entry.name}`);
  sys.rmdir(path);
}
