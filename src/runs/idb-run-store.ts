import type { RunEvent, RunFact } from "../core/event.ts";
import { droppedFault, emptiedFault, openDatabase, type RunDatabase, storeFault } from "./database.ts";
import { type Checkpoint, type EventRange, type RunHeader, type RunStore, StoreError } from "./run-store.ts";
import { discardDead, takeIn } from "./take-in.ts";
import { finish, headerAfter, partsOf, STRICT } from "./transactions.ts";

/** How many events are read at once for an export, so that a long run never lies in memory whole. */
const PAGE = 1_000;

export interface RunStoreOptions {
  readonly factory?: IDBFactory | undefined;
  readonly name?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** How long the browser may take to open its storage; default 15,000. */
  readonly openLimitMs?: number;
}

/** A store that holds a connection. After `close` every operation throws `closed`. */
export interface OpenRunStore extends RunStore {
  close(): void;
}

/**
 * Opens the store of runs in this browser's IndexedDB.
 * @throws StoreError (`unavailable`) when the browser has no storage for this page or does not open it.
 */
export async function openRunStore(options: RunStoreOptions = {}): Promise<OpenRunStore> {
  const store = new IdbRunStore(options);
  const db = await store.open();
  // It only costs room until the next time.
  discardDead(db, (options.now ?? Date.now)()).catch(() => undefined);
  return store;
}

class IdbRunStore implements OpenRunStore {
  readonly #options: RunStoreOptions;
  readonly #now: () => number;
  /** Null after the browser dropped the connection; the next operation opens it again. */
  #db: Promise<RunDatabase> | null = null;
  /** Why nothing can be stored any more in this tab. */
  #lost: StoreError | null = null;
  #drops = 0;
  /** What was stored when this tab began is gone. */
  #isEmptied = false;

