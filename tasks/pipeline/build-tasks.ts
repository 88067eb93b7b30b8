import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTask, writeFiles } from "./build-task.ts";
import { cachedFolder, copyCached, dropCached, isCached, markCached, taskKey } from "./cache.ts";
import { taskIds } from "./task-folder.ts";

export interface BuildOptions {
  /** Only these tasks (default all). */
  readonly ids?: readonly string[];
  /** Writes the manifests anew. */
  readonly update?: boolean;
  readonly log?: (line: string) => void;
}

/**
 * Builds the tasks into `<outDir>/tasks/`, from the cache where nothing changed.
 * @throws Error naming the task that cannot be built, and what to do.
 */
export async function buildTasks(outDir: string, options: BuildOptions = {}): Promise<void> {
  const all = taskIds();
  const wanted = options.ids ?? [];
  const unknown = wanted.find((id) => !all.includes(id));
  if (unknown !== undefined) throw new Error(`There is no task "${unknown}". There are: ${all.join(", ")}`);
  const target = join(outDir, "tasks");
  mkdirSync(target, { recursive: true });
  for (const id of wanted.length === 0 ? all : wanted) {
    const started = performance.now();
    const key = taskKey(id);
    if (options.update === true || !isCached(id, key)) {
      dropCached(id);
      const built = await buildTask(id, options.update === true);
      writeFiles(cachedFolder(id), built.files);
      // The manifest belongs to the key, and an update has just changed it.
      markCached(id, options.update === true ? taskKey(id) : key);
      const { visible, hidden } = built.manifest.counts;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      options.log?.(`tasks: built ${id}: ${visible} visible, ${hidden} hidden cases, ${seconds} s`);
    }
    copyCached(id, join(target, id));
  }
  for (const name of readdirSync(target)) {
    if (name !== "index.json" && !all.includes(name)) rmSync(join(target, name), { recursive: true });
  }
  writeFileSync(join(target, "index.json"), `${JSON.stringify({ tasks: all })}\n`);
}
