import type { RunDatabase } from "./database.ts";
import type { RunHeader } from "./run-store.ts";
import type { OpenArchive } from "./read-archive.ts";
import { finish, headerAfter, partsOf, STRICT } from "./transactions.ts";

/** Marks a run that is being taken in: its parts are here, its header is not yet. */
const IMPORTING = "importing";

/** A mark this old is of a tab that died: no import takes so long. */
const DEAD_AFTER_MS = 6 * 60 * 60 * 1000;

/**
 * Takes an archive in, bit by bit: the header comes last, in the same transaction that ends the import, so that a run is
 * seen whole or not at all. What was written of one that fails is removed.
 * @throws StoreError, and what the browser throws
 */
export async function takeIn(
  db: RunDatabase,
  archive: OpenArchive,
  now: number,
  progressed: (done: number, total: number) => void,
): Promise<RunHeader> {
  const id = await reserve(db, archive.header.id, now);
  try {
    let header: RunHeader = { ...archive.header, id, events: 0, verdict: null };
    for await (const page of archive.events()) {
      header = page.reduce(headerAfter, header);
      const tx = db.transaction("events", "readwrite");
      await finish(tx, () => Promise.all(page.map((event) => tx.store.add({ ...event, runId: id }))));
      progressed(header.events, archive.header.events);
    }
    for await (const [path, text] of archive.files()) {
      const tx = db.transaction("files", "readwrite");
      await finish(tx, () => tx.store.add({ runId: id, path, text }));
    }
    for await (const [name, text] of archive.artifacts()) {
      const tx = db.transaction("artifacts", "readwrite");
      await finish(tx, () => tx.store.add({ runId: id, name, text }));
    }
    const kept: RunHeader = { ...header, updatedAt: archive.header.updatedAt };
    const tx = db.transaction(["runs", "checkpoints"], "readwrite", STRICT);
    await finish(tx, () =>
      Promise.all([tx.objectStore("runs").add(kept), tx.objectStore("checkpoints").delete([id, IMPORTING])]),
    );
    return kept;
  } catch (cause) {
    // What cannot be removed now is removed with the marks of tabs that died.
    await discard(db, id).catch(() => undefined);
    throw cause;
  }
}

/** Removes what imports left behind whose tab died. */
export async function discardDead(db: RunDatabase, now: number): Promise<void> {
  const keys = await db.getAllKeys("checkpoints");
  for (const [runId, kind] of keys) {
    if (kind !== IMPORTING) continue;
    const mark = await db.get("checkpoints", [runId, kind]);
    if (mark !== undefined && now - mark.seq > DEAD_AFTER_MS) await discard(db, runId);
  }
}

/** An id that no run has, and that no other import takes. */
async function reserve(db: RunDatabase, wished: string, now: number): Promise<string> {
  const tx = db.transaction(["runs", "checkpoints"], "readwrite", STRICT);
  return finish(tx, async () => {
    const marks = tx.objectStore("checkpoints");
    const taken = await Promise.all([
      tx.objectStore("runs").getKey(wished),
      marks.getKey([wished, IMPORTING]),
    ]);
    const id = taken.every((key) => key === undefined) ? wished : crypto.randomUUID();
    await marks.put({ runId: id, kind: IMPORTING, seq: now, state: null });
    return id;
  });
}

async function discard(db: RunDatabase, id: string): Promise<void> {
  const tx = db.transaction(["events", "files", "artifacts", "checkpoints"], "readwrite");
  await finish(tx, () =>
    Promise.all([
      tx.objectStore("events").delete(partsOf(id)),
      tx.objectStore("files").delete(partsOf(id)),
      tx.objectStore("artifacts").delete(partsOf(id)),
      tx.objectStore("checkpoints").delete(partsOf(id)),
    ]),
  );
}
