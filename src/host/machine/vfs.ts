import { Content, DEFAULT_FILE_SYSTEM_LIMITS, Quota, type FileSystemLimits } from "./content.ts";
import { permitDepth } from "./depth.ts";
import { failure } from "./errno.ts";
import { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_TRUNC, readable, W_OK, writable } from "./flags.ts";
import {
  copyTree,
  newDir,
  newFile,
  newLink,
  withPermissions,
  type DirInode,
  type FileInode,
  type Inode,
  type Looker,
} from "./inode.ts";
import { FileClock } from "./file-clock.ts";
import type { FileEventListener, Undo } from "./syscalls.ts";
import {
  childOf,
  find,
  findDir,
  isTooLong,
  MAX_PATH,
  pathOf,
  walk,
  type Place,
  type Viewpoint,
} from "./walk.ts";
import { WatchHub } from "./watch.ts";

export interface VfsOptions {
  readonly limits?: Partial<FileSystemLimits>;
  /** Milliseconds since the epoch, with fractions. */
  readonly now?: () => number;
}

/**
 * A POSIX file system in memory. It knows inodes and paths; descriptors and processes are built on top. Every method
 * that fails throws a `SyscallError` with the errno that Linux gives.
 */
export class Vfs {
  readonly root: DirInode;
  readonly quota: Quota;
  readonly watches = new WatchHub();
  readonly clock: FileClock;
  readonly now: () => number;
  /** Who the processes are. At first root, whom permissions do not stop, as in most containers. */
  user: { readonly uid: number; readonly gid: number } = { uid: 0, gid: 0 };
  readonly #options: VfsOptions;

  constructor(options: VfsOptions = {}, root?: DirInode) {
    this.#options = options;
    this.clock = new FileClock(options.now ?? (() => performance.timeOrigin + performance.now()));
    this.now = this.clock.now;
    this.quota = new Quota({ ...DEFAULT_FILE_SYSTEM_LIMITS, ...options.limits });
    this.root = root ? this.#adopt(root) : newDir(0o755, this.now());
  }

