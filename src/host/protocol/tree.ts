import { decode, DecodeError, encode } from "@msgpack/msgpack";
import { zipSync, type Zippable } from "fflate";
import { failure } from "../machine/errno.ts";
import { S_IFMT } from "../machine/flags.ts";
import type { DirInode, Inode } from "../machine/inode.ts";
import type { Vfs } from "../machine/vfs.ts";
import { globTest } from "./globs.ts";

/**
 * A folder as the client's `mount` and `export` send it: `d` a folder's entries; `f` a file with content `c` (text, bytes,
 * or with `b` one character per byte) or a link with target `l`.
 */
interface WireFolder {
  readonly d: Readonly<Record<string, WireFolder | WireFile>>;
}
interface WireFile {
  readonly f: { readonly c: string | Uint8Array; readonly b?: boolean } | { readonly l: string };
}

/** As deep as a file system of the machine may be. */
const MAX_DEPTH = 1024;

/** Reads a mount's payload: JSON text, or a binary snapshot (msgpack). @throws EINVAL when it is neither */
export function readTree(bytes: Uint8Array): unknown {
  try {
    // The payload says which it is by its first byte: JSON of a folder begins with a brace.
    return bytes[0] === 0x7b ? JSON.parse(new TextDecoder().decode(bytes)) : decode(bytes);
  } catch (error) {
    // What the two parsers throw: SyntaxError; DecodeError, RangeError.
    if (error instanceof SyntaxError || error instanceof DecodeError || error instanceof RangeError)
      throw failure("EINVAL");
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

export interface ExportOptions {
  readonly format: "json" | "binary" | "zip";
  /** Globs relative to the exported folder. What `includes` matches stays even inside of what `excludes` matches. */
  readonly includes?: readonly string[] | undefined;
  readonly excludes?: readonly string[] | undefined;
}

/** Packs what is below `root` (a file for zip and binary alone). */
export function packTree(vfs: Vfs, root: Inode, options: ExportOptions): Uint8Array<ArrayBuffer> {
  const excludes = (options.excludes ?? []).map(globTest);
  const includes = (options.includes ?? []).map(globTest);
  const isOut = (path: string): boolean =>
    excludes.some((test) => test(path)) && !includes.some((test) => test(path));
  switch (options.format) {
    case "json":
      return new TextEncoder().encode(JSON.stringify(wireOf(root, "", isOut, includes.length > 0, asText)));
    case "binary":
      return new Uint8Array(
        encode(
          wireOf(root, "", isOut, includes.length > 0, (bytes) => ({ c: bytes })),
          { maxDepth: 4 * MAX_DEPTH },
        ),
      );
    case "zip": {
      const files: Zippable = {};
      collect(root, "", isOut, includes.length > 0, files);
      return new Uint8Array(zipSync(files));
    }
  }
}

/** Text where the bytes are UTF-8, else one character for each byte. */
function asText(bytes: Uint8Array): { c: string; b?: boolean } {
  try {
    return { c: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    let latin1 = "";
    for (let at = 0; at < bytes.length; at += 8192)
      latin1 += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { c: latin1, b: true };
  }
}

type Content = (bytes: Uint8Array) => { c: string | Uint8Array; b?: boolean };

function wireOf(
  inode: Inode,
  path: string,
  isOut: (path: string) => boolean,
  lookInside: boolean,
  content: Content,
): WireFolder | WireFile {
  if (inode.kind === "file") return { f: content(inode.content.slice(0, inode.content.length)) };
  if (inode.kind === "link") return { f: { l: inode.target } };
  if (inode.kind !== "dir") return { f: content(new Uint8Array(0)) };
  // Without a prototype, so that a file may be called __proto__.
  const entries: Record<string, WireFolder | WireFile> = Object.create(null) as Record<
    string,
    WireFolder | WireFile
  >;
  for (const [name, child] of inode.entries) {
    const childPath = path === "" ? name : `${path}/${name}`;
    const out = isOut(childPath);
    // A folder that is left out may hold what is not.
    if (out && !(lookInside && child.kind === "dir")) continue;
    const wire = wireOf(child, childPath, isOut, lookInside, content);
    if (out && "d" in wire && Object.keys(wire.d).length === 0) continue;
    entries[name] = wire;
  }
  return { d: entries };
}

/** DOS and Unix attributes of a zip entry: version made by 3 (Unix), mode in the upper half. */
const attributes = (inode: Inode): { os: number; attrs: number; mtime: number } => ({
  os: 3,
  attrs: (inode.mode & (S_IFMT | 0o7777)) * 65_536,
  // Zip has no times before 1980 and after 2099; programs may set any.
  mtime: Math.min(Math.max(inode.mtimeMs, Date.UTC(1980, 0, 2)), Date.UTC(2099, 11, 30)),
});

/** The packer keeps entries in an object with a prototype, which a file of this name would replace. */
const entryName = (path: string): string => (path === "__proto__" ? "./__proto__" : path);

function collect(
  inode: Inode,
  path: string,
  isOut: (path: string) => boolean,
  lookInside: boolean,
  files: Zippable,
): void {
  if (path !== "" && isOut(path) && !(lookInside && inode.kind === "dir")) return;
  if (inode.kind === "file")
    files[entryName(path || "file")] = [inode.content.slice(0, inode.content.length), attributes(inode)];
  else if (inode.kind === "link")
    files[entryName(path)] = [new TextEncoder().encode(inode.target), attributes(inode)];
  else if (inode.kind === "dir") {
    if (path !== "" && inode.entries.size === 0) files[`${path}/`] = [new Uint8Array(0), attributes(inode)];
    for (const [name, child] of inode.entries)
      collect(child, path === "" ? name : `${path}/${name}`, isOut, lookInside, files);
  }
}
