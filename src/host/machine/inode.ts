import type { Content } from "./content.ts";
import type { Watch } from "./watch.ts";
import { S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from "./flags.ts";
import type { Stat } from "./syscalls.ts";

interface InodeBase {
  readonly ino: number;
  /** Type and permission bits. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  atimeMs: number;
  mtimeMs: number;
  ctimeMs: number;
  readonly birthtimeMs: number;
  /**
   * The directory entry it was last linked at: exact for directories, the latest one for files with several names.
   * Null for the root and for what is no longer in the tree.
   */
  place: { dir: DirInode; name: string } | null;
  watches: Set<Watch> | null;
}

export interface FileInode extends InodeBase {
  readonly kind: "file";
  readonly content: Content;
  /** Open file descriptions; the bytes of an unlinked file live until it is 0. */
  opens: number;
}

export interface DirInode extends InodeBase {
  readonly kind: "dir";
  /** In the order of creation. */
  readonly entries: Map<string, Inode>;
  /** Entries that are made up at each look, as in /proc/self. */
  readonly dynamic: DynamicEntries | null;
}

interface LinkInode extends InodeBase {
  readonly kind: "link";
  readonly target: string;
}

export interface DeviceInode extends InodeBase {
  readonly kind: "device";
  readonly device: DeviceName;
}

/** A name in the tree that a server listens at; the kernel knows the server by the inode. */
interface SocketInode extends InodeBase {
  readonly kind: "socket";
}

/** What /proc/self/fd/N leads to: descriptor N of whoever looks. */
interface DescriptorInode extends InodeBase {
  readonly kind: "descriptor";
  readonly fd: number;
}

export type Inode = FileInode | DirInode | LinkInode | DeviceInode | SocketInode | DescriptorInode;

export type DeviceName = "null" | "zero" | "full" | "random" | "urandom" | "tty";

/** What a dynamic directory needs to know of the process that looks. */
export interface Looker {
  readonly pid: number;
  /** Path of its working directory. */
  readonly cwd: string;
  /** The program file that it runs. */
  readonly executable: string;
  readonly args: readonly string[];
  descriptors(): readonly number[];
}

export interface DynamicEntries {
  list(looker: Looker | null): readonly string[];
  get(looker: Looker | null, name: string): Inode | undefined;
}

/** Major and minor numbers as in Linux's devices.txt; /dev/tty is 5:0. */
const RDEV: Readonly<Record<DeviceName, number>> = {
  null: 0x103,
  zero: 0x105,
  full: 0x107,
  random: 0x108,
  urandom: 0x109,
  tty: 0x500,
};

const BLOCK_SIZE = 4096;

export function sizeOf(inode: Inode): number {
  switch (inode.kind) {
    case "file":
      return inode.content.length;
    case "dir":
      return BLOCK_SIZE;
    case "link":
      return new TextEncoder().encode(inode.target).length;
    default:
      return 0;
  }
}

export function statOf(inode: Inode): Stat {
  const size = sizeOf(inode);
  return {
    dev: 1,
    ino: inode.ino,
    mode: inode.mode,
    nlink: inode.nlink,
    uid: inode.uid,
    gid: inode.gid,
    rdev: inode.kind === "device" ? RDEV[inode.device] : 0,
    size,
    blksize: BLOCK_SIZE,
    // In units of 512 bytes, whole blocks of the file system; a short link's target lies in its inode.
    blocks: inode.kind === "link" ? 0 : Math.ceil(size / BLOCK_SIZE) * 8,
    atimeMs: inode.atimeMs,
    mtimeMs: inode.mtimeMs,
    ctimeMs: inode.ctimeMs,
    birthtimeMs: inode.birthtimeMs,
  };
}

let lastIno = 1;

/** A new inode without a name. Inode numbers are unique in the worker, so copies of a tree keep theirs. */
function base(mode: number, now: number): InodeBase {
  return {
    ino: ++lastIno,
    mode,
    uid: 0,
    gid: 0,
    nlink: 1,
    atimeMs: now,
    mtimeMs: now,
    ctimeMs: now,
    birthtimeMs: now,
    place: null,
    watches: null,
  };
}

export const newFile = (permissions: number, now: number, content: Content): FileInode => ({
  ...base(S_IFREG | permissions, now),
  kind: "file",
  content,
  opens: 0,
});

export const newDir = (
  permissions: number,
  now: number,
  dynamic: DynamicEntries | null = null,
): DirInode => ({
  ...base(S_IFDIR | permissions, now),
  kind: "dir",
  nlink: 2,
  entries: new Map(),
  dynamic,
});

export const newLink = (target: string, now: number): LinkInode => ({
  ...base(S_IFLNK | 0o777, now),
  kind: "link",
  target,
});

export const newDevice = (device: DeviceName, now: number): DeviceInode => ({
  ...base(S_IFCHR | 0o666, now),
  kind: "device",
  device,
});

export const newSocket = (permissions: number, now: number): SocketInode => ({
  ...base(S_IFSOCK | permissions, now),
  kind: "socket",
});

export const newDescriptor = (fd: number, now: number): DescriptorInode => ({
  ...base(S_IFLNK | 0o700, now),
  kind: "descriptor",
  fd,
});

/** The same permissions on another set of bits. */
export const withPermissions = (mode: number, permissions: number): number =>
  (mode & S_IFMT) | (permissions & 0o7777);

/**
 * Copies a tree; hard links stay hard links, watches stay behind. `copyContent` is asked once for every inode, and gives
 * the copy's content where it is a file.
 */
export function copyTree(root: DirInode, copyContent: (inode: Inode) => Content | null): DirInode {
  const copies = new Map<Inode, Inode>();
  const copyOne = (inode: Inode): Inode => {
    const linked = inode.nlink > 1 && inode.kind !== "dir";
    const known = linked ? copies.get(inode) : undefined;
    if (known) return known;
    if (inode.kind === "dir") return copyDir(inode);
    const content = copyContent(inode);
    const common = { place: null, watches: null };
    const copy: Inode =
      inode.kind === "file"
        ? { ...inode, ...common, content: content ?? inode.content, opens: 0 }
        : { ...inode, ...common };
    if (linked) copies.set(inode, copy);
    return copy;
  };
  const copyDir = (dir: DirInode): DirInode => {
    copyContent(dir);
    const entries = new Map<string, Inode>();
    const copy: DirInode = { ...dir, entries, place: null, watches: null };
    for (const [name, child] of dir.entries) {
      const childCopy = copyOne(child);
      childCopy.place = { dir: copy, name };
      entries.set(name, childCopy);
    }
    return copy;
  };
  return copyDir(root);
}