  /** A file system with the same tree. Contents are shared until either side writes. */
  clone(): Vfs {
    const copy = new Vfs(this.#options, this.root);
    copy.user = this.user;
    return copy;
  }

  /** How the file system looks from `cwd` (default `/`). */
  view(cwd: DirInode = this.root, looker: Looker | null = null): Viewpoint {
    return { root: this.root, cwd, looker, permit: this.permit };
  }

  /** @throws EACCES (permissions as path_resolution(7) describes them; root may do all but run what nobody may). */
  readonly permit = (inode: Inode, want: number): void => {
    const { uid, gid } = this.user;
    if (uid === 0) {
      if (want & 1 && inode.kind !== "dir" && (inode.mode & 0o111) === 0) throw failure("EACCES");
      return;
    }
    const shift = inode.uid === uid ? 6 : inode.gid === gid ? 3 : 0;
    if (((inode.mode >> shift) & want) !== want) throw failure("EACCES");
  };

  /** What open(2) does to the tree. The caller makes the description and calls `opened`. */
  open(view: Viewpoint, path: string, flags: number, mode: number): Inode {
    const exclusive = (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0;
    if (flags & O_CREAT && path.endsWith("/")) {
      walk(view, path, "never");
      throw failure("EISDIR");
    }
    const place = walk(view, path, exclusive || flags & O_NOFOLLOW ? "slash" : "always");
    let { inode } = place;
    if (flags & O_CREAT) {
      if (inode && exclusive) throw failure("EEXIST");
      if (!inode) return this.#create(view, place, mode);
    }
    if (!inode) throw failure("ENOENT");
    if ((place.wantsDir || flags & O_DIRECTORY) && inode.kind !== "dir") throw failure("ENOTDIR");
    if (inode.kind === "link") throw failure("ELOOP");
    if (inode.kind === "socket") throw failure("ENXIO");
    if (inode.kind === "dir" && (writable(flags) || flags & O_CREAT)) throw failure("EISDIR");
    if (inode.kind === "descriptor") return inode;
    this.permit(inode, (readable(flags) ? 4 : 0) | (writable(flags) || flags & O_TRUNC ? 2 : 0));
    if (flags & O_TRUNC && inode.kind === "file") this.resize(inode, 0);
    return inode;
  }

  mkdir(view: Viewpoint, path: string, mode: number): DirInode {
    const place = walk(view, path, "never");
    if (place.inode) throw failure("EEXIST");
    permitDepth(place.dir, null);
    const made = newDir(mode & 0o7777, this.now());
    this.#enter(view, place, made, true);
    return made;
  }

  rmdir(view: Viewpoint, path: string): void {
    const { dir, name, inode, special } = walk(view, path, "never");
    if (inode === this.root) throw failure("EBUSY");
    if (special === ".") throw failure("EINVAL");
    if (special === "..") throw failure("ENOTEMPTY");
    if (!inode) throw failure("ENOENT");
    if (inode.kind !== "dir") throw failure("ENOTDIR");
    this.#permitChange(dir);
    if (inode.entries.size > 0) throw failure("ENOTEMPTY");
    this.#remove(dir, name, inode);
  }

  unlink(view: Viewpoint, path: string): void {
    const { dir, name, inode, special, wantsDir } = walk(view, path, "never");
    if (special) throw failure("EISDIR");
    if (!inode) throw failure("ENOENT");
    if (inode.kind === "dir") throw failure("EISDIR");
    if (wantsDir) throw failure("ENOTDIR");
    this.#permitChange(dir);
    this.#remove(dir, name, inode);
  }

  rename(view: Viewpoint, from: string, to: string): void {
    const old = walk(view, from, "never");
    const next = walk(view, to, "never");
    if (old.special || next.special) throw failure("EBUSY");
    const moved = old.inode;
    if (!moved) throw failure("ENOENT");
    if (moved.kind !== "dir" && (old.wantsDir || next.wantsDir)) throw failure("ENOTDIR");
    if (moved.kind === "dir") {
      if (isWithin(next.dir, moved)) throw failure("EINVAL");
      permitDepth(next.dir, moved);
    }
    const target = next.inode;
    if (target?.kind === "dir" && isWithin(old.dir, target)) throw failure("ENOTEMPTY");
    if (target === moved) return;
    this.#permitChange(old.dir);
    this.#permitChange(next.dir);
    if (target) {
      if (moved.kind === "dir" && target.kind !== "dir") throw failure("ENOTDIR");
      if (moved.kind !== "dir" && target.kind === "dir") throw failure("EISDIR");
      if (target.kind === "dir" && target.entries.size > 0) throw failure("ENOTEMPTY");
    } else if (next.dir.nlink === 0) throw failure("ENOENT");
    const now = this.now();
    old.dir.entries.delete(old.name);
    if (moved.kind === "dir") old.dir.nlink--;
    touch(old.dir, now);
    this.watches.renamed(old.dir, old.name);
    if (target) this.#drop(target, next.dir, now);
    next.dir.entries.set(next.name, moved);
    if (moved.kind === "dir") next.dir.nlink++;
    touch(next.dir, now);
    moved.place = { dir: next.dir, name: next.name };
    moved.ctimeMs = now;
    this.watches.gone(moved);
    this.watches.renamed(next.dir, next.name);
  }

  link(view: Viewpoint, existing: string, path: string): void {
    const inode = find(view, existing, false);
    // What is made up at each look, as in /proc, has no place of its own to be linked from.
    if (walk(view, existing, "slash").dir.dynamic) throw failure("EXDEV");
    const place = walk(view, path, "never");
    if (place.inode) throw failure("EEXIST");
    if (inode.kind === "dir") throw failure("EPERM");
    if (place.wantsDir) throw failure("ENOENT");
    this.#enter(view, place, inode, false);
    inode.nlink++;
    inode.ctimeMs = this.now();
  }

  symlink(view: Viewpoint, target: string, path: string): void {
    if (target === "") throw failure("ENOENT");
    if (isTooLong(target, MAX_PATH - 1)) throw failure("ENAMETOOLONG");
    const place = walk(view, path, "never");
    if (place.inode) throw failure("EEXIST");
    if (place.wantsDir) throw failure("ENOENT");
    this.#enter(view, place, newLink(target, this.now()), true);
  }

  readlink(view: Viewpoint, path: string): string {
    const inode = find(view, path, false);
    if (inode.kind !== "link") throw failure("EINVAL");
    return inode.target;
  }

  realpath(view: Viewpoint, path: string): string {
    const { dir, name, inode, wantsDir } = walk(view, path, "always");
    if (!inode) throw failure("ENOENT");
    if (inode.kind === "dir") return pathOf(this.root, inode);
    if (wantsDir) throw failure("ENOTDIR");
    const parent = pathOf(this.root, dir);
    return parent === "/" ? `/${name}` : `${parent}/${name}`;
  }

  /** Names and inodes in the order of creation, without `.` and `..`. */
  list(view: Viewpoint, dir: DirInode): [string, Inode][] {
    this.permit(dir, 4);
    if (!dir.dynamic) return [...dir.entries];
    return dir.dynamic.list(view.looker).flatMap((name): [string, Inode][] => {
      const inode = childOf(view, dir, name);
      return inode ? [[name, inode]] : [];
    });
  }

  chmod(inode: Inode, mode: number): void {
    this.#permitOwner(inode);
    inode.mode = withPermissions(inode.mode, mode);
    this.#metadataChanged(inode);
  }

  /** -1 leaves an id as it is. Setting ids clears set-id bits of files, as chown(2) does. */
  chown(inode: Inode, uid: number, gid: number): void {
    if (this.user.uid !== 0) throw failure("EPERM");
    if (uid !== -1 && uid !== 0xffffffff) inode.uid = uid;
    if (gid !== -1 && gid !== 0xffffffff) inode.gid = gid;
    if (inode.kind === "file") inode.mode &= ~0o6000;
    this.#metadataChanged(inode);
  }

  utimes(inode: Inode, atimeMs: number, mtimeMs: number): void {
    this.#permitOwner(inode);
    inode.atimeMs = atimeMs;
    inode.mtimeMs = mtimeMs;
    this.#metadataChanged(inode);
  }

  truncate(view: Viewpoint, path: string, length: number): void {
    const inode = find(view, path);
    if (inode.kind === "dir") throw failure("EISDIR");
    if (inode.kind !== "file") throw failure("EINVAL");
    this.permit(inode, W_OK);
    this.resize(inode, length);
  }

  resize(inode: FileInode, length: number): void {
    if (!Number.isSafeInteger(length) || length < 0) throw failure("EINVAL");
    inode.content.resize(length);
    this.#contentChanged(inode);
  }

  write(inode: FileInode, bytes: Uint8Array, position: number): void {
    if (bytes.length === 0) return;
    inode.content.write(bytes, position);
    this.#contentChanged(inode);
  }

  /** Makes `bytes` the whole content. Nobody may change them afterwards. */
  replace(inode: FileInode, bytes: Uint8Array): void {
    inode.content.adopt(bytes);
    this.#contentChanged(inode);
  }

  /** Notes a read, as `relatime` mounts do: only when the last one is older than the last change, or than a day. */
  accessed(inode: Inode): void {
    if (
      inode.atimeMs > inode.mtimeMs &&
      inode.atimeMs > inode.ctimeMs &&
      this.now() - inode.atimeMs < 86_400_000
    )
      return;
    inode.atimeMs = this.now();
  }

  opened(inode: Inode): void {
    if (inode.kind === "file") inode.opens++;
  }

  closed(inode: Inode): void {
    if (inode.kind !== "file") return;
    inode.opens--;
    this.#freeIfUnused(inode);
  }

  watch(view: Viewpoint, path: string, recursive: boolean, listener: FileEventListener): Undo {
    const inode = find(view, path);
    const ownName = path.replace(/\/+$/, "").replace(/^.*\//, "");
    return this.watches.add(inode, ownName, recursive, listener);
  }

  /** Lays down a directory and its parents, as `mkdir -p`. @throws ENOTDIR, EEXIST when a file is in the way. */
  makePath(path: string, from: DirInode = this.root): DirInode {
    let dir = path.startsWith("/") ? this.root : from;
    for (const name of path.split("/")) {
      if (name === "" || name === ".") continue;
      const view = this.view(dir);
      const { inode } = walk(view, name, "always");
      dir = inode ? findDir(view, name) : this.mkdir(view, name, 0o755);
    }
    return dir;
  }

  /** Enters an inode made elsewhere (a device, a socket, a dynamic directory) at `path`. @throws EEXIST */
  place(view: Viewpoint, path: string, inode: Inode): void {
    const place = walk(view, path, "never");
    if (place.inode) throw failure("EEXIST");
    this.#enter(view, place, inode, true);
  }

  #adopt(root: DirInode): DirInode {
    return copyTree(root, (inode) => {
      if (inode !== root) this.quota.addInode();
      return inode.kind === "file" ? inode.content.fork(this.quota) : null;
    });
  }

  #create(view: Viewpoint, place: Place, mode: number): FileInode {
    const file = newFile(mode & 0o7777, this.now(), new Content(this.quota));
    this.#enter(view, place, file, true);
    return file;
  }

  #enter(view: Viewpoint, place: Place, inode: Inode, isNew: boolean): void {
    const { dir, name } = place;
    if (dir.nlink === 0 || dir.dynamic) throw failure("ENOENT");
    view.permit(dir, W_OK);
    if (isNew) {
      this.quota.addInode();
      inode.uid = this.user.uid;
      inode.gid = this.user.gid;
    }
    dir.entries.set(name, inode);
    inode.place = { dir, name };
    if (inode.kind === "dir") dir.nlink++;
    touch(dir, this.now());
    this.watches.renamed(dir, name);
  }

