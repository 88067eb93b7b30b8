import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes } from "../../bytes.ts";
import { gunzipBytes, unpack } from "../archive.ts";
import type { ProgramContext } from "../program.ts";
import { NoTar, readTar } from "../tar-format.ts";
import { parseManifest, readManifest, type Manifest, type Texts } from "./manifest.ts";
import { refuse } from "./messages.ts";
import { parseSpec, relativePath } from "./spec.ts";

/** A package of the tree that an install makes or finds. */
export interface Placed {
  /** Where it lies below the root: `node_modules/a`, `node_modules/a/node_modules/b`. */
  readonly at: string;
  /** The package itself; for a link, that of its target. */
  readonly manifest: Manifest;
  /** For a link: the target's absolute path. */
  readonly target: string | null;
  readonly resolved: string | null;
  readonly integrity: string | null;
  /** Only development needs it. */
  readonly dev: boolean;
  readonly optional: boolean;
  /** This run put it there. */
  readonly fresh: boolean;
}

/** Whether a package may be called so: it becomes a folder of node_modules, and no other. */
const isName = (name: string): boolean =>
  /^(?:@[^/\\.][^/\\]*\/)?[^/\\.@][^/\\]*$/.test(name) && !name.includes("\0");

/** Something that cannot be had here. */
export interface Missing {
  readonly name: string;
  readonly spec: string;
  readonly by: string;
}

interface Wanted {
  readonly name: string;
  readonly spec: string;
  /** The package that asks: what the spec's path is relative to, and whose folder is looked up from. */
  readonly by: Manifest;
  /** The asking package's place, "" for the root. */
  readonly from: string;
  readonly dev: boolean;
  readonly optional: boolean;
}

/** Makes node_modules fit what the root package asks for. */
export class Tree {
  readonly placed = new Map<string, Placed>();
  readonly missing: Missing[] = [];
  readonly #context: ProgramContext;
  readonly #root: Manifest;
  readonly #satisfies: (version: string, range: string) => boolean;

  constructor(
    context: ProgramContext,
    root: Manifest,
    satisfies: (version: string, range: string) => boolean,
  ) {
    this.#context = context;
    this.#root = root;
    this.#satisfies = satisfies;
  }

  /** The root's dependencies and theirs, nearest first. `forced`: names that are put there anew. */
  async fill(withDev: boolean, forced: ReadonlySet<string>): Promise<void> {
    const root = this.#root;
    const queue: Wanted[] = [];
    const ask = (by: Manifest, from: string, some: Texts, dev: boolean, optional: boolean): void => {
      for (const [name, spec] of Object.entries(some)) queue.push({ name, spec, by, from, dev, optional });
    };
    ask(root, "", { ...root.dependencies }, false, false);
    ask(root, "", root.optionalDependencies, false, true);
    if (withDev) ask(root, "", root.devDependencies, true, false);
    for (const member of await workspaces(this.#context, root))
      ask(root, "", { [member.name]: `file:${relativePath(root.folder, member.folder)}` }, false, false);
    for (let wanted = queue.shift(); wanted; wanted = queue.shift()) {
      const placed = await this.#place(wanted, forced);
      if (!placed) continue;
      // npm leaves a linked package outside of the project to its own node_modules.
      if (placed.target !== null && !`${placed.target}/`.startsWith(`${root.folder}/`)) continue;
      const { manifest, dev } = placed;
      const from = placed.target === null ? placed.at : "";
      ask(manifest, from, manifest.dependencies, dev, wanted.optional);
      ask(manifest, from, manifest.optionalDependencies, dev, true);
    }
  }

  /** Puts one package where the asking one finds it. Null: nothing is to be done for it. */
  async #place(wanted: Wanted, forced: ReadonlySet<string>): Promise<Placed | null> {
    const { name, by, from, dev, optional } = wanted;
    const spec = parseSpec(wanted.spec, by.folder);
    const found = this.#visible(name, from);
    if (found) {
      if (found.dev && !dev) this.placed.set(found.at, { ...found, dev: false });
      if (spec.kind === "range" ? this.#fits(found.manifest, spec.range) : from !== "") return null;
    }
    if (spec.kind === "range" || spec.kind === "elsewhere") {
      const at = await this.#installed(name, from);
      if (at && (spec.kind === "elsewhere" || this.#fits(at.manifest, spec.range)) && !this.placed.has(at.at))
        return this.#keep({
          ...at,
          target: null,
          resolved: null,
          integrity: null,
          dev,
          optional,
          fresh: false,
        });
      if (!optional) this.missing.push({ name, spec: wanted.spec, by: by.name || "the project" });
      return null;
    }
    if (!isName(name))
      return refuse(this.#context, `code EINVALIDPACKAGENAME\nInvalid package name "${name}".`);
    const at = found && from !== "" ? `${from}/node_modules/${name}` : `node_modules/${name}`;
    const base = { at, dev, optional };
    return spec.kind === "folder"
      ? this.#link(base, spec.path)
      : this.#unpack(base, spec.path, forced.has(name));
  }

  #keep(placed: Placed): Placed {
    this.placed.set(placed.at, placed);
    return placed;
  }

  #fits(manifest: Manifest, range: string): boolean {
    return range === "" || range === "latest" || this.#satisfies(manifest.version, range);
  }

  /** What `from` would get for `name`, of what is placed so far. */
  #visible(name: string, from: string): Placed | null {
    for (
      let at = from;
      ;
      at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
    ) {
      const found = this.placed.get(`${at === "" ? "" : `${at}/`}node_modules/${name}`);
      if (found || at === "") return found ?? null;
    }
  }

