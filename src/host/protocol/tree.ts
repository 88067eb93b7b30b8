import { failure } from "../machine/errno.ts";
import type { DirInode } from "../machine/inode.ts";
import type { Vfs } from "../machine/vfs.ts";

/**
 * A folder as the client's `mount` and `export` send it: `d` a folder's entries; `f` a file with content `c` (text, bytes,
 * or with `b` one character per byte) or a link with target `l`.
 */
export interface WireFolder {
  readonly d: Readonly<Record<string, WireFolder | WireFile>>;
}
export interface WireFile {
  readonly f: { readonly c: string | Uint8Array; readonly b?: boolean } | { readonly l: string };
}

/** As deep as a file system of the machine may be. */
export const MAX_DEPTH = 1024;

/** Whether a mount's payload is a binary snapshot: JSON of a folder begins with a brace. */
export const isPacked = (bytes: Uint8Array): boolean => bytes[0] !== 0x7b;

/** Reads a payload that is JSON text. @throws EINVAL when it is not */
export function parseTree(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) throw failure("EINVAL");
    throw error;
  }
}

/** Lays a tree into `dir`. What is there stays, unless a file of the same name comes. @throws EINVAL, EISDIR, ENOTDIR … */
export function layTree(vfs: Vfs, dir: DirInode, tree: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw failure("ENAMETOOLONG");
  const entries = recordOf(recordOf(tree)["d"]);
  const view = vfs.view(dir);
  for (const [name, value] of Object.entries(entries)) {
    // Names come from outside: none may lead anywhere but into this folder.
    if (name === "" || name === "." || name === ".." || /[/\0]/.test(name)) throw failure("EINVAL");
    const entry = recordOf(value);
    if ("d" in entry) layTree(vfs, vfs.makePath(name, dir), entry, depth + 1);
    else {
      const file = recordOf(entry["f"]);
      const { l: target, c: content } = file;
      if (typeof target === "string") {
        if (dir.entries.has(name)) vfs.unlink(view, name);
        vfs.symlink(view, target, name);
      } else layFile(vfs, dir, name, contentOf(content, file["b"] === true));
    }
  }
}

/** Writes a whole file. Takes `content` over. */
export function layFile(vfs: Vfs, dir: DirInode, name: string, content: Uint8Array): void {
  const inode = vfs.open(vfs.view(dir), name, 0o1101, 0o644);
  if (inode.kind !== "file") throw failure("EINVAL");
  vfs.replace(inode, content);
}

function contentOf(content: unknown, isLatin1: boolean): Uint8Array {
  if (content instanceof Uint8Array) return content.slice();
  if (typeof content !== "string") throw failure("EINVAL");
  return isLatin1 ? fromLatin1(content) : new TextEncoder().encode(content);
}

/** One byte a character. By index: files of megabytes come this way, and an iterator takes seconds for them. */
function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw failure("EINVAL");
  return value as Readonly<Record<string, unknown>>;
}
