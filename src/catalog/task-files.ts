import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { TestCase } from "../core/case.ts";
import { FormatError } from "../core/format-error.ts";
import { parseCases } from "../core/parse-case.ts";
import type { ServedTask } from "../core/parse-task.ts";
import type { DocPage } from "../core/task.ts";
import { CatalogError, type ReferenceFiles } from "./catalog.ts";

/** Where the files of one task come from, and how they are spoken of. */
export interface TaskPlace {
  /** Path below the task's folder -> content. @throws CatalogError */
  bytes(path: string): Promise<Uint8Array>;
  /** The file's name for messages. */
  nameOf(path: string): string;
  /** What helps when a file is not what it must be. */
  readonly remedy: string;
}

/** Reads a task's files: the same for every place that they may lie in. All throw CatalogError. */
export async function readDocs({ docs }: ServedTask, place: TaskPlace): Promise<readonly DocPage[]> {
  return Promise.all(
    docs.map(async (name) => {
      const markdown = await readText(`docs/${name}`, place);
      const title = /^# +(.+?) *$/m.exec(markdown)?.[1] ?? name.replace(/\.md$/, "");
      return { name, title, markdown };
    }),
  );
}

export async function readText(path: string, place: TaskPlace): Promise<string> {
  return new TextDecoder().decode(await place.bytes(path));
}

export async function readCases(
  { task }: ServedTask,
  part: "visible" | "hidden",
  place: TaskPlace,
): Promise<readonly TestCase[]> {
  const path = `cases/${part}.jsonl`;
  const bytes = await place.bytes(path);
  if (bytesToHex(sha256(bytes)) !== task.digests[part]) {
    throw new CatalogError(
      `${place.nameOf(path)} is not the file that belongs to ${task.title} ${task.version}.`,
      place.remedy,
    );
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return readable(() => parseCases(text, place.nameOf(path)), place.remedy);
}

export async function readReference(
  { task, reference }: ServedTask,
  place: TaskPlace,
): Promise<ReferenceFiles> {
  if (reference === null) {
    throw new CatalogError(
      `${task.title} has no original to ask: it came as documents and cases only.`,
      "Work from the manual and the visible cases.",
    );
  }
  const files = await Promise.all(
    reference.files.map(async (name) => [name, await place.bytes(`reference/${name}`)] as const),
  );
  return { files: Object.fromEntries(files), entry: reference.entry };
}

/** Turns a format error into one with a remedy. */
export function readable<T>(read: () => T, remedy: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new CatalogError(error.message, remedy, { cause: error });
    throw error;
  }
}
