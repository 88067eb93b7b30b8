import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTask, writeFiles } from "./build-task.ts";
import { cachedFolder, copyCached, dropCached, isCached, markCached, taskKey } from "./cache.ts";
import { FormatError } from "../../src/core/format-error.ts";
import type { TaskSource } from "../../src/core/parse-task.ts";
import { readTaskFolder, TASKS } from "./task-folder.ts";

const ORDER = ["S", "M", "L", "XL"];

export interface BuildOptions {
  /** Only these tasks (default all). */
  readonly ids?: readonly string[];
  /** Writes the manifests anew. */
  readonly update?: boolean;
  readonly log?: (line: string) => void;
}

/** A folder that is meant to be a task, but cannot be read. */
export interface BrokenFolder {
  readonly id: string;
  readonly message: string;
}

/** The tasks that can be read, small ones first, and those that cannot. */
export function listTasks(): { readonly ids: readonly string[]; readonly broken: readonly BrokenFolder[] } {
  const sources: TaskSource[] = [];
  const broken: BrokenFolder[] = [];
  for (const id of readdirSync(TASKS)) {
    // What has a cases/ or a prompt.md is meant to be one, also when its task.json was forgotten.
    const meant = ["task.json", "prompt.md", "cases"].some((name) => existsSync(join(TASKS, id, name)));
    if (id.startsWith(".") || !meant) continue;
    try {
      sources.push(readTaskFolder(id).source);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      broken.push({ id, message: error.message });
    }
  }
  sources.sort(
    (a, b) => ORDER.indexOf(a.size) - ORDER.indexOf(b.size) || a.original.lines - b.original.lines,
  );
  return { ids: sources.map(({ id }) => id), broken };
}

/** Some tasks could not be built; the others were. */
export class BrokenTasksError extends Error {
  override readonly name = "BrokenTasksError";
  readonly broken: readonly BrokenFolder[];
  constructor(broken: readonly BrokenFolder[]) {
    super(broken.map(({ message }) => message).join("\n"));
    this.broken = broken;
  }
}

/**
 * Builds the tasks into `<outDir>/tasks/`, from the cache where nothing changed.
 * @throws BrokenTasksError after the others were built, one message for each that could not be; Error for a task that
 * there is not.
 */
export async function buildTasks(outDir: string, options: BuildOptions = {}): Promise<void> {
  const listed = listTasks();
  const wanted = options.ids ?? [];
  const known = [...listed.ids, ...listed.broken.map(({ id }) => id)];
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Error(`There is no task "${unknown}". There are: ${known.join(", ")}`);
  const concerns = (id: string): boolean => wanted.length === 0 || wanted.includes(id);
  const broken: BrokenFolder[] = listed.broken.filter(({ id }) => concerns(id));
  const target = join(outDir, "tasks");
  mkdirSync(target, { recursive: true });
  for (const id of listed.ids.filter(concerns)) {
    try {
      await buildOne(id, join(target, id), options);
    } catch (error) {
      broken.push({ id, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const whole = listed.ids.filter((id) => !broken.some((one) => one.id === id));
  for (const name of readdirSync(target)) {
    if (name !== "index.json" && !whole.includes(name)) rmSync(join(target, name), { recursive: true });
  }
  writeFileSync(join(target, "index.json"), `${JSON.stringify({ tasks: whole })}\n`);
  if (broken.length > 0) throw new BrokenTasksError(broken);
}

async function buildOne(id: string, target: string, { update = false, log }: BuildOptions): Promise<void> {
  const started = performance.now();
  const key = taskKey(id);
  if (update || !isCached(id, key)) {
    dropCached(id);
    const built = await buildTask(id, update);
    writeFiles(cachedFolder(id), built.files);
    // The manifest belongs to the key, and an update has just changed it.
    markCached(id, update ? taskKey(id) : key);
    const { visible, hidden } = built.manifest.counts;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    log?.(`tasks: built ${id}: ${visible} visible, ${hidden} hidden cases, ${seconds} s`);
  }
  copyCached(id, target);
}
