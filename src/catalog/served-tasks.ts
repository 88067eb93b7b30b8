import { FormatError } from "../core/format-error.ts";
import { withLines } from "../core/json-lines.ts";
import { parseTask, type ServedTask } from "../core/parse-task.ts";
import { jsonAt, listAt, objectAt, stringAt } from "../core/read-json.ts";
import type { Task } from "../core/task.ts";
import { type BrokenTask, CatalogError } from "./catalog.ts";
import { readable, type TaskPlace } from "./task-files.ts";

const RELOAD =
  "Reload the page. If it stays, the app's files on the server are incomplete: build and copy them again.";
const REBUILD =
  "The file on the server is damaged or not of this version: build the tasks again with npm run tasks:build.";

/** The tasks that are served as files beside the app. */
export class ServedTasks {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #served = new Map<string, ServedTask>();

  /** @param baseUrl address of the folder that the app is served from, with a slash at its end */
  constructor(baseUrl: string, fetcher: typeof fetch) {
    this.#base = baseUrl;
    this.#fetch = fetcher;
  }

  async list(): Promise<{ readonly tasks: readonly Task[]; readonly broken: readonly BrokenTask[] }> {
    const index = new TextDecoder().decode(await this.#bytes("tasks/index.json"));
    const ids = readable(() => {
      const place = { file: "tasks/index.json", field: "" };
      const { tasks } = objectAt(jsonAt(index, place), place, ["tasks"]);
      return listAt(tasks, { ...place, field: "tasks" }, (id, at) => stringAt(id, at));
    }, REBUILD);
    const read = await Promise.all(
      ids.map(async (id) => {
        try {
          return { task: (await this.open(id)).task };
        } catch (error) {
          if (!(error instanceof CatalogError)) throw error;
          return { broken: { id, message: error.message, remedy: error.remedy } };
        }
      }),
    );
    return {
      tasks: read.flatMap(({ task }) => task ?? []),
      broken: read.flatMap(({ broken }) => broken ?? []),
    };
  }

  async open(id: string): Promise<ServedTask> {
    const known = this.#served.get(id);
    if (known !== undefined) return known;
    const file = `tasks/${id}/task.json`;
    const text = new TextDecoder().decode(await this.#bytes(file));
    const served = readable(
      () =>
        withLines(text, () => {
          const read = parseTask(text, file);
          if (read.task.id === id) return read;
          throw new FormatError({ file, field: "id" }, `must be "${id}", the folder's name`);
        }),
      REBUILD,
    );
    this.#served.set(id, served);
    return served;
  }

  place(id: string): TaskPlace {
    return {
      bytes: (path) => this.#bytes(`tasks/${id}/${path}`),
      nameOf: (path) => `tasks/${id}/${path}`,
      remedy: REBUILD,
    };
  }

  /** The scripts that score an exported task. @throws CatalogError */
  async verifier(): Promise<{ readonly verifier: string; readonly preload: string }> {
    const read = async (name: string): Promise<string> =>
      new TextDecoder().decode(await this.#bytes(`harbor/${name}`));
    const [verifier, preload] = await Promise.all([read("verify.mjs"), read("preload.cjs")]);
    return { verifier, preload };
  }

  /** @param file its path below the app's folder */
  async #bytes(file: string): Promise<Uint8Array> {
    try {
      const response = await this.#fetch(new URL(file, this.#base));
      if (!response.ok) {
        throw new CatalogError(
          `${file} could not be loaded: the server answered ${response.status}.`,
          RELOAD,
        );
      }
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      if (error instanceof CatalogError) throw error;
      throw new CatalogError(
        `${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}.`,
        "Check the connection and try again.",
        { cause: error },
      );
    }
  }
}
