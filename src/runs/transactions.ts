import type { RunEvent } from "../core/event.ts";
import type { RunHeader } from "./run-store.ts";

/** The log is only as good as its last write: a promise settles once the data is on the disk. */
export const STRICT = { durability: "strict" } as const;

/** Does the work of a transaction and waits until it is durable; nothing of it is kept when any part fails. */
export async function finish<T>(
  tx: { readonly done: Promise<void>; abort(): void; readonly error: DOMException | null },
  work: () => Promise<T>,
): Promise<T> {
  // The end is watched from the start: a refused commit may be reported before the work's own promise settles.
  const end = tx.done.then(
    () => null,
    (cause: unknown) => ({ cause }),
  );
  let value: T;
  try {
    value = await work();
  } catch (cause) {
    if (tx.error === null) abort(tx);
    await end;
    // The transaction's own error is the cause (a full disk); a request only reports that it was aborted.
    throw tx.error ?? cause;
  }
  const failed = await end;
  if (failed) throw tx.error ?? failed.cause;
  return value;
}

/** A transaction that already ended cannot be aborted; then there is nothing left to take back. */
function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "InvalidStateError")) throw error;
  }
}

/** A header after one more event. */
export function headerAfter(header: RunHeader, event: RunEvent): RunHeader {
  return {
    ...header,
    events: header.events + 1,
    updatedAt: event.at,
    player: event.type === "agent-started" || event.type === "run-started" ? event.player : header.player,
    verdict: event.type === "verdict-reached" ? event.verdict.state : header.verdict,
  };
}

/** All that belongs to a run. Arrays sort after every number and string, so `[]` is above every seq, path and name. */
export const partsOf = (runId: string): IDBKeyRange => IDBKeyRange.bound([runId], [runId, []]);
