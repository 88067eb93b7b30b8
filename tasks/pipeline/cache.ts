import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, readTaskFolder, TASKS } from "./task-folder.ts";

const ROOT = join(TASKS, "..");
const CACHE = join(ROOT, "build/cache/tasks");

/** What besides the task's own folder decides what is built. */
const SHARED = [
  "tasks/pipeline",
  ...["case", "format-error", "parse-case", "parse-task", "read-json", "scoring"].map(
    (name) => `src/core/${name}.ts`,
  ),
  "src/sandbox/testing.ts",
  "src/sandbox/testing-preload.cjs",
];
/** Files of the pipeline that only carry what is built from place to place. */
const CARRIERS = ["build-tasks.ts", "cache.ts", "scaffold.ts"];

/** The locked version of a package, and of those that only it uses. */
function packageMark(name: string): string {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) => `${path}/`.startsWith(`node_modules/${name}/`))
    .map(([path, { version, integrity }]) => `${path}@${version} ${integrity}`)
    .join("\n");
}

/** A digest of everything that a task's built files depend on. */
export function taskKey(id: string): string {
  const hash = createHash("sha256");
  const { source } = readTaskFolder(id);
  hash.update(`${process.version} ${packageMark("esbuild")} ${packageMark(source.original.package)}\n`);
  const add = (path: string): void => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  };
  for (const path of filesBelow(join(TASKS, id), ["solution"])) add(`tasks/${id}/${path}`);
  for (const shared of SHARED) {
    if (shared.includes(".")) add(shared);
    else
      for (const path of filesBelow(join(ROOT, shared), CARRIERS))
        if (!path.includes(".test.")) add(`${shared}/${path}`);
  }
  return hash.digest("hex");
}

/** Where a built task is kept between builds. */
export function cachedFolder(id: string): string {
  return join(CACHE, id);
}

export function isCached(id: string, key: string): boolean {
  const mark = join(CACHE, `${id}.key`);
  return (
    existsSync(mark) && readFileSync(mark, "utf8") === key && existsSync(join(cachedFolder(id), "task.json"))
  );
}

/** Marks what lies in the cached folder as built from what `key` stands for. */
export function markCached(id: string, key: string): void {
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(join(CACHE, `${id}.key`), key);
}

/** Forgets a task before its cached folder is written anew. */
export function dropCached(id: string): void {
  rmSync(join(CACHE, `${id}.key`), { force: true });
}

export function copyCached(id: string, target: string): void {
  rmSync(target, { recursive: true, force: true });
  cpSync(cachedFolder(id), target, { recursive: true });
}
