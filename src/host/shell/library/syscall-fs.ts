import type { IFileSystem } from "just-bash/browser";
import {
  O_APPEND,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
} from "../../machine/flags.ts";
import { SyscallError, type Stat, type Syscalls } from "../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../bytes.ts";
import { normalize } from "../run/shell.ts";

type FsStat = Awaited<ReturnType<IFileSystem["stat"]>>;

/** The machine's files as just-bash's commands want to see them. Their messages hold the errno's name. */
export class SyscallFs implements IFileSystem {
  private readonly sys: Syscalls;

  constructor(sys: Syscalls) {
    this.sys = sys;
  }

  readFile(path: string, options?: Parameters<IFileSystem["readFile"]>[1]): Promise<string> {
    const encoding = typeof options === "string" ? options : (options?.encoding ?? "utf8");
    return this.attempt("open", path, () => {
      const bytes = this.sys.readFile(path);
      return /^(binary|latin1|ascii)$/.test(encoding) ? latin1(bytes) : decodeBytes(bytes);
    });
  }

  readFileBuffer(path: string): Promise<Uint8Array> {
    return this.attempt("open", path, () => this.sys.readFile(path));
  }

  writeFile(
    path: string,
    content: string | Uint8Array,
    options?: Parameters<IFileSystem["writeFile"]>[2],
  ): Promise<void> {
    return this.put(path, content, options, O_TRUNC);
  }

  appendFile(
    path: string,
    content: string | Uint8Array,
    options?: Parameters<IFileSystem["appendFile"]>[2],
  ): Promise<void> {
    return this.put(path, content, options, O_APPEND);
  }

  private put(path: string, content: string | Uint8Array, options: unknown, flag: number): Promise<void> {
    const encoding =
      typeof options === "string"
        ? options
        : ((options as { encoding?: string } | undefined)?.encoding ?? "utf8");
    const bytes = typeof content === "string" ? encode(content, encoding) : content.slice();
    return this.attempt("open", path, () =>
      this.sys.writeFile(path, bytes, O_WRONLY | O_CREAT | flag, 0o666),
    );
  }

  async exists(path: string): Promise<boolean> {
    try {
      this.sys.stat(path);
      return true;
    } catch (error) {
      if (error instanceof SyscallError) return false;
      throw error;
    }
  }

  stat(path: string): Promise<FsStat> {
    return this.attempt("stat", path, () => described(this.sys.stat(path)));
  }

  lstat(path: string): Promise<FsStat> {
    return this.attempt("lstat", path, () => described(this.sys.lstat(path)));
  }

  mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    return this.attempt("mkdir", path, () => {
      if (options?.recursive !== true) return this.sys.mkdir(path, 0o777);
      const segments = normalize(path).split("/").slice(1);
      segments.forEach((_, i) => {
        const part = `/${segments.slice(0, i + 1).join("/")}`;
        if (!this.isThere(part)) this.sys.mkdir(part, 0o777);
      });
    });
  }

  private isThere(path: string): boolean {
    try {
      this.sys.lstat(path);
      return true;
    } catch (error) {
      if (error instanceof SyscallError) return false;
      throw error;
    }
  }

  readdir(path: string): Promise<string[]> {
    return this.attempt("scandir", path, () => this.sys.readdir(path).map(({ name }) => name));
  }

  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    return this.attempt("rm", path, () => {
      if (options?.force === true && !this.isThere(path)) return;
      this.remove(path, options?.recursive === true);
    });
  }

  private remove(path: string, recursive: boolean): void {
    if ((this.sys.lstat(path).mode & S_IFMT) !== S_IFDIR) return this.sys.unlink(path);
    if (recursive) for (const { name } of this.sys.readdir(path)) this.remove(`${path}/${name}`, true);
    this.sys.rmdir(path);
  }

  cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void> {
    return this.attempt("cp", from, () => this.copy(from, to, options?.recursive === true));
  }

  private copy(from: string, to: string, recursive: boolean): void {
    const stat = this.sys.stat(from);
    if ((stat.mode & S_IFMT) !== S_IFDIR) {
      this.sys.writeFile(to, this.sys.readFile(from), O_WRONLY | O_CREAT | O_TRUNC, stat.mode & 0o777);
      return;
    }
    if (!recursive) throw new SyscallError("EISDIR", -21);
    if (!this.isThere(to)) this.sys.mkdir(to, stat.mode & 0o777);
    for (const { name } of this.sys.readdir(from)) this.copy(`${from}/${name}`, `${to}/${name}`, true);
  }

  mv(from: string, to: string): Promise<void> {
    return this.attempt("rename", from, () => this.sys.rename(from, to));
  }

  resolvePath(base: string, path: string): string {
    return normalize(path.startsWith("/") ? path : `${base}/${path}`);
  }

  /** Patterns are expanded by the shell. */
  getAllPaths(): string[] {
    return [];
  }

  chmod(path: string, mode: number): Promise<void> {
    return this.attempt("chmod", path, () => this.sys.chmod(path, mode));
  }

  symlink(target: string, path: string): Promise<void> {
    return this.attempt("symlink", path, () => this.sys.symlink(target, path));
  }

  link(existing: string, path: string): Promise<void> {
    return this.attempt("link", path, () => this.sys.link(existing, path));
  }

  readlink(path: string): Promise<string> {
    return this.attempt("readlink", path, () => this.sys.readlink(path));
  }

  realpath(path: string): Promise<string> {
    return this.attempt("realpath", path, () => this.sys.realpath(path));
  }

  utimes(path: string, atime: Date, mtime: Date): Promise<void> {
    return this.attempt("utimes", path, () => this.sys.utimes(path, atime.getTime(), mtime.getTime(), true));
  }

  private async attempt<T>(call: string, path: string, act: () => T): Promise<T> {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      const text = TEXTS[error.code] ?? error.code;
      throw Object.assign(new Error(`${error.code}: ${text}, ${call} '${path}'`), { code: error.code });
    }
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "file already exists",
  EISDIR: "illegal operation on a directory",
  ENOENT: "no such file or directory",
  ENOTDIR: "not a directory",
  ENOTEMPTY: "directory not empty",
};

function described(stat: Stat): FsStat {
  const type = stat.mode & S_IFMT;
  return {
    isFile: type === S_IFREG,
    isDirectory: type === S_IFDIR,
    isSymbolicLink: type === S_IFLNK,
    mode: stat.mode & 0o7777,
    size: stat.size,
    mtime: new Date(stat.mtimeMs),
    dev: stat.dev,
    ino: stat.ino,
  };
}

export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return text;
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function encode(text: string, encoding: string): Uint8Array {
  return /^(binary|latin1|ascii)$/.test(encoding) ? fromLatin1(text) : encodeText(text);
}
