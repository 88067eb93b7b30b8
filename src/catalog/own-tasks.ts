import { parseTask, type ServedTask } from "../core/parse-task.ts";
import type { Task } from "../core/task.ts";
import { type Added, type BrokenTask, CatalogError, type GivenFile } from "./catalog.ts";
import { OwnDatabase, type StoredTask, type StoredWhole } from "./own-database.ts";
import { readable, type TaskPlace } from "./task-files.ts";

const PREFIX = "own.";
const AGAIN = "Remove it, and drop its folder on the front page again.";

/** Whether an id is that of a task of this browser's. */
export function isOwn(id: string): boolean {
  return id.startsWith(PREFIX);
}

/** What a task is called outside of this browser. */
export function ownName(id: string): string {
  return isOwn(id) ? id.slice(PREFIX.length) : id;
}

/** The tasks that a person gave to this browser. */
export class OwnTasks {
  readonly #database: OwnDatabase;

  constructor(factory: IDBFactory | undefined) {
    this.#database = new OwnDatabase(factory);
  }

  async list(): Promise<{ readonly tasks: readonly Task[]; readonly broken: readonly BrokenTask[] }> {
    const tasks: Task[] = [];
    const broken: BrokenTask[] = [];
    let stored: readonly StoredTask[] = [];
    try {
      stored = await this.#database.list();
    } catch (error) {
      if (!(error instanceof CatalogError)) throw error;
      broken.push({ id: "Your programs", message: error.message, remedy: error.remedy });
    }
    for (const one of stored.toSorted((a, b) => b.addedAt - a.addedAt)) {
      try {
        tasks.push(read(one).task);
      } catch (error) {
        if (!(error instanceof CatalogError)) throw error;
        broken.push({ id: one.id, message: error.message, remedy: error.remedy });
      }
    }
    return { tasks, broken };
  }

  async open(id: string): Promise<ServedTask> {
    const stored = await this.#database.task(id);
    if (stored === undefined) {
      throw new CatalogError(
        `${ownName(id)} is no longer among this browser's programs.`,
        "Drop its folder on the front page again.",
      );
    }
    return read(stored);
  }

  place(id: string): TaskPlace {
    const nameOf = (path: string): string => `${ownName(id)}/${path}`;
    return {
      bytes: async (path) => {
        const bytes = await this.#database.file(id, path);
        if (bytes === undefined) throw new CatalogError(`${nameOf(path)} is missing.`, AGAIN);
        return bytes;
      },
      nameOf,
      remedy: AGAIN,
    };
  }

  async add(given: readonly GivenFile[], signal?: AbortSignal): Promise<Added> {
    // Zips and foreign formats are needed only once somebody brings one.
    const { readGiven } = await import("./given/index.ts");
    const { packed, refused } = await readGiven(given, signal);
    const failed: BrokenTask[] = [...refused];
    const tasks: { task: Task; replaced: boolean }[] = [];
    const before: { id: string; whole: StoredWhole | null }[] = [];
    for (const { served, json, files } of packed) {
      const id = `${PREFIX}${served.task.id}`;
      const task = { ...served.task, id };
      const whole = {
        task: { id, addedAt: Date.now(), json },
        files: [...files].map(([path, bytes]) => ({ taskId: id, path, bytes })),
      };
      try {
        const old = await this.#database.swap(id, whole);
        before.push({ id, whole: old });
        tasks.push({ task, replaced: old !== null });
      } catch (error) {
        if (!(error instanceof CatalogError)) throw error;
        failed.push({ id: served.task.id, message: error.message, remedy: error.remedy });
      }
    }
    return {
      tasks,
      refused: failed,
      undo: async () => {
        for (const { id, whole } of before) await this.#database.swap(id, whole);
      },
    };
  }

  async remove(id: string): Promise<() => Promise<void>> {
    const old = await this.#database.swap(id, null);
    return async () => {
      if (old !== null) await this.#database.swap(id, old);
    };
  }
}

/** A stored task, under its id in this browser. @throws CatalogError */
function read({ id, json }: StoredTask): ServedTask {
  const served = readable(() => parseTask(json, `${ownName(id)}/task.json`), AGAIN);
  return { ...served, task: { ...served.task, id } };
}
