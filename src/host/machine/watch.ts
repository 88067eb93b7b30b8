import type { Inode } from "./inode.ts";
import type { FileEventListener, Undo } from "./syscalls.ts";

/** One call of `watch`: on a directory it hears of its entries, on a file of the file itself. */
export interface Watch {
  readonly inode: Inode;
  /** What a watch on a file calls it: the last part of the path it was asked for. */
  readonly ownName: string;
  readonly recursive: boolean;
  readonly listener: FileEventListener;
}

/**
 * Tells watchers what changed, as inotify(7) does and libuv maps it: entries that come or go are `rename`, contents and
 * metadata are `change`.
 */
export class WatchHub {
  #count = 0;
  #recursive = 0;

  add(inode: Inode, ownName: string, recursive: boolean, listener: FileEventListener): Undo {
    const watch: Watch = { inode, ownName, recursive, listener };
    inode.watches ??= new Set();
    inode.watches.add(watch);
    this.#count++;
    if (recursive) this.#recursive++;
    let active = true;
    return () => {
      if (!active) return;
      active = false;
      inode.watches?.delete(watch);
      this.#count--;
      if (recursive) this.#recursive--;
    };
  }

  /** Content or metadata of `inode` changed. */
  changed(inode: Inode): void {
    if (this.#count === 0) return;
    this.#self(inode, "change");
    if (inode.place) this.#entry(inode.place.dir, inode.place.name, "change");
  }

  /** The entry `name` of `dir` came or went. */
  renamed(dir: Inode, name: string): void {
    if (this.#count > 0) this.#entry(dir, name, "rename");
  }

  /** `inode` itself was removed or moved. */
  gone(inode: Inode): void {
    if (this.#count > 0) this.#self(inode, "rename");
  }

  #self(inode: Inode, event: "rename" | "change"): void {
    for (const watch of inode.watches ?? []) watch.listener(event, watch.ownName);
  }

  #entry(dir: Inode, name: string, event: "rename" | "change"): void {
    for (const watch of dir.watches ?? []) watch.listener(event, name);
    if (this.#recursive === 0) return;
    let path = name;
    for (let at = dir; at.place; at = at.place.dir) {
      path = `${at.place.name}/${path}`;
      for (const watch of at.place.dir.watches ?? []) if (watch.recursive) watch.listener(event, path);
    }
  }
}
