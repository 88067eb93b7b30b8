import type { Author, RunPlace } from "../core/event.ts";
import type { Task } from "../core/task.ts";
import type { RunHeader, RunStore } from "../runs/index.ts";
import { FileHistory } from "./file-history.ts";
import { keptText } from "./kept-text.ts";

/** Events that are read at once. */
const PAGE = 2_000;

const NO_LIMITS = { dollars: null, tokens: null, turns: null, ms: null };

/**
 * A new run of a person that begins with the files which another had after an event. The other stays as it is.
 * @throws StoreError; then nothing of the new run is kept
 */
export async function forkRun(store: RunStore, task: Task, place: RunPlace): Promise<RunHeader> {
  const files = new FileHistory();
  const authors = new Map<string, Author>();
  for (let from = 0; from <= place.seq; from += PAGE) {
    const limit = Math.min(PAGE, place.seq + 1 - from);
    for (const event of await store.events(place.runId, { from, limit })) {
      files.add(event);
      if (event.type === "file-changed") authors.set(event.path, event.by);
      if (event.type === "file-renamed") authors.set(event.to, authors.get(event.from) ?? event.by);
    }
  }
  const id = crypto.randomUUID();
  const player = { kind: "person" } as const;
  const { id: taskId, version: taskVersion, title } = task;
  const createdAt = Date.now();
  await store.create({ id, taskId, taskVersion, player, createdAt, title });
  const began = files.at(place.seq);
  try {
    await store.append(id, {
      type: "run-started",
      taskId,
      taskVersion,
      player,
      limits: NO_LIMITS,
      forkOf: place,
    });
    for (const [path, at] of began) {
      const content = await keptText(store, place.runId, at);
      await store.saveFile(id, path, content);
      await store.append(id, { type: "file-changed", path, content, by: authors.get(path) ?? "person" });
    }
  } catch (error) {
    await store.remove(id);
    throw error;
  }
  const events = 1 + began.size;
  return { id, taskId, taskVersion, player, createdAt, title, updatedAt: Date.now(), events, verdict: null };
}
