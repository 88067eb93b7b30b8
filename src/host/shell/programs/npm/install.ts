import { SyscallError } from "../../../machine/syscalls.ts";
import type { ProgramContext } from "../program.ts";
import { isOn, isSilent, type CommandLine } from "./command-line.ts";
import { readLock, writeLocks } from "./lockfile.ts";
import { nearestManifest, noManifest, readManifest, writeJson, type Manifest } from "./manifest.ts";
import { NO_REGISTRY, refuse } from "./messages.ts";
import { runEvent } from "./scripts.ts";
import { parseWord, relativePath } from "./spec.ts";
import { linkTarget, makeFolder, namesIn, packedManifest, removePath, Tree, type Placed } from "./tree.ts";

/** What npm runs of the project itself after an install, in this order. */
const OWN_EVENTS = ["install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
const KINDS = ["dependencies", "devDependencies", "optionalDependencies"] as const;
type Kind = (typeof KINDS)[number];

/** npm install [folder|tarball|name …] */
export async function install(context: ProgramContext, line: CommandLine): Promise<number> {
  const started = performance.now();
  if (isOn(line, "global")) return refuse(context, "this machine has no place for global packages");
  const root = await rootOf(context, line, line.words.length > 0);
  const words = [];
  for (const word of line.words) words.push(await identified(context, word, root.folder));
  const kind: Kind = isOn(line, "save-dev")
    ? "devDependencies"
    : isOn(line, "save-optional")
      ? "optionalDependencies"
      : "dependencies";
  const saved = words.length === 0 ? root : withDependencies(root, words, kind);
  const outcome = await fit(context, line, saved, new Set(words.map(({ name }) => name)), true);
  if (outcome.status !== 0) return outcome.status;
  if (words.length > 0 && !off(line, "save")) writeJson(context, `${root.folder}/package.json`, saved.json);
  await report(context, line, started, { added: outcome.added, removed: 0 });
  return 0;
}

/** npm ci: what the lock file names, and the lock file stays as it is. */
export async function cleanInstall(context: ProgramContext, line: CommandLine): Promise<number> {
  const started = performance.now();
  const root = await rootOf(context, line, false);
  if (Object.keys(readLock(context, root.folder)).length === 0)
    return refuse(
      context,
      "code EUSAGE\n\nThe `npm ci` command can only install with an existing package-lock.json or\nnpm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or\nlater to generate a package-lock.json file, then try again.",
    );
  const outcome = await fit(context, line, root, new Set(Object.keys(root.dependencies)), false);
  if (outcome.status === 0) await report(context, line, started, { added: outcome.added, removed: 0 });
  return outcome.status;
}

/** npm uninstall name … */
export async function uninstall(context: ProgramContext, line: CommandLine): Promise<number> {
  const started = performance.now();
  if (line.words.length === 0) return refuse(context, "code EUSAGE\n\nMust provide a package name to remove");
  const root = await rootOf(context, line, false);
  const json: Record<string, unknown> = { ...root.json };
  for (const kind of KINDS) {
    const left = Object.entries(root[kind]).filter(([name]) => !line.words.includes(name));
    if (left.length === Object.keys(root[kind]).length) continue;
    if (left.length > 0) json[kind] = Object.fromEntries(left);
    else Reflect.deleteProperty(json, kind);
  }
  let removed = 0;
  for (const name of line.words) {
    const path = `${root.folder}/node_modules/${name}`;
    if ((await readManifest(context, path)) === null && linkTarget(context, path) === null) continue;
    await removePath(context, path);
    removed++;
  }
  dropDeadBins(context, root.folder);
  if (!off(line, "save")) writeJson(context, `${root.folder}/package.json`, json);
  const after = (await readManifest(context, root.folder)) ?? root;
  const outcome = await fit(context, line, after, new Set(), true);
  if (outcome.status === 0) await report(context, line, started, { added: outcome.added, removed });
  return outcome.status;
}

const off = (line: CommandLine, name: string): boolean => line.options.get(name) === "false";

/** The project; `create`: where there is none the working directory becomes one. */
async function rootOf(context: ProgramContext, line: CommandLine, create: boolean): Promise<Manifest> {
  const prefix = line.options.get("prefix");
  const found =
    prefix === undefined ? await nearestManifest(context) : await readManifest(context, context.path(prefix));
  if (found) return found;
  const folder = prefix === undefined ? context.cwd : context.path(prefix);
  if (!create) return noManifest(context, folder);
  await makeFolder(context, folder);
  writeJson(context, `${folder}/package.json`, {});
  return (await readManifest(context, folder)) ?? noManifest(context, folder);
}

interface Named {
  readonly name: string;
  /** As package.json keeps it. */
  readonly text: string;
}

/** Finds out what package a word of the command line means. */
async function identified(context: ProgramContext, word: string, root: string): Promise<Named> {
  const { name, spec, text } = parseWord(word, context.cwd);
  if (spec.kind === "folder" || spec.kind === "tarball") {
    const manifest =
      spec.kind === "folder"
        ? await readManifest(context, spec.path)
        : await tarballManifest(context, spec.path);
    if (!manifest) return noManifest(context, spec.path);
    const own = manifest.name || spec.path.slice(spec.path.lastIndexOf("/") + 1);
    return { name: name ?? own, text: `file:${relativePath(root, spec.path)}` };
  }
  const lying = name === null ? null : await readManifest(context, `${root}/node_modules/${name}`);
  if (name === null || !lying || spec.kind === "elsewhere") {
    return refuse(context, `code ENOREGISTRY\n${word} would have to come from a registry.\n${NO_REGISTRY}`);
  }
  return { name, text: text === "" || text === "latest" ? `^${lying.version}` : text };
}

async function tarballManifest(context: ProgramContext, path: string): Promise<Manifest | null> {
  try {
    return await packedManifest(context, context.sys.readFile(path), path);
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    return refuse(
      context,
      `code ENOENT\nsyscall open\npath ${path}\nerrno -2\nenoent ENOENT: no such file or directory, open '${path}'`,
      254,
    );
  }
}

/** The project with these dependencies, each in one place only and in the order of their names. */
function withDependencies(root: Manifest, words: readonly Named[], kind: Kind): Manifest {
  const json: Record<string, unknown> = { ...root.json };
  const changed: Record<Kind, Record<string, string>> = {
    dependencies: { ...root.dependencies },
    devDependencies: { ...root.devDependencies },
    optionalDependencies: { ...root.optionalDependencies },
  };
  for (const { name, text } of words) {
    for (const other of KINDS) Reflect.deleteProperty(changed[other], name);
    changed[kind][name] = text;
  }
  for (const one of KINDS) {
    const entries = Object.entries(changed[one]).toSorted(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0) json[one] = Object.fromEntries(entries);
    else Reflect.deleteProperty(json, one);
  }
  return { ...root, ...changed, json };
}

/** Makes node_modules, its commands and the lock file fit the project, and runs what packages want run. */
async function fit(
  context: ProgramContext,
  line: CommandLine,
  root: Manifest,
  forced: ReadonlySet<string>,
  lock: boolean,
): Promise<{ status: number; added: number }> {
  const scripts = !isOn(line, "ignore-scripts");
  const silent = isSilent(line);
  if (scripts) {
    const status = await runEvent(context, root, "preinstall", { command: "install", silent });
    if (status !== 0) return { status, added: 0 };
  }
  const { satisfies } = await import("semver");
  const tree = new Tree(context, root, (version, range) => satisfies(version, range, { loose: true }));
  await tree.fill(line.options.get("omit") !== "dev" && !isOn(line, "production"), forced);
  if (tree.missing.length > 0) {
    const names = tree.missing.map(({ name, spec, by }) => `${name}@${spec} (for ${by})`);
    return refuse(context, `code ENOREGISTRY\nnot in node_modules: ${names.join(", ")}.\n${NO_REGISTRY}`);
  }
  const placed = [...tree.placed.values()];
  for (const one of placed) await linkBins(context, root.folder, one);
  if (lock || placed.length > 0)
    writeLocks(context, root, placed, { lock: lock && !off(line, "package-lock") });
  const fresh = placed.filter((one) => one.fresh);
  if (scripts) {
    for (const one of fresh) await runPackageEvents(context, one);
    if (line.words.length === 0)
      for (const event of OWN_EVENTS) {
        const status = await runEvent(context, root, event, { command: "install", silent });
        if (status !== 0) return { status, added: fresh.length };
      }
  }
  return { status: 0, added: fresh.length };
}

/** A package whose install script fails cannot be used: the install fails, unless the package is optional. */
async function runPackageEvents(
  context: ProgramContext,
  { manifest, target, optional }: Placed,
): Promise<void> {
  const events = ["preinstall", "install", "postinstall", ...(target === null ? [] : ["prepare"])];
  for (const event of events) {
    const script = manifest.scripts[event];
    if (script === undefined) continue;
    const status = await runEvent(context, manifest, event, { command: "install" });
    if (status === 0 || optional) continue;
    const at = `code ${status}\npath ${manifest.folder}\ncommand failed\ncommand sh -c ${script}`;
    await refuse(context, at, status);
  }
}

/** Links a package's commands into the .bin beside it. */
async function linkBins(context: ProgramContext, root: string, { at, manifest }: Placed): Promise<void> {
  const bins = Object.entries(manifest.bin);
  if (bins.length === 0) return;
  const folder = `${root}/${at.slice(0, at.lastIndexOf("node_modules/"))}node_modules/.bin`;
  await makeFolder(context, folder);
  for (const [command, file] of bins) {
    const path = `${folder}/${command}`;
    const target = relativePath(folder, `${root}/${at}/${file}`);
    if (linkTarget(context, path) === target) continue;
    try {
      const real = `${manifest.folder}/${file}`;
      context.sys.chmod(real, (context.sys.stat(real).mode & 0o7777) | 0o111);
    } catch (error) {
      // As npm: a command whose file is missing is left out.
      if (!(error instanceof SyscallError)) throw error;
      continue;
    }
    await removePath(context, path);
    context.sys.symlink(target, path);
  }
}

/** Removes links of .bin that lead nowhere. */
function dropDeadBins(context: ProgramContext, root: string): void {
  const folder = `${root}/node_modules/.bin`;
  for (const name of namesIn(context, folder)) {
    try {
      context.sys.stat(`${folder}/${name}`);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      context.sys.unlink(`${folder}/${name}`);
    }
  }
}

async function report(
  context: ProgramContext,
  line: CommandLine,
  started: number,
  { added, removed }: { added: number; removed: number },
): Promise<void> {
  if (isSilent(line)) return;
  const ms = Math.round(performance.now() - started);
  const time = ms < 1000 ? `${ms}ms` : `${Math.round(ms / 1000)}s`;
  const some = (verb: string, count: number): string[] =>
    count === 0 ? [] : [`${verb} ${count} package${count === 1 ? "" : "s"}`];
  const done = [...some("added", added), ...some("removed", removed)];
  await context.out.text(`\n${done.length === 0 ? "up to date" : done.join(", and ")} in ${time}\n`);
}
