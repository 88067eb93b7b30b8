import { decode, DecodeError, encode } from "@msgpack/msgpack";
import { zipSync, type Zippable } from "fflate";
import { failure } from "../machine/errno.ts";
import { S_IFMT } from "../machine/flags.ts";
import type { Inode } from "../machine/inode.ts";
import type { Vfs } from "../machine/vfs.ts";
import { globTest } from "./globs.ts";
import { MAX_DEPTH, type WireFile, type WireFolder } from "./tree.ts";

/**
 * Trees in packages: binary snapshots, and what `export` makes. To be imported when it is needed: what the two libraries
 * find out about the browser when they are loaded takes a good part of the runtime's start.
 */

/** Reads a binary snapshot. @throws EINVAL when it is none */
export function unpack(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof DecodeError || error instanceof RangeError) throw failure("EINVAL");
    throw error;
  }
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
