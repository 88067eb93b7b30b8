import type { DirInode, Inode } from "../machine/inode.ts";
import { SyscallError } from "../machine/syscalls.ts";
import type { Vfs } from "../machine/vfs.ts";
import { walk, type Viewpoint } from "../machine/walk.ts";
import { asNode, RemoteError } from "./remote-errors.ts";

/** Removes a file, or with `recursive` a folder and all in it, as Node's `fs.rm`. `shown` is the path that errors name. */
export function removeTree(
  vfs: Vfs,
  view: Viewpoint,
  path: string,
  shown: string,
  options: { readonly force?: boolean; readonly recursive?: boolean },
): void {
  let inode: Inode;
  try {
    inode = asNode("lstat", shown, () => walk(view, path, "never").inode ?? vfs.open(view, path, 0, 0));
  } catch (error) {
    if (options.force && error instanceof RemoteError && error.code === "ENOENT") return;
    throw error;
  }
  if (inode.kind !== "dir") return asNode("unlink", shown, () => vfs.unlink(view, path));
  if (!options.recursive) {
    const message = `Path is a directory: rm returned EISDIR (is a directory) ${shown}`;
    throw new RemoteError(message, { code: "ERR_FS_EISDIR", errno: 21, syscall: "rm", path: shown });
  }
  const root: DirInode = inode;
  const empty = (dir: DirInode): void => {
    for (const [name, child] of dir.entries) {
      if (child.kind === "dir") empty(child);
      const here = vfs.view(dir);
      if (child.kind === "dir") vfs.rmdir(here, name);
      else vfs.unlink(here, name);
    }
  };
  asNode("rm", shown, () => {
    empty(root);
    try {
      vfs.rmdir(view, path);
    } catch (error) {
      // `rm -r .` empties the working directory; the directory itself cannot go.
      if (!(error instanceof SyscallError) || error.code !== "EINVAL") throw error;
    }
  });
}
