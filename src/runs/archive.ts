/**
 * An archive: one run as a zip of `events.jsonl` (one event a line, in order), `files/<path>` (the workspace),
 * `artifacts/<name>` (whole outputs that the log has clipped) and
 * `run.json` (format, version, header, and the SHA-256 of every other entry, since nothing checks a zip's own sums).
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { strToU8, type Unzipped, unzipSync, Zip, ZipDeflate } from "fflate";
import * as z from "zod";
import type { RunEvent } from "../core/event.ts";
import { eventSchema, headerSchema } from "./event-schema.ts";
import { type RunHeader, StoreError } from "./run-store.ts";

const FORMAT = "mirrorbox-run";
/** Version 2 added artifacts and the facts of a compaction. */
const VERSION = 2;
const RUN = "run.json";
const EVENTS = "events.jsonl";
const FILES = "files/";
const ARTIFACTS = "artifacts/";

/** Zipped bytes that are held here before they are handed to the browser, which keeps them outside of the page. */
const HELD_BYTES = 4 * 1024 * 1024;

/** An archive is unpacked in memory; a crafted one could ask for more than there is. */
const MAX_BYTES = 512 * 1024 * 1024;

/** A zip holds times without a zone. A fixed one makes two exports of the same run the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1);

const runSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().min(1).max(VERSION),
  header: headerSchema,
  sha256: z.record(z.string(), z.string()),
});

export interface Archive {
  readonly header: RunHeader;
  readonly events: readonly RunEvent[];
  /** Path and text. */
  readonly files: ReadonlyArray<readonly [string, string]>;
  /** Name and text. */
  readonly artifacts: ReadonlyArray<readonly [string, string]>;
}

/** A run as it is packed: what may be large comes bit by bit. */
export interface ArchiveParts {
  readonly header: RunHeader;
  readonly events: AsyncIterable<readonly RunEvent[]>;
  /** Path and text. */
  readonly files: ReadonlyArray<readonly [string, string]>;
  /** Name and text. */
  readonly artifacts: AsyncIterable<readonly [string, string]>;
}

/** Packs a run as a stream: neither the log nor the zip is ever in memory whole. */
export async function writeArchive({ header, events, files, artifacts }: ArchiveParts): Promise<Blob> {
  const done: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let held = 0;
  const digests: Record<string, string> = {};
  let failure: Error | null = null;
  const handOver = (): void => {
    done.push(new Blob(parts));
    parts = [];
    held = 0;
  };
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else {
      parts.push(chunk.slice());
      held += chunk.length;
      if (held > HELD_BYTES) handOver();
    }
  });
  const entry = (name: string): { push(text: string): void; end(): void } => {
    const stream = new ZipDeflate(name, { level: 6 });
    stream.mtime = ZIP_TIME;
    const hash = sha256.create();
    zip.add(stream);
    return {
      push(text) {
        const bytes = strToU8(text);
        hash.update(bytes);
        stream.push(bytes);
      },
      end() {
        stream.push(new Uint8Array(0), true);
        digests[name] = bytesToHex(hash.digest());
      },
    };
  };

  for (const [path, text] of files) {
    const file = entry(FILES + path);
    file.push(text);
    file.end();
  }
  for await (const [name, text] of artifacts) {
    const artifact = entry(ARTIFACTS + name);
    artifact.push(text);
    artifact.end();
  }
  const log = entry(EVENTS);
  for await (const page of events) log.push(page.map((event) => `${JSON.stringify(event)}\n`).join(""));
  log.end();
  const run = entry(RUN);
  run.push(
    `${JSON.stringify({ format: FORMAT, version: VERSION, header, sha256: { ...digests } }, null, 2)}\n`,
  );
  run.end();
  zip.end();
  if (failure) throw failure;
  handOver();
  return new Blob(done, { type: "application/zip" });
}

/**
 * Unpacks and checks a run.
 * @throws StoreError (`malformed`) that says which entry and which line is wrong.
 */
