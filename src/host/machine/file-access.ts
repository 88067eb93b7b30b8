import { Description, DeviceDescription, DirectoryDescription, FileDescription } from "./description.ts";
import type { DescriptorTable } from "./descriptor-table.ts";
import { failure } from "./errno.ts";
import { direntType, O_APPEND, O_TRUNC, writable } from "./flags.ts";
import { statOf, type DirInode, type Inode, type Looker } from "./inode.ts";
import { SyscallError } from "./syscalls.ts";
import type { DescriptorKind, DirectoryEntry, FileCalls, FileEventListener, Stat, Undo } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";
import { find, findDir, pathOf, type Viewpoint } from "./walk.ts";

/** What the file calls need to know of the process that makes them. */
interface Caller {
  readonly pid: number;
  readonly executable: string;
  readonly args: readonly string[];
  /** The terminal that /dev/tty stands for. */
  terminal(): Description | null;
}

/**
 * The file calls of one process, and those on its descriptors that never wait. Paths are seen from its working
 * directory; /dev/stdin, /dev/fd/N and /proc/self/fd/N are its own descriptors.
 */
export class FileAccess implements FileCalls {
  readonly vfs: Vfs;
  readonly descriptors: DescriptorTable;
  #cwd: DirInode;
  #umask = 0o022;
  readonly #looker: Looker;
  readonly #terminal: () => Description | null;
  #view: Viewpoint;

