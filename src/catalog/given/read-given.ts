import { FormatError } from "../../core/format-error.ts";
import type { ServedTask } from "../../core/parse-task.ts";
import type { BrokenTask, GivenFile } from "../catalog.ts";
import { findTasks } from "./find-tasks.ts";
import { readBuiltTask } from "./built-task.ts";
import { readGoldFile } from "./gold-file.ts";
import { type FoundFile, GivenError, MAX_FILES } from "./given-files.ts";
import { unzip } from "./unzip.ts";

/** A task with all that belongs to it, checked. */
export interface PackedTask {
  readonly served: ServedTask;
  /** Its task.json, complete. */
  readonly json: string;
  /** Path below the task's folder -> content: prompt.md, docs/…, cases/…, reference/… */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface ReadGiven {
  readonly packed: readonly PackedTask[];
  readonly refused: readonly BrokenTask[];
}

const AGAIN = "Nothing of it was kept. Correct it and drop it again.";

/**
 * Finds the tasks in what was given and checks each by itself.
 * @throws the signal's reason when aborted
 */
export async function readGiven(given: readonly GivenFile[], signal?: AbortSignal): Promise<ReadGiven> {
  const packed: PackedTask[] = [];
  const refused: BrokenTask[] = [];
  const refuse = (id: string, error: unknown): void => {
    if (error instanceof FormatError) refused.push({ id, message: error.message, remedy: AGAIN });
    else if (error instanceof GivenError) refused.push({ id, message: error.message, remedy: error.remedy });
    // A file that vanished, or may not be read.
    else if (error instanceof DOMException && !(signal?.aborted ?? false)) {
      const message = `${id} could not be read: ${error.message}`;
      refused.push({ id, message, remedy: "Check that the files are still there, then drop them again." });
    } else throw error;
  };
  const files: FoundFile[] = [];
  for (const { path, blob } of given) {
    signal?.throwIfAborted();
    const file = { path, size: blob.size, bytes: async () => new Uint8Array(await blob.arrayBuffer()) };
    try {
      if (await isZip(path, blob))
        files.push(...unzip(await file.bytes(), path, `${path.replace(/\.zip$/i, "")}/`));
      else files.push(file);
      if (files.length > MAX_FILES) {
        throw new GivenError(
          `There are more than ${MAX_FILES} files in what was dropped.`,
          "Drop the task's own folder.",
        );
      }
    } catch (error) {
      refuse(path, error);
      if (files.length > MAX_FILES) return { packed, refused };
    }
  }
  const found = findTasks(files);
  for (const { name, reason, remedy } of found.strange) refused.push({ id: name, message: reason, remedy });
  for (const one of found.tasks) {
    signal?.throwIfAborted();
    try {
      const task = await (one.kind === "built" ? readBuiltTask(one.folder) : readGoldFile(one));
      const { id } = task.served.task;
      if (packed.some(({ served }) => served.task.id === id)) {
        throw new GivenError(
          `Two of the tasks are called ${id}.`,
          "Change id in the task.json of one of them.",
        );
      }
      packed.push(task);
    } catch (error) {
      refuse(one.folder.name, error);
    }
  }
  return { packed, refused };
}

/** Only what was given as a file of its own: a zip inside a folder is that folder's. */
async function isZip(path: string, blob: Blob): Promise<boolean> {
  if (path.includes("/")) return false;
  const start = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return path.toLowerCase().endsWith(".zip") || (start[0] === 0x50 && start[1] === 0x4b);
}
