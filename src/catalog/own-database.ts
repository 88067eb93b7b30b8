import { type DBSchema, type IDBPDatabase, wrap } from "idb";
import { CatalogError } from "./catalog.ts";

/** One of this browser's tasks. Its files lie beside it, so that a list need not read them. */
export interface StoredTask {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
  /** Its task.json, whole; read with every check, as what is stored may be of an older version. */
  readonly json: string;
}

export interface StoredFile {
  readonly taskId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Schema extends DBSchema {
  tasks: { key: string; value: StoredTask };
  files: { key: [string, string]; value: StoredFile };
}

const NAME = "mirrorbox-tasks";
/** A new version adds a step to the upgrade below and never changes an old one. */
const VERSION = 1;
/** What was told to be kept is on the disk. */
const STRICT = { durability: "strict" } as const;

/** All of a task that is kept. */
export interface StoredWhole {
  readonly task: StoredTask;
  readonly files: readonly StoredFile[];
}

function filesOf(taskId: string): IDBKeyRange {
  return IDBKeyRange.bound([taskId], [taskId, []]);
}

/** This browser's own tasks in IndexedDB. The connection is opened at the first use, and again after it was lost. */
export class OwnDatabase {
  readonly #factory: IDBFactory | undefined;
  #db: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(factory: IDBFactory | undefined) {
    this.#factory = factory;
  }

  list(): Promise<readonly StoredTask[]> {
    return this.#with((db) => db.getAll("tasks"));
  }

  task(id: string): Promise<StoredTask | undefined> {
    return this.#with((db) => db.get("tasks", id));
  }

  file(taskId: string, path: string): Promise<Uint8Array | undefined> {
    return this.#with(async (db) => (await db.get("files", [taskId, path]))?.bytes);
  }

  /** Puts a task in the place of what is there, in one step. @returns what was there */
  swap(id: string, next: StoredWhole | null): Promise<StoredWhole | null> {
    return this.#with(async (db) => {
      const tx = db.transaction(["tasks", "files"], "readwrite", STRICT);
      const [tasks, files] = [tx.objectStore("tasks"), tx.objectStore("files")];
      const work = async (): Promise<StoredWhole | null> => {
        const task = await tasks.get(id);
        const before = task === undefined ? null : { task, files: await files.getAll(filesOf(id)) };
        await Promise.all([tasks.delete(id), files.delete(filesOf(id))]);
        if (next !== null)
          await Promise.all([tasks.put(next.task), ...next.files.map((file) => files.put(file))]);
        return before;
      };
      const [before] = await Promise.all([work(), tx.done]);
      return before;
    });
  }

  async #with<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      this.#db ??= this.#open();
      return await work(await this.#db);
    } catch (cause) {
      this.#db = null;
      throw storageFault(cause);
    }
  }

  async #open(): Promise<IDBPDatabase<Schema>> {
    if (this.#factory === undefined) throw new DOMException("no storage", "NotSupportedError");
    const request = this.#factory.open(NAME, VERSION);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("tasks", { keyPath: "id" });
      request.result.createObjectStore("files", { keyPath: ["taskId", "path"] });
    });
    const db = await (wrap(request) as unknown as Promise<IDBPDatabase<Schema>>);
    // A tab that kept its connection would block another's update.
    db.addEventListener("versionchange", () => db.close());
    db.addEventListener("close", () => {
      this.#db = null;
    });
    return db;
  }
}

function storageFault(cause: unknown): CatalogError {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "QuotaExceededError") {
    return new CatalogError(
      "The browser's storage for this page is full.",
      "Remove programs or runs that are no longer needed, or free space on the disk, then try again.",
      { cause },
    );
  }
  const detail = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  return new CatalogError(
    `The browser's storage for programs of your own does not work${detail}.`,
    "Leave private browsing or allow this site to store data, then reload.",
    { cause },
  );
}