export async function readArchive(blob: Blob): Promise<Archive> {
  const entries = unpack(new Uint8Array(await blob.arrayBuffer()));
  const run = readRun(entries);
  for (const name of Object.keys(run.sha256)) {
    if (!Object.hasOwn(entries, name)) throw malformed(`The run file lacks ${name}.`);
  }
  for (const [name, bytes] of Object.entries(entries)) {
    if (name === RUN) continue;
    if (name !== EVENTS && !name.startsWith(FILES) && !name.startsWith(ARTIFACTS)) {
      throw malformed(`The run file holds ${name}, which does not belong into one.`);
    }
    if (run.sha256[name] !== bytesToHex(sha256(bytes))) {
      throw malformed(`${name} was damaged or changed after the run was exported.`);
    }
  }
  const log = entries[EVENTS];
  if (!log) throw malformed(`The run file lacks ${EVENTS}.`);
  const events = readEvents(log, run.header.id);
  if (events.length !== run.header.events) {
    throw malformed(`${EVENTS} has ${events.length} events, ${RUN} promises ${run.header.events}.`);
  }
  const below = (folder: string): (readonly [string, string])[] =>
    Object.entries(entries)
      .filter(([name]) => name.startsWith(folder))
      .map(([name, bytes]) => [pathBelow(folder, name), text(bytes, name)] as const);
  return { header: run.header, events, files: below(FILES), artifacts: below(ARTIFACTS) };
}

function unpack(bytes: Uint8Array): Unzipped {
  let total = 0;
  let entries: Unzipped;
  try {
    entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > MAX_BYTES) throw malformed("The run file unpacks to more than 512 MB.");
        return !name.endsWith("/");
      },
    });
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw malformed("This is not a run file, or it was cut short.", cause);
  }
  return entries;
}

function readRun(entries: Unzipped): z.infer<typeof runSchema> {
  const bytes = entries[RUN];
  if (!bytes) throw malformed(`The zip holds no ${RUN}: it is not a run exported by Mirrorbox.`);
  const value = parseJson(text(bytes, RUN), RUN);
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

function readEvents(log: Uint8Array, runId: string): RunEvent[] {
  const events: RunEvent[] = [];
  // Line by line from the bytes: a long log does not fit into one string.
  for (let start = 0, line = 1; start < log.length; line += 1) {
    const newline = log.indexOf(10, start);
    const end = newline === -1 ? log.length : newline;
    const where = `Line ${line} of ${EVENTS}`;
    const parsed = eventSchema.safeParse(parseJson(text(log.subarray(start, end), where), where));
    if (!parsed.success) throw malformed(`${where}: ${whatIsWrong(parsed.error)}.`);
    const event: RunEvent = parsed.data;
    if (event.seq !== line - 1) throw malformed(`${where}: seq is ${event.seq}, expected ${line - 1}.`);
    if (event.runId !== runId) throw malformed(`${where}: runId is ${event.runId}, expected ${runId}.`);
    events.push(event);
    start = end + 1;
  }
  return events;
}

function pathBelow(folder: string, name: string): string {
  const path = name.slice(folder.length);
  const odd = path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (odd || path.includes("\0"))
    throw malformed(`The run file holds a file with the impossible path ${path}.`);
  return path;
}

function text(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed(`${where} is not UTF-8 text.`, cause);
  }
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw malformed(`${where} is not JSON.`, cause);
  }
}

/** The first complaint, with the field it is about. */
function whatIsWrong(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "not as expected";
  const field = issue.path.map(String).join(".");
  return field ? `${field}: ${issue.message}` : issue.message;
}

function malformed(message: string, cause?: unknown): StoreError {
  return new StoreError(
    "malformed",
    message,
    "Choose a file that Mirrorbox exported, and export it again if it may be damaged. Nothing was imported.",
    cause === undefined ? undefined : { cause },
  );
}
