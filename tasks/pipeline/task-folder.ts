import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { FormatError } from "../../src/core/format-error.ts";
import { parseTaskSource, type TaskSource } from "../../src/core/parse-task.ts";
import type { Family } from "./family.ts";

export const TASKS = join(import.meta.dirname, "..");

/** A task as it is written: its description, prompt and generators. */
export interface TaskFolder {
  readonly folder: string;
  readonly source: TaskSource;
  readonly prompt: string;
  readonly manifestFile: string;
}

/** @throws FormatError when something is missing or wrong. */
export function readTaskFolder(id: string): TaskFolder {
  const folder = join(TASKS, id);
  const read = (name: string): string => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new FormatError({ file: `tasks/${id}/${name}`, field: "" }, "is missing");
    return readFileSync(path, "utf8");
  };
  const source = parseTaskSource(read("task.json"), `tasks/${id}/task.json`);
  if (source.id !== basename(folder)) {
    throw new FormatError(
      { file: `tasks/${id}/task.json`, field: "id" },
      `must be "${id}", the folder's name`,
    );
  }
  const prompt = read("prompt.md");
  read("reference/main.ts");
  return {
    folder,
    source,
    prompt,
    manifestFile: join(folder, "manifest.json"),
  };
}

/** What a task's `docs/made.ts` may export: pages made from what its package ships, by name. */
export interface MadePages {
  readonly pages: Readonly<Record<string, () => string>>;
}

/**
 * The manual: page name -> Markdown, in reading order.
 * @throws FormatError when a page is neither written nor made.
 */
export async function loadPages({ folder, source }: TaskFolder): Promise<Readonly<Record<string, string>>> {
  const maker = join(folder, "docs/made.ts");
  const made = existsSync(maker) ? ((await import(maker)) as MadePages).pages : {};
  const page = (name: string): string => {
    const make = made[name];
    if (make) return make();
    const path = join(folder, "docs", name);
    if (existsSync(path)) return readFileSync(path, "utf8");
    throw new FormatError({ file: `tasks/${source.id}/docs/${name}`, field: "" }, "is missing");
  };
  return Object.fromEntries(source.docs.map((name) => [name, page(name)]));
}

/**
 * The generators of a task's inputs.
 * @throws FormatError when there are none.
 */
export async function loadFamilies({
  folder,
  source,
}: Pick<TaskFolder, "folder" | "source">): Promise<readonly Family[]> {
  const place = { file: `tasks/${source.id}/cases/index.ts`, field: "" };
  const path = join(folder, "cases/index.ts");
  if (!existsSync(path)) throw new FormatError(place, "is missing");
  const { families } = (await import(path)) as { readonly families?: readonly Family[] };
  if (!Array.isArray(families) || families.length === 0)
    throw new FormatError(place, "must export a list `families` with at least one family");
  return families as readonly Family[];
}

/** Every file below a folder, as paths relative to it, sorted. */
export function filesBelow(folder: string, except: readonly string[] = []): readonly string[] {
  const walk = (below: string): string[] =>
    readdirSync(join(folder, below))
      .map((name) => (below === "" ? name : `${below}/${name}`))
      .filter((path) => !except.includes(path))
      .flatMap((path) => (statSync(join(folder, path)).isDirectory() ? walk(path) : [path]));
  return walk("").sort();
}