  constructor(options: RunStoreOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  open(): Promise<RunDatabase> {
    if (this.#db !== null) return this.#db;
    const { name = "mirrorbox", openLimitMs } = this.#options;
    const opening = openDatabase({
      factory: "factory" in this.#options ? this.#options.factory : globalThis.indexedDB,
      name,
      openLimitMs,
      lost: (why) => {
        this.#lost = why;
      },
      dropped: () => {
        this.#drops++;
        this.#db = null;
      },
      made: () => {
        this.#isEmptied = this.#drops > 0;
      },
    }).catch((cause: unknown) => {
      this.#db = null;
      throw this.#drops > 0 ? droppedFault(cause) : cause;
    });
    this.#db = opening;
    return opening;
  }

  create(header: Omit<RunHeader, "events" | "updatedAt" | "verdict">): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction("runs", "readwrite", STRICT);
      const full: RunHeader = { ...header, updatedAt: header.createdAt, events: 0, verdict: null };
      await finish(tx, () => tx.store.add(full));
    });
  }

  append(runId: string, fact: RunFact): Promise<RunEvent> {
    return this.#guard(async (db) => {
      // One transaction over both stores: browsers run such transactions one after the other, also those of other
      // tabs, so no two facts get the same place.
      const tx = db.transaction(["runs", "events"], "readwrite", STRICT);
      return finish(tx, async () => {
        const runs = tx.objectStore("runs");
        const header = await runs.get(runId);
        if (!header) throw this.#missing(runId);
        const event: RunEvent = { ...fact, runId, seq: header.events, at: this.#now() };
        await Promise.all([tx.objectStore("events").add(event), runs.put(headerAfter(header, event))]);
        return event;
      });
    });
  }

  events(runId: string, { from = 0, limit }: EventRange = {}): Promise<readonly RunEvent[]> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "events"], "readonly");
      const range = IDBKeyRange.bound([runId, from], [runId, []]);
      const [header, events] = await Promise.all([
        tx.objectStore("runs").getKey(runId),
        // A count of 0 means "all" to the browser.
        limit === 0 ? [] : tx.objectStore("events").getAll(range, limit),
      ]);
      if (!header) throw this.#missing(runId);
      return events;
    });
  }

  restore(header: RunHeader, events: readonly RunEvent[]): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "events"], "readwrite", STRICT);
      await finish(tx, async () => {
        const runs = tx.objectStore("runs");
        if (await runs.getKey(header.id)) return;
        const bare: RunHeader = { ...header, updatedAt: header.createdAt, events: 0, verdict: null };
        await runs.add(events.reduce(headerAfter, bare));
        await Promise.all(events.map((event) => tx.objectStore("events").add(event)));
      });
    });
  }

  list(taskId?: string): Promise<readonly RunHeader[]> {
    return this.#guard(async (db) => {
      const all = await db.getAll("runs");
      return all
        .filter((header) => taskId === undefined || header.taskId === taskId)
        .sort((a, b) => b.updatedAt - a.updatedAt);
    });
  }

  remove(runId: string): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "events", "files", "artifacts", "checkpoints"], "readwrite", STRICT);
      await finish(tx, () =>
        Promise.all([
          tx.objectStore("runs").delete(runId),
          tx.objectStore("events").delete(partsOf(runId)),
          tx.objectStore("files").delete(partsOf(runId)),
          tx.objectStore("artifacts").delete(partsOf(runId)),
          tx.objectStore("checkpoints").delete(partsOf(runId)),
        ]),
      );
    });
  }

  saveFile(runId: string, path: string, content: string | null): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "files"], "readwrite", STRICT);
      await finish(tx, async () => {
        if (!(await tx.objectStore("runs").getKey(runId))) throw this.#missing(runId);
        const files = tx.objectStore("files");
        await (content === null ? files.delete([runId, path]) : files.put({ runId, path, text: content }));
      });
    });
  }

  files(runId: string): Promise<Record<string, string>> {
    return this.#guard(async (db) => {
      const stored = await db.getAll("files", partsOf(runId));
      return Object.fromEntries(stored.map((file) => [file.path, file.text]));
    });
  }

  saveArtifact(runId: string, name: string, text: string): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "artifacts"], "readwrite", STRICT);
      await finish(tx, async () => {
        if (!(await tx.objectStore("runs").getKey(runId))) throw this.#missing(runId);
        await tx.objectStore("artifacts").put({ runId, name, text });
      });
    });
  }

  artifact(runId: string, name: string): Promise<string | null> {
    return this.#guard(async (db) => (await db.get("artifacts", [runId, name]))?.text ?? null);
  }

  saveCheckpoint(runId: string, kind: string, { seq, state }: Checkpoint): Promise<void> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "checkpoints"], "readwrite");
      await finish(tx, async () => {
        if (!(await tx.objectStore("runs").getKey(runId))) throw this.#missing(runId);
        await tx.objectStore("checkpoints").put({ runId, kind, seq, state });
      });
    });
  }

  checkpoint(runId: string, kind: string): Promise<Checkpoint | null> {
    return this.#guard(async (db) => {
      const kept = await db.get("checkpoints", [runId, kind]);
      return kept ? { seq: kept.seq, state: kept.state } : null;
    });
  }

  export(runId: string): Promise<Blob> {
    return this.#guard(async (db) => {
      const tx = db.transaction(["runs", "files", "artifacts"], "readonly");
      const [header, files, artifacts] = await Promise.all([
        tx.objectStore("runs").get(runId),
        tx.objectStore("files").getAll(partsOf(runId)),
        tx.objectStore("artifacts").getAllKeys(partsOf(runId)),
      ]);
      if (!header) throw this.#missing(runId);
      const { writeArchive } = await loaded(() => import("./write-archive.ts"));
      return writeArchive({
        header,
        events: pages(db, runId, header.events),
        files: files.map((file) => [file.path, file.text]),
        artifacts: texts(
          db,
          artifacts.map(([, name]) => [runId, name]),
        ),
      });
    });
  }

  import(
    file: Blob,
    progressed: (done: number, total: number) => void = () => undefined,
  ): Promise<RunHeader> {
    return this.#guard(async (db) => {
      const { openArchive } = await loaded(() => import("./read-archive.ts"));
      return takeIn(db, await openArchive(file), this.#now(), progressed);
    });
  }

  close(): void {
    this.#lost ??= new StoreError("closed", "The storage was closed.", "Reload this tab.");
    void this.#db?.then(
      (db) => db.close(),
      // It never opened: there is nothing to close.
      () => undefined,
    );
  }

  #missing(runId: string): StoreError {
    return this.#isEmptied ? emptiedFault() : missing(runId);
  }

  async #guard<T>(work: (db: RunDatabase) => Promise<T>): Promise<T> {
    if (this.#lost) throw this.#lost;
    const drops = this.#drops;
    try {
      return await work(await this.open());
    } catch (cause) {
      // A lost or dropped connection fails whatever was under way; its own reason says more.
      if (this.#lost) throw this.#lost;
      throw this.#drops > drops && !(cause instanceof StoreError) ? droppedFault(cause) : storeFault(cause);
    }
  }
}

/** Events 0 … count − 1, a page at a time; what is appended meanwhile is left out. */
async function* pages(db: RunDatabase, runId: string, count: number): AsyncGenerator<readonly RunEvent[]> {
  for (let from = 0; from < count; from += PAGE) {
    const range = IDBKeyRange.bound([runId, from], [runId, Math.min(from + PAGE, count) - 1]);
    yield await db.getAll("events", range);
  }
}

/** Artifacts with their texts, one at a time. */
async function* texts(
  db: RunDatabase,
  keys: ReadonlyArray<[string, string]>,
): AsyncGenerator<readonly [string, string]> {
  for (const key of keys) {
    const kept = await db.get("artifacts", key);
    // Removed meanwhile, with its run.
    if (kept) yield [kept.name, kept.text];
  }
}

function missing(runId: string): StoreError {
  return new StoreError("missing", `There is no run ${runId} in this browser.`, "Choose another run.");
}

/** The zip and its checks are needed only when a person exports or imports, so they come in a file of their own. */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new StoreError(
      "unavailable",
      "The part of Mirrorbox that reads and writes run files could not be loaded.",
      "Check the connection, then try again.",
      { cause },
    );
  }
}
