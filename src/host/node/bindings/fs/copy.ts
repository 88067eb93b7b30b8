import type { BindingContext } from "../../binding.ts";
import { SyscallError, type Stat } from "../../../machine/syscalls.ts";
import { values, type Path } from "../values.ts";
import { checkMode } from "./checks.ts";
import { failedWith, isDirectory, makeDirectories, removeTree } from "./directories.ts";
import { COPIES, operations } from "./operation.ts";

/** Bits of `fs.constants.COPYFILE_*`. */
const exclusive = 1;
const forceClone = 4;

const typeBits = 0o170000;
const linkBits = 0o120000;
const socketBits = 0o140000;
const fifoBits = 0o010000;

const isLink = (stat: Stat) => (stat.mode & typeBits) === linkBits;

function parentOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at > 0 ? path.slice(0, at) : at === 0 ? "/" : "";
}

/** Whether `path`, as it is written, lies in `directory`. */
function isInside(path: string, directory: string): boolean {
  return `${path}/`.startsWith(`${directory}/`);
}

/** The last byte sequences of text that `strerror` gives for what can go wrong in a copy. */
const standardMessages: Readonly<Record<string, string>> = {
  EEXIST: "File exists",
  ENOENT: "No such file or directory",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  EINVAL: "Invalid argument",
};

