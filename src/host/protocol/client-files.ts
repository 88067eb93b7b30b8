import { proxy, releaseProxy, transfer, type Remote } from "comlink";
import { direntType } from "../machine/flags.ts";
import type { Machine } from "../machine/machine.ts";
import { findDir } from "../machine/walk.ts";
import type { Undo } from "../machine/syscalls.ts";
import { checkEncoding, decodeText, encodeText } from "./encodings.ts";
import { removeTree } from "./remove-tree.ts";
import { asNode, RemoteError } from "./remote-errors.ts";

/** As the client sends them: a string is the encoding. */
type EncodingOptions =
  string | { readonly encoding?: string | null; readonly withFileTypes?: boolean } | null | undefined;

type WatchListener = (event: string, name: string | Uint8Array) => void;

const encodingOf = (options: EncodingOptions): string | null =>
  (typeof options === "string" ? options : options?.encoding) ?? null;

/** Paths are relative to the working directory, also with a leading slash. */
export const inside = (path: string): string => `./${path}`;

/** `fs` of the client: errors are Node's. `undoing` collects what must be undone at teardown. */
export function clientFiles(machine: Machine, undoing: Set<Undo>): object {
  const { vfs } = machine.kernel;
  const view = (): ReturnType<typeof vfs.view> => vfs.view(machine.home());
  return proxy({
    readFile(path: string, options?: EncodingOptions): string | Uint8Array {
      const encoding = encodingOf(options);
      if (encoding !== null && encoding !== "buffer") checkEncoding(encoding);
      const inode = asNode("open", path, () => vfs.open(view(), inside(path), 0, 0));
      if (inode.kind === "dir")
        throw new RemoteError("EISDIR: illegal operation on a directory, read", {
          code: "EISDIR",
          errno: -21,
          syscall: "read",
        });
      const bytes = inode.kind === "file" ? inode.content.slice(0, inode.content.length) : new Uint8Array(0);
      return encoding === null || encoding === "buffer"
        ? transfer(bytes, [bytes.buffer])
        : decodeText(bytes, encoding);
    },
    writeFile(path: string, data: string | Uint8Array, options?: EncodingOptions): void {
      const bytes = typeof data === "string" ? encodeText(data, encodingOf(options) ?? "utf8") : data;
      const inode = asNode("open", path, () => vfs.open(view(), inside(path), 0o1101, 0o644));
      if (inode.kind === "file") asNode("write", undefined, () => vfs.replace(inode, bytes));
    },
    readdir(path: string, options?: EncodingOptions): unknown[] {
      const dir = asNode("scandir", path, () => findDir(view(), inside(path)));
      const name = encodedName(encodingOf(options));
      const entries = asNode("scandir", path, () => vfs.list(view(), dir)).toSorted(([a], [b]) =>
        a < b ? -1 : 1,
      );
      if (typeof options !== "object" || !options?.withFileTypes) return entries.map(([text]) => name(text));
      // The client knows files and folders only, and reads the type from this key.
      return entries.map(([text, { mode }]) => ({
        name: name(text),
        "Symbol(type)": direntType(mode) === 2 ? 2 : 1,
      }));
    },
    mkdir(path: string, options?: { readonly recursive?: boolean } | null): string | undefined {
      return asNode("mkdir", path, () => {
        if (!options?.recursive) return void vfs.mkdir(view(), inside(path), 0o755);
        const first = firstMissing(machine, path);
        vfs.makePath(inside(path), machine.home());
        return first;
      });
    },
    rm(path: string, options?: { readonly force?: boolean; readonly recursive?: boolean } | null): void {
      removeTree(vfs, view(), inside(path), path, options ?? {});
    },
    rename(from: string, to: string): void {
      asNode("rename", from, () => vfs.rename(view(), inside(from), inside(to)), to);
    },
    watch(
      path: string,
      options: { readonly recursive?: boolean; readonly encoding?: string } | string | null | undefined,
      listener: Remote<WatchListener> | undefined,
    ): object {
      const recursive = typeof options === "object" && options?.recursive === true;
      const shown = encodedName(encodingOf(options));
      const stop = asNode("watch", path, () =>
        vfs.watch(view(), inside(path), recursive, (event, name) => {
          void listener?.(event, shown(name));
        }),
      );
      const close = (): void => {
        if (!undoing.delete(close)) return;
        stop();
        listener?.[releaseProxy]();
      };
      undoing.add(close);
      return proxy({ close });
    },
  });
}

/** How a file's name is told: as text, as bytes, or as text of another encoding. */
function encodedName(encoding: string | null): (name: string) => string | Uint8Array {
  if (encoding === null) return (name) => name;
  if (encoding === "buffer") return (name) => new TextEncoder().encode(name);
  checkEncoding(encoding);
  return (name) => decodeText(new TextEncoder().encode(name), encoding);
}

/** The first part of `path` that has to be made, as `mkdir -p` of Node answers it. */
function firstMissing(machine: Machine, path: string): string | undefined {
  const { vfs } = machine.kernel;
  let dir = machine.home();
  let at = machine.cwd;
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    at = `${at}/${name}`;
    const child = name === ".." ? dir.place?.dir : dir.entries.get(name);
    if (!child) return at;
    dir = findDir(vfs.view(dir), name);
  }
  return undefined;
}