  /** A package that lies in node_modules already. */
  async #installed(name: string, from: string): Promise<{ at: string; manifest: Manifest } | null> {
    for (
      let at = from;
      ;
      at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : ""
    ) {
      const place = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
      const manifest = await readManifest(this.#context, `${this.#root.folder}/${place}`);
      if (manifest) return { at: place, manifest };
      if (at === "") return null;
    }
  }

  async #link(base: { at: string; dev: boolean; optional: boolean }, target: string): Promise<Placed> {
    const { sys } = this.#context;
    const manifest = await readManifest(this.#context, target);
    if (!manifest) {
      const path = `${target}/package.json`;
      return refuse(
        this.#context,
        `code ENOENT\nsyscall open\npath ${path}\nerrno -2\nenoent Could not read package.json: Error: ENOENT: no such file or directory, open '${path}'`,
        254,
      );
    }
    const path = `${this.#root.folder}/${base.at}`;
    const text = relativePath(path.slice(0, path.lastIndexOf("/")), target);
    const fresh = linkTarget(this.#context, path) !== text;
    if (fresh) {
      await removePath(this.#context, path);
      await makeFolder(this.#context, path.slice(0, path.lastIndexOf("/")));
      sys.symlink(text, path);
    }
    const resolved = relativePath(this.#root.folder, target);
    return this.#keep({ ...base, manifest, target, resolved, integrity: null, fresh });
  }

  async #unpack(
    base: { at: string; dev: boolean; optional: boolean },
    file: string,
    forced: boolean,
  ): Promise<Placed> {
    const context = this.#context;
    const bytes = await readTarball(context, file);
    const integrity = await sha512(bytes);
    const path = `${this.#root.folder}/${base.at}`;
    const resolved = `file:${relativePath(this.#root.folder, file)}`;
    const before = await readManifest(context, path);
    const packed = await packedManifest(context, bytes, file);
    const fresh = forced || before?.version !== packed.version || before.name !== packed.name;
    if (fresh) {
      await removePath(context, path);
      await makeFolder(context, path);
      for (const entry of readTar((await gunzipBytes(bytes)) ?? bytes)) {
        // As npm: a package brings no links.
        if (!/[12]/.test(entry.type)) unpack(context, path, entry, 1);
      }
    }
    const manifest = (await readManifest(context, path)) ?? packed;
    return this.#keep({ ...base, manifest, target: null, resolved, integrity, fresh });
  }
}

async function readTarball(context: ProgramContext, file: string): Promise<Uint8Array> {
  try {
    return context.sys.readFile(file);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return refuse(
      context,
      `code ENOENT\nsyscall open\npath ${file}\nerrno -2\nenoent ENOENT: no such file or directory, open '${file}'`,
      254,
    );
  }
}

/** The package.json inside of a tarball, which may have any folder as its top. */
export async function packedManifest(
  context: ProgramContext,
  bytes: Uint8Array,
  file: string,
): Promise<Manifest> {
  try {
    for (const { name, content } of readTar((await gunzipBytes(bytes)) ?? bytes)) {
      if (/^[^/]+\/package\.json$/.test(name.replace(/^\.\//, "")))
        return await parseManifest(context, "", file, decodeBytes(content));
    }
  } catch (error) {
    if (!(error instanceof NoTar)) throw error;
  }
  return refuse(
    context,
    `code EINVALIDPACKAGE\n${file} is not a package: it holds no package.json one folder down`,
  );
}

export async function sha512(bytes: Uint8Array): Promise<string> {
  const { sha512: digest } = await import("@noble/hashes/sha2.js");
  return `sha512-${btoa(String.fromCharCode(...digest(bytes)))}`;
}

/** The packages that `workspaces` names: folders, or all folders of a folder (`packages/*`). */
async function workspaces(context: ProgramContext, root: Manifest): Promise<Manifest[]> {
  const { workspaces: value } = root.json;
  const globs = (Array.isArray(value) ? value : []).filter(
    (glob): glob is string => typeof glob === "string",
  );
  const found: Manifest[] = [];
  for (const glob of globs) {
    const plain = glob.replace(/^\.\//, "").replace(/\/+$/, "");
    const parent = `${root.folder}/${plain.replace(/\/?\*$/, "")}`;
    const folders = plain.endsWith("*")
      ? namesIn(context, parent).map((name) => `${parent}/${name}`)
      : [parent];
    for (const folder of folders) {
      const manifest = await readManifest(context, folder);
      if (manifest) found.push(manifest);
    }
  }
  return found;
}

export function namesIn(context: ProgramContext, folder: string): string[] {
  try {
    return context.sys
      .readdir(folder)
      .map(({ name }) => name)
      .toSorted();
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return [];
  }
}

export function linkTarget(context: ProgramContext, path: string): string | null {
  try {
    return context.sys.readlink(path);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return null;
  }
}

export async function makeFolder(context: ProgramContext, path: string): Promise<void> {
  await context.run(["mkdir", "-p", path]);
}

export async function removePath(context: ProgramContext, path: string): Promise<void> {
  await context.run(["rm", "-rf", path]);
}
