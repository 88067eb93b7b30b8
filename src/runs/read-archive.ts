import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import {
  BlobReader,
  ERR_UNSAFE_FILENAME,
  type FileEntry,
  ZipReader,
} from "@zip.js/zip.js/lib/zip-core-custom.js";
import * as z from "zod";
import type { RunEvent } from "../core/event.ts";
import {
  ARTIFACTS,
  EVENTS,
  FILES,
  FORMAT,
  malformed,
  RUN,
  runSchema,
  VERSION,
  whatIsWrong,
  ZIP_OPTIONS,
} from "./archive-format.ts";
import { eventSchema } from "./event-schema.ts";
import { type RunHeader, StoreError } from "./run-store.ts";

/** One text of an archive, or one line of its log, lies in memory whole; a crafted archive could ask for more. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;
const MAX_TEXT = "64 MB";

/** How many events are handed over at once. */
const PAGE = 1_000;

/** An archive that was opened: each part is unpacked, and checked, while it is read. */
export interface OpenArchive {
  readonly header: RunHeader;
  /** The log, some events at a time, in order. @throws StoreError (`malformed`) */
  events(): AsyncGenerator<readonly RunEvent[]>;
  /** Path and text of one file after another. @throws StoreError (`malformed`) */
  files(): AsyncGenerator<readonly [string, string]>;
  /** Name and text of one artifact after another. @throws StoreError (`malformed`) */
  artifacts(): AsyncGenerator<readonly [string, string]>;
}

/**
 * Opens an archive by its directory.
 * @throws StoreError (`malformed`) that says which entry and which line is wrong.
 */
export async function openArchive(blob: Blob): Promise<OpenArchive> {
  const entries = await directory(blob);
  const run = await readRun(entries);
  for (const name of Object.keys(run.sha256)) {
    if (!entries.has(name)) throw malformed(`The run file lacks ${name}.`);
  }
  const below = (folder: string): string[] => [...entries.keys()].filter((name) => name.startsWith(folder));
  for (const name of entries.keys()) {
    if (name === RUN || name === EVENTS) continue;
    const folder = [FILES, ARTIFACTS].find((one) => name.startsWith(one));
    if (folder === undefined) throw malformed(`The run file holds ${name}, which does not belong into one.`);
    refuseOdd(name.slice(folder.length));
  }
  const log = entries.get(EVENTS);
  if (log === undefined) throw malformed(`The run file lacks ${EVENTS}.`);

  async function* texts(folder: string): AsyncGenerator<readonly [string, string]> {
    for (const name of below(folder)) {
      const entry = entries.get(name);
      if (entry === undefined) continue;
      const pieces: string[] = [];
      for await (const piece of checkedText(entry, run.sha256[name])) pieces.push(piece);
      yield [name.slice(folder.length), pieces.join("")];
    }
  }
  return {
    header: run.header,
    events: () => readEvents(checkedText(log, run.sha256[EVENTS], Infinity), run.header),
    files: () => texts(FILES),
    artifacts: () => texts(ARTIFACTS),
  };
}

