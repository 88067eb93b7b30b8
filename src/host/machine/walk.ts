import { failure } from "./errno.ts";
import type { DirInode, Inode, Looker } from "./inode.ts";
import { X_OK } from "./flags.ts";

/** Where a path leads. `inode` is undefined when the last part does not exist (but its directory does). */
export interface Place {
  readonly dir: DirInode;
  readonly name: string;
  readonly inode: Inode | undefined;
  /** The path ended in `/`, so only a directory will do. */
  readonly wantsDir: boolean;
  /** The last part is `.` or `..` (or there is none, as in `/`): it names no entry that could be made or removed. */
  readonly special: "" | "." | "..";
}

/** Whose eyes look: relative paths start at `cwd`, /proc/self is theirs. */
export interface Viewpoint {
  readonly root: DirInode;
  readonly cwd: DirInode;
  readonly looker: Looker | null;
  /** Throws EACCES unless the caller may use `inode` so (bits of access(2)). */
  permit(inode: Inode, want: number): void;
}

/** As Linux: at most 40 links in one lookup (path_resolution(7)). */
const MAX_LINKS = 40;
const MAX_NAME = 255;
export const MAX_PATH = 4096;

/** Whether `text` has more than `most` bytes as UTF-8. */
export const isTooLong = (text: string, most: number): boolean =>
  text.length > most || (text.length > most / 3 && new TextEncoder().encode(text).length > most);

export function childOf(view: Viewpoint, dir: DirInode, name: string): Inode | undefined {
  return dir.dynamic ? dir.dynamic.get(view.looker, name) : dir.entries.get(name);
}

/** Whether a link in the last part is followed: always, only when the path ends in `/`, or not even then. */
export type Follow = "always" | "slash" | "never";

/**
 * Follows `path`. Calls that make or remove an entry never follow its last part.
 * @throws ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, EACCES
 */
export function walk(view: Viewpoint, path: string, follow: Follow): Place {
  if (path.length === 0) throw failure("ENOENT");
  if (isTooLong(path, MAX_PATH - 1)) throw failure("ENAMETOOLONG");
  let links = 0;
  let dir = path.startsWith("/") ? view.root : view.cwd;
  let rest = path;
  let at = 0;
  // A removed working directory has no way out, not even `..`; Linux answers ENOENT for names in it.
  for (;;) {
    while (rest[at] === "/") at++;
    let end = rest.indexOf("/", at);
    if (end < 0) end = rest.length;
    const name = rest.slice(at, end);
    let next = end;
    while (rest[next] === "/") next++;
    const last = next >= rest.length;
    const wantsDir = end < rest.length;

    if (name === "" || name === "." || name === "..") {
      if (name === "..") {
        view.permit(dir, X_OK);
        dir = dir.place?.dir ?? dir;
      }
      if (last) return special(dir, name);
      at = next;
      continue;
    }
    if (isTooLong(name, MAX_NAME)) throw failure("ENAMETOOLONG");
    view.permit(dir, X_OK);
    const inode = childOf(view, dir, name);
    if (last && (!inode || (inode.kind !== "link" && !wantsDir))) {
      return { dir, name, inode, wantsDir, special: "" };
    }
    if (!inode) throw failure("ENOENT");
    if (inode.kind === "link" && (!last || follow === "always" || (follow === "slash" && wantsDir))) {
      if (++links > MAX_LINKS) throw failure("ELOOP");
      if (inode.target === "") throw failure("ENOENT");
      rest = last ? inode.target + (wantsDir ? "/" : "") : `${inode.target}/${rest.slice(next)}`;
      at = 0;
      if (rest.startsWith("/")) dir = view.root;
      continue;
    }
    if (last) return { dir, name, inode, wantsDir, special: "" };
    if (inode.kind !== "dir") throw failure("ENOTDIR");
    dir = inode;
    at = next;
  }
}

/** The place of a directory that was reached by `/`, `.` or `..`. */
function special(dir: DirInode, name: string): Place {
  return {
    dir: dir.place?.dir ?? dir,
    name: dir.place?.name ?? "",
    inode: dir,
    wantsDir: true,
    special: name === ".." ? ".." : ".",
  };
}

/** As `walk`, for what must exist. @throws ENOTDIR when the path ends in `/` and it is no directory. */
export function find(view: Viewpoint, path: string, follow = true): Inode {
  const { inode, wantsDir } = walk(view, path, follow ? "always" : "slash");
  if (!inode) throw failure("ENOENT");
  if (wantsDir && inode.kind !== "dir") throw failure("ENOTDIR");
  return inode;
}

/** As `find`, for a directory. */
export function findDir(view: Viewpoint, path: string): DirInode {
  const inode = find(view, path);
  if (inode.kind !== "dir") throw failure("ENOTDIR");
  return inode;
}

/** The absolute path of an inode. @throws ENOENT when it was removed. */
export function pathOf(root: DirInode, inode: Inode): string {
  const names: string[] = [];
  for (let at = inode; at !== root;) {
    if (!at.place) throw failure("ENOENT");
    names.push(at.place.name);
    at = at.place.dir;
  }
  return `/${names.reverse().join("/")}`;
}
