import { formatCases } from "../core/parse-case.ts";
import type { ServedTask } from "../core/parse-task.ts";
import type { Task } from "../core/task.ts";
import type { Catalog } from "./catalog.ts";
import { isOwn, ownName, OwnTasks } from "./own-tasks.ts";
import { ServedTasks } from "./served-tasks.ts";
import { readCases, readDocs, readReference, readText, type TaskPlace } from "./task-files.ts";

export interface OpenCatalogOptions {
  /** Address of the folder that the app is served from, with a slash at its end. */
  readonly baseUrl: string;
  /** Where this browser's own tasks are kept; undefined where the browser keeps nothing. */
  readonly indexedDB: IDBFactory | undefined;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

/** The catalog of the tasks that are served beside the app, and of this browser's own. Nothing is opened until asked. */
export function openCatalog(options: OpenCatalogOptions): Catalog {
  const fetcher = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  return new WholeCatalog(new ServedTasks(options.baseUrl, fetcher), new OwnTasks(options.indexedDB));
}

class WholeCatalog implements Catalog {
  readonly #served: ServedTasks;
  readonly #own: OwnTasks;

  constructor(served: ServedTasks, own: OwnTasks) {
    this.#served = served;
    this.#own = own;
  }

  async list(): ReturnType<Catalog["list"]> {
    const [served, own] = await Promise.all([this.#served.list(), this.#own.list()]);
    return { tasks: served.tasks, own: own.tasks, broken: [...served.broken, ...own.broken] };
  }

  async docs(task: Task): ReturnType<Catalog["docs"]> {
    const { served, place } = await this.#open(task);
    return await readDocs(served, place);
  }

  async prompt(task: Task): Promise<string> {
    const { place } = await this.#open(task);
    return await readText("prompt.md", place);
  }

  async visibleCases(task: Task): ReturnType<Catalog["visibleCases"]> {
    const { served, place } = await this.#open(task);
    return await readCases(served, "visible", place);
  }

  async hiddenCases(task: Task): ReturnType<Catalog["hiddenCases"]> {
    const { served, place } = await this.#open(task);
    return await readCases(served, "hidden", place);
  }

  async reference(task: Task): ReturnType<Catalog["reference"]> {
    const { served, place } = await this.#open(task);
    return await readReference(served, place);
  }

  async harborZip(task: Task): Promise<Blob> {
    // Few ask for it.
    const { harborFiles, zipHarbor } = await import("./harbor.ts");
    const { served, place } = await this.#open(task);
    const [prompt, docs, visible, hidden, scripts] = await Promise.all([
      readText("prompt.md", place),
      readDocs(served, place),
      readCases(served, "visible", place).then(formatCases),
      readCases(served, "hidden", place).then(formatCases),
      this.#served.verifier(),
    ]);
    const id = ownName(task.id);
    const parts = { task: { ...task, id }, prompt, docs, visible, hidden, ...scripts, solution: null };
    const zip = await zipHarbor(id, harborFiles(parts));
    return new Blob([new Uint8Array(zip)], { type: "application/zip" });
  }

  add(...given: Parameters<Catalog["add"]>): ReturnType<Catalog["add"]> {
    return this.#own.add(...given);
  }

  remove(taskId: string): ReturnType<Catalog["remove"]> {
    return this.#own.remove(taskId);
  }

  async #open({ id }: Task): Promise<{ readonly served: ServedTask; readonly place: TaskPlace }> {
    const shelf = isOwn(id) ? this.#own : this.#served;
    return { served: await shelf.open(id), place: shelf.place(id) };
  }
}