  #remove(dir: DirInode, name: string, inode: Inode): void {
    if (dir.dynamic) throw failure("EPERM");
    const now = this.now();
    dir.entries.delete(name);
    touch(dir, now);
    this.#drop(inode, dir, now);
    if (inode.place?.dir === dir && inode.place.name === name) inode.place = null;
    this.watches.renamed(dir, name);
  }

  /** One name less for `inode`, whose entry in `dir` is gone. */
  #drop(inode: Inode, dir: DirInode, now: number): void {
    inode.ctimeMs = now;
    if (inode.kind === "dir") {
      inode.nlink = 0;
      dir.nlink--;
    } else inode.nlink--;
    if (inode.nlink === 0) {
      this.watches.gone(inode);
      inode.place = null;
      this.quota.inodes--;
      if (inode.kind === "file") this.#freeIfUnused(inode);
    }
  }

  #freeIfUnused(inode: FileInode): void {
    if (inode.nlink === 0 && inode.opens === 0) inode.content.resize(0);
  }

  #contentChanged(inode: FileInode): void {
    inode.mtimeMs = inode.ctimeMs = this.now();
    this.watches.changed(inode);
  }

  #metadataChanged(inode: Inode): void {
    inode.ctimeMs = this.now();
    this.watches.changed(inode);
  }

  #permitChange(dir: DirInode): void {
    if (dir.dynamic) throw failure("EPERM");
    this.permit(dir, W_OK | 1);
  }

  #permitOwner(inode: Inode): void {
    if (this.user.uid !== 0 && this.user.uid !== inode.uid) throw failure("EPERM");
  }
}

function touch(dir: DirInode, now: number): void {
  dir.mtimeMs = dir.ctimeMs = now;
}

/** Whether `dir` is `ancestor` or lies below it. */
function isWithin(dir: DirInode, ancestor: Inode): boolean {
  for (let at: DirInode | undefined = dir; at; at = at.place?.dir) if (at === ancestor) return true;
  return false;
}