/** `copyFile`, `rmSync` and the native part of `cpSync`. */
export function copyOperations(context: BindingContext) {
  const { define, demand, plain } = operations(context);
  const { path: text } = values(context);

  function coded(code: string, message: string): Error {
    return Object.assign(new Error(message), { code });
  }

  function existing(path: string, followLinks: boolean): Stat | undefined {
    try {
      return followLinks ? context.sys.stat(path) : context.sys.lstat(path);
    } catch (error) {
      if (failedWith(error, "ENOENT") || failedWith(error, "ENOTDIR")) return undefined;
      throw error;
    }
  }

  function copyFile(from: string, to: string, mode: number): void {
    const source = context.sys.stat(from);
    if (isDirectory(source.mode)) throw new SyscallError("EISDIR", -21);
    const target = existing(to, true);
    if (target && mode & exclusive) throw new SyscallError("EEXIST", -17);
    if (target && target.ino === source.ino && target.dev === source.dev) return;
    if (mode & forceClone) throw new SyscallError("ENOTSUP", -95);
    const write = 0o1 | 0o100 | 0o1000; // O_WRONLY | O_CREAT | O_TRUNC
    context.sys.writeFile(to, context.sys.readFile(from), write, source.mode & 0o777);
    context.sys.chmod(to, source.mode & 0o777);
  }

  /** Runs a step of a copy; failures read as those of C++'s file system library, on which Node's copy is built. */
  function standard<R>(path: string, run: () => R): R {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      const message = standardMessages[error.code] ?? error.code;
      throw Object.assign(new Error(`${error.code}, ${message} '${path}'`), {
        errno: -error.errno,
        code: error.code,
        path,
        syscall: "cp",
      });
    }
  }

  function keepTimes(from: string, to: string): void {
    const stat = context.sys.stat(from);
    context.sys.utimes(to, stat.atimeMs, stat.mtimeMs, true);
  }

  /** Copies what is in one directory into another, making that if need be. */
  function copyTree(from: string, to: string, options: CopyOptions): void {
    if (!existing(to, true))
      standard(to, () => makeDirectories(context.sys, to, context.sys.stat(from).mode & 0o777));
    for (const { name } of context.sys.readdir(from)) {
      const source = `${from.replace(/\/$/, "")}/${name}`;
      const target = `${to.replace(/\/$/, "")}/${name}`;
      const stat = context.sys.lstat(source);
      if (isDirectory(stat.mode)) copyTree(source, target, options);
      else if (isLink(stat)) copyLink(source, target, options);
      else copyInto(source, target, options);
    }
  }

  /** Links in a copied directory stay links, also when `dereference` is asked for; theirs is another path, though. */
  function copyLink(source: string, target: string, options: CopyOptions): void {
    const pointsTo = context.sys.readlink(source);
    if (options.verbatim) return standard(options.root, () => context.sys.symlink(pointsTo, target));
    const there = existing(target, true);
    const link = there && existing(target, false);
    if (there && link && isLink(link)) {
      const current = context.sys.readlink(target);
      const end = existing(pointsTo, true);
      if (!options.dereference && end && isDirectory(end.mode) && isInside(current, pointsTo))
        throw coded("ERR_FS_CP_EINVAL", `Cannot copy ${pointsTo} to a subdirectory of self ${current}`);
      if (isDirectory(there.mode) && isInside(pointsTo, current))
        throw coded("ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY", `cannot overwrite ${current} with ${pointsTo}`);
      context.sys.unlink(target);
    } else if (there && (!options.dereference || (!options.force && options.errorOnExist)))
      standard(target, () => {
        throw new SyscallError("EEXIST", -17);
      });
    const written = pointsTo.startsWith("/") ? pointsTo : `${parentOf(source)}/${pointsTo}`;
    standard(options.root, () => context.sys.symlink(canonical(absolute(written)), target));
  }

  /** The path without links, as far as it exists. */
  function canonical(path: string): string {
    if (existing(path, true)) return context.sys.realpath(path);
    const parent = canonical(parentOf(path));
    return `${parent === "/" ? "" : parent}/${path.slice(path.lastIndexOf("/") + 1)}`;
  }

  function copyInto(source: string, target: string, options: CopyOptions): void {
    if (existing(target, false)) {
      if (!options.force) {
        if (options.errorOnExist)
          throw coded(
            "ERR_FS_CP_EEXIST",
            `[ERR_FS_CP_EEXIST]: Target already exists: cp returned EEXIST (${target} already exists)`,
          );
        return;
      }
      context.sys.unlink(target);
    }
    standard(options.root, () => copyFile(source, target, 0));
    if (options.preserveTimestamps) keepTimes(source, target);
  }

  function absolute(path: string): string {
    const parts: string[] = [];
    const whole = path.startsWith("/") ? path : `${context.sys.cwd()}/${path}`;
    for (const part of whole.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    }
    return `/${parts.join("/")}`;
  }

  /** Whether links make the directory of a target the source itself. */
  function leadsInto(from: string, to: string): boolean {
    const source = existing(from, true);
    const folder = existing(parentOf(to) || ".", true);
    return (
      !!source &&
      !!folder &&
      parentOf(from) !== parentOf(to) &&
      source.ino === folder.ino &&
      source.dev === folder.dev
    );
  }

  /** Checks of `cpSync` before anything is copied, in the order and with the texts of Node's `CpSyncCheckPaths`. */
  function checkPaths(from: string, to: string, dereference: boolean, recursive: boolean): void {
    let source: Stat;
    try {
      source = dereference ? context.sys.stat(from) : context.sys.lstat(from);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      throw context.uvException(error.code, dereference ? "stat" : "lstat", from);
    }
    const target = existing(to, dereference);
    const fromDirectory = isDirectory(source.mode);
    if (target) {
      if (target.ino === source.ino && target.dev === source.dev)
        throw coded("ERR_FS_CP_EINVAL", `src and dest cannot be the same ${to}`);
      const toDirectory = isDirectory(target.mode);
      if (fromDirectory && !toDirectory)
        throw coded(
          "ERR_FS_CP_DIR_TO_NON_DIR",
          `Cannot overwrite non-directory ${to} with directory ${from}`,
        );
      if (!fromDirectory && toDirectory)
        throw coded(
          "ERR_FS_CP_NON_DIR_TO_DIR",
          `Cannot overwrite directory ${to} with non-directory ${from}`,
        );
    }
    const fromSlash = from.endsWith("/") ? from : `${from}/`;
    if (fromDirectory && `${absolute(to)}/`.startsWith(`${absolute(from)}/`))
      throw coded("ERR_FS_CP_EINVAL", `Cannot copy ${fromSlash} to a subdirectory of self ${to}`);
    if (leadsInto(from, to))
      throw coded("ERR_FS_CP_EINVAL", `Cannot copy ${fromSlash} to a subdirectory of self ${to}`);
    if (fromDirectory && !recursive)
      throw coded("ERR_FS_EISDIR", `Recursive option not enabled, cannot copy a directory: ${fromSlash}`);
    const type = source.mode & typeBits;
    if (type === socketBits) throw coded("ERR_FS_CP_SOCKET", `Cannot copy a socket file: ${to}`);
    if (type === fifoBits) throw coded("ERR_FS_CP_FIFO_PIPE", `Cannot copy a FIFO pipe: ${to}`);
    const parent = parentOf(to);
    if (!target && parent !== "") makeDirectories(context.sys, parent, 0o777);
  }

  return {
    copyFile: define({
      syscall: "copyfile",
      needs: COPIES,
      request: 3,
      check: (_from: unknown, _to: unknown, mode: unknown) => checkMode(mode),
      path: 0,
      dest: 1,
      run: (from: Path, to: Path, mode?: number) => copyFile(text(from), text(to), Math.trunc(mode ?? 0)),
    }),
    rmSync: plain((path: Path, _maxRetries: number, recursive: boolean) => {
      const target = text(path);
      demand("fs.write", target);
      const stat = existing(target, false);
      if (!stat) return;
      if (isDirectory(stat.mode) && !recursive)
        throw coded("ERR_FS_EISDIR", `Path is a directory: ${target}`);
      try {
        removeTree(context.sys, target);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        throw context.uvException(error.code, "rm", target);
      }
    }),
    cpSyncCheckPaths: plain((from: Path, to: Path, dereference: boolean, recursive: boolean) => {
      demand("fs.read", text(from));
      demand("fs.write", text(to));
      checkPaths(text(from), text(to), dereference, recursive);
    }),
    cpSyncOverrideFile: plain((from: Path, to: Path, mode: number, preserveTimestamps: boolean) => {
      const source = text(from);
      const target = text(to);
      demand("fs.read", source);
      demand("fs.write", target);
      context.sys.unlink(target);
      try {
        copyFile(source, target, mode);
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        throw context.uvException(error.code, "cp", target);
      }
      if (preserveTimestamps) keepTimes(source, target);
    }),
    cpSyncCopyDir: plain(
      (
        from: Path,
        to: Path,
        force: boolean,
        dereference: boolean,
        errorOnExist: boolean,
        verbatim: boolean,
        preserveTimestamps: boolean,
      ) => {
        const root = text(to);
        const options = { root, force, dereference, errorOnExist, verbatim, preserveTimestamps };
        copyTree(text(from), root, options);
      },
    ),
  };
}

interface CopyOptions {
  /** The destination as the program named it, for messages. */
  readonly root: string;
  readonly force: boolean;
  readonly dereference: boolean;
  readonly errorOnExist: boolean;
  readonly verbatim: boolean;
  readonly preserveTimestamps: boolean;
}
