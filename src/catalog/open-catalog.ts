import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { FormatError } from "../core/format-error.ts";
import { parseCases } from "../core/parse-case.ts";
import { parseTask, type ServedTask } from "../core/parse-task.ts";
import { jsonAt, listAt, objectAt, stringAt } from "../core/read-json.ts";
import type { TestCase } from "../core/case.ts";
import type { DocPage, Task } from "../core/task.ts";
import { CatalogError, type Catalog } from "./catalog.ts";

export interface OpenCatalogOptions {
  /** Address of the folder that the app is served from, with a slash at its end. */
  readonly baseUrl: string;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

const RELOAD =
  "Reload the page. If it stays, the app's files on the server are incomplete: build and copy them again.";
const REBUILD =
  "The file on the server is damaged or not of this version: build the tasks again with npm run tasks:build.";

/** The catalog of tasks that are served beside the app. */
export function openCatalog(options: OpenCatalogOptions): Catalog {
  return new ServedCatalog(options);
}

class ServedCatalog implements Catalog {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #served = new Map<string, ServedTask>();

  constructor(options: OpenCatalogOptions) {
    this.#base = new URL("tasks/", options.baseUrl).href;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  async list(): ReturnType<Catalog["list"]> {
    const index = await this.#text("index.json");
    const ids = readable(() => {
      const place = { file: "tasks/index.json", field: "" };
      const { tasks } = objectAt(jsonAt(index, place), place, ["tasks"]);
      return listAt(tasks, { ...place, field: "tasks" }, (id, at) => stringAt(id, at));
    });
    const read = await Promise.all(
      ids.map(async (id) => {
        try {
          return { task: (await this.#open(id)).task };
        } catch (error) {
          if (!(error instanceof CatalogError)) throw error;
          return { broken: { id, message: error.message } };
        }
      }),
    );
    return {
      tasks: read.flatMap(({ task }) => task ?? []),
      broken: read.flatMap(({ broken }) => broken ?? []),
    };
  }

  async docs(task: Task): Promise<readonly DocPage[]> {
    const { docs } = await this.#open(task.id);
    return Promise.all(
      docs.map(async (name) => {
        const markdown = await this.#text(`${task.id}/docs/${name}`);
        const title = /^# +(.+?) *$/m.exec(markdown)?.[1] ?? name.replace(/\.md$/, "");
        return { name, title, markdown };
      }),
    );
  }

  prompt(task: Task): Promise<string> {
    return this.#text(`${task.id}/prompt.md`);
  }

  visibleCases(task: Task): Promise<readonly TestCase[]> {
    return this.#cases(task, "visible");
  }

  hiddenCases(task: Task): Promise<readonly TestCase[]> {
    return this.#cases(task, "hidden");
  }

  async reference(task: Task): ReturnType<Catalog["reference"]> {
    const { reference } = await this.#open(task.id);
    if (reference === null) {
      throw new CatalogError(
        `${task.title} has no original to ask: it came as documents and cases only.`,
        "Work from the manual and the visible cases.",
      );
    }
    const files = await Promise.all(
      reference.files.map(async (name) => [name, await this.#bytes(`${task.id}/reference/${name}`)] as const),
    );
    return { files: Object.fromEntries(files), entry: reference.entry };
  }

  async #open(id: string): Promise<ServedTask> {
    const known = this.#served.get(id);
    if (known !== undefined) return known;
    const file = `${id}/task.json`;
    const text = await this.#text(file);
    const served = readable(() => {
      const read = parseTask(text, `tasks/${file}`);
      if (read.task.id === id) return read;
      throw new FormatError({ file: `tasks/${file}`, field: "id" }, `must be "${id}", the folder's name`);
    });
    this.#served.set(id, served);
    return served;
  }

  async #cases(task: Task, part: "visible" | "hidden"): Promise<readonly TestCase[]> {
    const file = `${task.id}/${part}.jsonl`;
    const bytes = await this.#bytes(file);
    if (bytesToHex(sha256(bytes)) !== task.digests[part]) {
      throw new CatalogError(
        `tasks/${file} is not the file that belongs to ${task.title} ${task.version}.`,
        REBUILD,
      );
    }
    return readable(() =>
      parseCases(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), `tasks/${file}`),
    );
  }

  async #text(file: string): Promise<string> {
    return new TextDecoder().decode(await this.#bytes(file));
  }

  async #bytes(file: string): Promise<Uint8Array> {
    try {
      const response = await this.#fetch(new URL(file, this.#base));
      if (!response.ok) {
        throw new CatalogError(
          `tasks/${file} could not be loaded: the server answered ${response.status}.`,
          RELOAD,
        );
      }
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      if (error instanceof CatalogError) throw error;
      throw new CatalogError(
        `tasks/${file} could not be loaded: ${error instanceof Error ? error.message : String(error)}.`,
        "Check the connection and try again.",
        { cause: error },
      );
    }
  }
}

/** Turns a format error into one with a remedy. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new CatalogError(error.message, REBUILD, { cause: error });
    throw error;
  }
}