  constructor(vfs: Vfs, descriptors: DescriptorTable, caller: Caller, cwd: DirInode) {
    this.vfs = vfs;
    this.descriptors = descriptors;
    this.#terminal = () => caller.terminal();
    this.#cwd = cwd;
    const here = (): string => this.cwd();
    this.#looker = {
      pid: caller.pid,
      executable: caller.executable,
      args: caller.args,
      get cwd() {
        return here();
      },
      descriptors: () => descriptors.numbers(),
    };
    this.#view = vfs.view(cwd, this.#looker);
  }

  /** @throws ENOENT when the directory was removed. */
  cwd(): string {
    return pathOf(this.vfs.root, this.#cwd);
  }

  chdir(path: string): void {
    const dir = findDir(this.#view, path);
    this.vfs.permit(dir, 1);
    this.#cwd = dir;
    this.#view = this.vfs.view(dir, this.#looker);
  }

  /** Whether a path leads to /proc or /dev, where what is found changes by itself. */
  isMadeUp(path: string): boolean {
    try {
      return /^\/(proc|dev)(\/|$)/.test(this.realpath(path));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      return false; // it leads nowhere
    }
  }

  /** The directory itself, for a child to start in. */
  get cwdInode(): DirInode {
    return this.#cwd;
  }

  get view(): Viewpoint {
    return this.#view;
  }

  umask(mask?: number): number {
    const old = this.#umask;
    if (mask !== undefined) this.#umask = mask & 0o777;
    return old;
  }

  open(path: string, flags: number, mode: number): number {
    const description = this.describe(path, flags, mode).hold();
    try {
      return this.descriptors.add(description);
    } finally {
      description.drop();
    }
  }

  /** A description of what `path` leads to, opened as open(2) would. */
  describe(path: string, flags: number, mode: number): Description {
    const inode = this.vfs.open(this.#view, path, flags, mode & ~this.#umask);
    switch (inode.kind) {
      case "file":
        return new FileDescription(this.vfs, inode, flags);
      case "dir":
        return new DirectoryDescription(inode, flags);
      case "device": {
        if (inode.device !== "tty") return new DeviceDescription(inode, flags);
        const terminal = this.#terminal();
        if (!terminal) throw failure("ENXIO");
        return terminal;
      }
      case "descriptor": {
        const same = this.descriptors.get(inode.fd);
        // Opening /dev/fd/N of a file gives a new description of it; a pipe's or terminal's end is shared.
        return same.inode?.kind === "file" ? new FileDescription(this.vfs, same.inode, flags) : same;
      }
      default:
        throw failure("ENXIO");
    }
  }

  access(path: string, mode: number): void {
    const inode = this.#find(path);
    if (!(inode instanceof Description) && mode !== 0) this.vfs.permit(inode, mode);
  }

  stat(path: string): Stat {
    const inode = this.#find(path);
    return inode instanceof Description ? inode.stat() : statOf(inode);
  }

  lstat(path: string): Stat {
    return statOf(find(this.#view, path, false));
  }

  readdir(path: string): DirectoryEntry[] {
    return this.vfs
      .list(this.#view, findDir(this.#view, path))
      .map(([name, inode]) => ({ name, type: direntType(inode.mode) }));
  }

  mkdir(path: string, mode: number): void {
    this.vfs.mkdir(this.#view, path, mode & ~this.#umask);
  }

  rmdir(path: string): void {
    this.vfs.rmdir(this.#view, path);
  }

  unlink(path: string): void {
    this.vfs.unlink(this.#view, path);
  }

  rename(from: string, to: string): void {
    this.vfs.rename(this.#view, from, to);
  }

  link(existing: string, path: string): void {
    this.vfs.link(this.#view, existing, path);
  }

  symlink(target: string, path: string): void {
    this.vfs.symlink(this.#view, target, path);
  }

  readlink(path: string): string {
    const inode = find(this.#view, path, false);
    if (inode.kind !== "descriptor") return this.vfs.readlink(this.#view, path);
    const { kind, inode: target } = this.descriptors.get(inode.fd);
    return target?.place ? pathOf(this.vfs.root, target) : `${kind}:[${inode.fd}]`;
  }

  realpath(path: string): string {
    return this.vfs.realpath(this.#view, path);
  }

  chmod(path: string, mode: number): void {
    this.vfs.chmod(find(this.#view, path), mode);
  }

  chown(path: string, uid: number, gid: number, followLinks: boolean): void {
    this.vfs.chown(find(this.#view, path, followLinks), uid, gid);
  }

  utimes(path: string, atimeMs: number, mtimeMs: number, followLinks: boolean): void {
    this.vfs.utimes(find(this.#view, path, followLinks), atimeMs, mtimeMs);
  }

  truncate(path: string, length: number): void {
    this.vfs.truncate(this.#view, path, length);
  }

  /** The absolute path of an existing file, its directory without links; the file's own name stays (it may be a link). */
  realDir(path: string): string {
    const slash = path.lastIndexOf("/");
    const dir = this.vfs.realpath(this.#view, path.slice(0, slash + 1) || ".");
    return `${dir === "/" ? "" : dir}/${path.slice(slash + 1)}`;
  }

  /** @throws EAGAIN for what would have to be waited for, such as /dev/stdin. */
  readFile(path: string): Uint8Array {
    const view = this.viewFile(path);
    return view.slice();
  }

  /** As `readFile`, but a window onto the bytes that is good only until the next write. */
  viewFile(path: string): Uint8Array {
    const inode = this.vfs.open(this.#view, path, 0, 0);
    if (inode.kind === "dir") throw failure("EISDIR");
    const file = inode.kind === "descriptor" ? this.descriptors.get(inode.fd).inode : inode;
    if (file?.kind === "device" && file.device === "null") return new Uint8Array(0);
    if (file?.kind !== "file") throw failure("EAGAIN");
    this.vfs.accessed(file);
    return file.content.view();
  }

  /** Takes `content` over: nobody may change it afterwards. */
  writeFile(path: string, content: Uint8Array, flags: number, mode: number): void {
    const inode = this.vfs.open(this.#view, path, flags, mode & ~this.#umask);
    if (inode.kind === "file" && (flags & O_TRUNC || inode.content.length === 0)) {
      if (content.length > 0) this.vfs.replace(inode, content);
    } else if (inode.kind === "file") {
      this.vfs.write(inode, content, flags & O_APPEND ? inode.content.length : 0);
    } else {
      const description = this.describe(path, flags & ~O_TRUNC, mode).hold();
      try {
        if (description.write(content, null) < content.length) throw failure("EAGAIN");
      } finally {
        description.drop();
      }
    }
  }

  watch(path: string, recursive: boolean, listener: FileEventListener): Undo {
    return this.vfs.watch(this.#view, path, recursive, listener);
  }

  close(fd: number): void {
    this.descriptors.close(fd);
  }

  dup(fd: number, atLeast = 0): number {
    return this.descriptors.add(this.descriptors.get(fd), atLeast);
  }

  kind(fd: number): DescriptorKind {
    return this.descriptors.get(fd).kind;
  }

  fstat(fd: number): Stat {
    return this.descriptors.get(fd).stat();
  }

  ftruncate(fd: number, length: number): void {
    const { inode, flags } = this.descriptors.get(fd);
    if (inode?.kind !== "file" || !writable(flags)) throw failure("EINVAL");
    this.vfs.resize(inode, length);
  }

  fchmod(fd: number, mode: number): void {
    const { inode } = this.descriptors.get(fd);
    if (inode) this.vfs.chmod(inode, mode);
  }

  fchown(fd: number, uid: number, gid: number): void {
    const { inode } = this.descriptors.get(fd);
    if (inode) this.vfs.chown(inode, uid, gid);
  }

  futimes(fd: number, atimeMs: number, mtimeMs: number): void {
    const { inode } = this.descriptors.get(fd);
    if (inode) this.vfs.utimes(inode, atimeMs, mtimeMs);
  }

  /** What a path leads to, a descriptor's description where it goes through /dev/fd. */
  #find(path: string): Inode | Description {
    const inode = find(this.#view, path);
    return inode.kind === "descriptor" ? this.descriptors.get(inode.fd) : inode;
  }
}
