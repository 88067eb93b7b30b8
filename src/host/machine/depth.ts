import { failure } from "./errno.ts";
import type { DirInode } from "./inode.ts";

/**
 * Directories inside of each other. A program can go down further than any path is long, one step at a time; whoever
 * copies, packs or removes such a tree has to follow it to the end.
 */
const MAX_DEPTH = 1024;

/** Whether a new directory, or `moved` with all that is in it, may come into `dir`. @throws ENAMETOOLONG */
export function permitDepth(dir: DirInode, moved: DirInode | null): void {
  const depth = depthOf(dir);
  if (moved && depth <= depthOf(moved) - 1) return;
  if (depth + (moved ? heightOf(moved) : 1) > MAX_DEPTH) throw failure("ENAMETOOLONG");
}

function depthOf(dir: DirInode): number {
  let depth = 0;
  for (let at = dir.place?.dir; at; at = at.place?.dir) depth++;
  return depth;
}

/** The levels of directories in `dir`, itself included, as far as they matter. */
function heightOf(dir: DirInode): number {
  let height = 0;
  for (let level = [dir]; level.length > 0 && height <= MAX_DEPTH; height++)
    level = level.flatMap((each) => [...each.entries.values()].filter((child) => child.kind === "dir"));
  return height;
}
