import type { RunStore } from "../runs/index.ts";
import type { TextPlace } from "./file-history.ts";

/** A file's text as an event of the log holds it. @throws StoreError */
export async function keptText(store: RunStore, runId: string, at: TextPlace): Promise<string> {
  const [event] = await store.events(runId, { from: at, limit: 1 });
  if (event?.type !== "file-changed" || event.content === null) {
    throw new Error(`Event ${at} of run ${runId} holds no text.`);
  }
  return event.content;
}
