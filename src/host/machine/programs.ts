import { failure } from "./errno.ts";
import type { FileAccess } from "./file-access.ts";
import { S_IFMT, S_IFREG, X_OK } from "./flags.ts";
import { SyscallError } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";

/** The programs that a worker can be. */
export type ImageName = "node" | "shell";

export const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

/** A file with this first line is one of the machine's own programs. */
const IMAGE_LINE = /^\x7fMBX (node|shell)\n/;
/** As Linux: at most 255 bytes of the first line are looked at, and interpreters nest so deep. */
const HEAD_BYTES = 256;
const MAX_NESTING = 4;
/** So much of PATH is looked at. */
const MAX_DIRS = 1000;

interface ResolvedProgram {
  readonly image: ImageName;
  /** Absolute path of what runs. */
  readonly file: string;
  readonly args: readonly string[];
}

/** Lays down the files that make programs of names: /usr/bin/node, and the shell under each of its names. */
export function layPrograms(vfs: Vfs, shellNames: readonly string[]): void {
  const bin = vfs.view(vfs.makePath("/usr/bin"));
  const lay = (name: string, image: ImageName): void => {
    const inode = vfs.open(bin, name, 0o1101, 0o755);
    if (inode.kind === "file") vfs.replace(inode, new TextEncoder().encode(`\x7fMBX ${image}\n`));
  };
  lay("node", "node");
  for (const name of shellNames) lay(name, "shell");
}

/**
 * Finds what `execvp(file, args)` would run, seen from the process of `files`: PATH lookup, `#!` lines, and the shell for
 * text without one (POSIX execvp).
 * @throws ENOENT, EACCES, ENOTDIR, ELOOP
 */
export function resolveProgram(
  files: FileAccess,
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ResolvedProgram {
  let path = lookUp(files, file, env);
  let argv = args.length > 0 ? [...args] : [file];
  for (let depth = 0; depth < MAX_NESTING; depth++) {
    const head = new TextDecoder("latin1").decode(files.viewFile(path).subarray(0, HEAD_BYTES));
    const image = IMAGE_LINE.exec(head)?.[1];
    if (image === "node" || image === "shell") return { image, file: files.realDir(path), args: argv };
    const line = /^#![ \t]*([^\n]*)/.exec(head)?.[1]?.trimEnd();
    if (line === undefined) {
      // Neither an image nor a script: execvp hands it to the shell.
      argv = ["/bin/sh", path, ...argv.slice(1)];
      path = "/bin/sh";
      continue;
    }
    const [, interpreter = "", argument = ""] = /^(\S*)[ \t]*(.*)$/.exec(utf8(line)) ?? [];
    const words = argument === "" ? [] : [argument];
    const named = interpreter.endsWith("/env") ? envCommand(words) : null;
    if (named) {
      argv = [...named, path, ...argv.slice(1)];
      path = lookUp(files, named[0] ?? "", env);
    } else {
      argv = [interpreter, ...words, path, ...argv.slice(1)];
      path = checkExecutable(files, interpreter);
    }
  }
  throw failure("ELOOP");
}

const utf8 = (latin1: string): string =>
  new TextDecoder().decode(Uint8Array.from(latin1, (char) => char.charCodeAt(0)));

/** `env node` and `env -S node --flag` in a `#!` line need no process of their own. */
function envCommand(words: readonly string[]): string[] | null {
  const text = words.join(" ");
  if (text.startsWith("-S")) return text.slice(2).trim().split(/\s+/);
  return text === "" || text.startsWith("-") || text.includes("=") ? null : [text];
}

function lookUp(files: FileAccess, file: string, env: Readonly<Record<string, string>>): string {
  if (file === "") throw failure("ENOENT");
  if (file.includes("/")) return checkExecutable(files, file);
  let denied: SyscallError | null = null;
  const dirs = new Set((env["PATH"] ?? DEFAULT_PATH).split(":", MAX_DIRS));
  for (const dir of dirs) {
    const path = dir === "" ? `./${file}` : `${dir.replace(/\/+$/, "")}/${file}`;
    try {
      return checkExecutable(files, path);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      if (error.code === "EACCES") denied = error;
    }
  }
  throw denied ?? failure("ENOENT");
}

function checkExecutable(files: FileAccess, path: string): string {
  const { mode } = files.stat(path);
  if ((mode & S_IFMT) !== S_IFREG) throw failure("EACCES");
  files.access(path, X_OK);
  return path;
}