async function directory(blob: Blob): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  try {
    const zip = new ZipReader(new BlobReader(blob), ZIP_OPTIONS);
    for (const entry of await zip.getEntries()) {
      if (!entry.directory) entries.set(entry.filename, entry);
    }
  } catch (cause) {
    if (cause instanceof Error && cause.message === ERR_UNSAFE_FILENAME && "filename" in cause) {
      throw impossible(String(cause.filename).replace(/^(files|artifacts)\//, ""));
    }
    throw malformed("This is not a run file, or it was cut short.", cause);
  }
  return entries;
}

async function readRun(entries: ReadonlyMap<string, FileEntry>): Promise<z.infer<typeof runSchema>> {
  const entry = entries.get(RUN);
  if (entry === undefined) throw malformed(`The zip holds no ${RUN}: it is not a run exported by Mirrorbox.`);
  const pieces: string[] = [];
  for await (const piece of checkedText(entry, null)) pieces.push(piece);
  const value = parseJson(pieces.join(""), RUN);
  const version = z.object({ format: z.literal(FORMAT), version: z.int() }).safeParse(value);
  if (version.success && version.data.version > VERSION) {
    throw new StoreError(
      "malformed",
      `The run was exported by a newer Mirrorbox (format ${version.data.version}, this one reads ${VERSION}).`,
      "Reload the page to get the newest version, then import it again.",
    );
  }
  const run = runSchema.safeParse(value);
  if (!run.success) throw malformed(`${RUN}: ${whatIsWrong(run.error)}.`);
  return run.data;
}

async function* readEvents(
  log: AsyncIterable<string>,
  header: RunHeader,
): AsyncGenerator<readonly RunEvent[]> {
  let page: RunEvent[] = [];
  let rest = "";
  let seq = 0;
  const take = (line: string): void => {
    // Said at once, not at its end: it may be as long as it likes.
    if (seq === header.events) {
      throw malformed(`${EVENTS} has more events than the ${header.events} that ${RUN} promises.`);
    }
    page.push(parseEvent(line, seq, header.id));
    seq += 1;
  };
  for await (const piece of log) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_TEXT_BYTES) throw malformed(`Line ${seq + 1} of ${EVENTS} is above ${MAX_TEXT}.`);
    for (const line of lines) take(line);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (rest !== "") take(rest);
  yield page;
  if (seq < header.events) {
    throw malformed(`${EVENTS} has ${seq} events, ${RUN} promises ${header.events}.`);
  }
}

function parseEvent(line: string, seq: number, runId: string): RunEvent {
  const where = `Line ${seq + 1} of ${EVENTS}`;
  const parsed = eventSchema.safeParse(parseJson(line, where));
  if (!parsed.success) throw malformed(`${where}: ${whatIsWrong(parsed.error)}.`);
  const event: RunEvent = parsed.data;
  if (event.seq !== seq) throw malformed(`${where}: seq is ${event.seq}, expected ${seq}.`);
  if (event.runId !== runId) throw malformed(`${where}: runId is ${event.runId}, expected ${runId}.`);
  return event;
}

/** The text of an entry, bit by bit; at its end it is compared with its digest, where there is one to compare with. */
async function* checkedText(
  entry: FileEntry,
  digest: string | null | undefined,
  most = MAX_TEXT_BYTES,
): AsyncGenerator<string> {
  const { filename: name } = entry;
  const hash = sha256.create();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw malformed(`${name} is not UTF-8 text.`, cause);
    }
  };
  let size = 0;
  for await (const bytes of unpacked(entry)) {
    size += bytes.length;
    if (size > most) throw malformed(`${name} unpacks to more than ${MAX_TEXT}.`);
    hash.update(bytes);
    yield decode(bytes);
  }
  yield decode();
  if (digest !== null && digest !== bytesToHex(hash.digest())) {
    throw malformed(`${name} was damaged or changed after the run was exported.`);
  }
}

async function* unpacked(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const stop = new AbortController();
  const done = entry.getData(writable, { ...ZIP_OPTIONS, signal: stop.signal }).then(
    () => null,
    (cause: unknown) => ({ cause }),
  );
  const reader = readable.getReader();
  const damaged = (cause: unknown): StoreError =>
    malformed(`${entry.filename} was damaged or changed after the run was exported.`, cause);
  try {
    for (;;) {
      const next = await reader.read().catch((cause: unknown) => {
        throw damaged(cause);
      });
      if (next.done) break;
      yield next.value;
    }
    const failed = await done;
    if (failed !== null) throw damaged(failed.cause);
  } finally {
    // Whoever stops reading early leaves nothing at work.
    stop.abort();
    await reader.cancel().catch(() => undefined);
  }
}

function refuseOdd(path: string): void {
  const odd = path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (odd || path.includes("\0")) throw impossible(path);
}

function impossible(path: string): StoreError {
  return malformed(`The run file holds a file with the impossible path ${path}.`);
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw malformed(`${where} is not JSON.`, cause);
  }
}
