/**
 * An archive: one run as a zip of `events.jsonl` (one event a line, in order), `files/<path>` (the workspace),
 * `artifacts/<name>` (whole outputs that the log has clipped) and
 * `run.json` (format, version, header, and the SHA-256 of every other entry, since nothing checks a zip's own sums).
 * A run of weeks is larger than memory: what may be large is written and read bit by bit.
 */
import * as z from "zod";
import { headerSchema } from "./event-schema.ts";
import { StoreError } from "./run-store.ts";

export const FORMAT = "mirrorbox-run";
/** Version 2 added artifacts and the facts of a compaction. */
export const VERSION = 2;
export const RUN = "run.json";
export const EVENTS = "events.jsonl";
export const FILES = "files/";
export const ARTIFACTS = "artifacts/";

/** No threads of the zip's own: they would come from addresses that the page's policy forbids. */
export const ZIP_OPTIONS = { useWebWorkers: false } as const;

export const runSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.int().min(1).max(VERSION),
  header: headerSchema,
  sha256: z.record(z.string(), z.string()),
});

export function malformed(message: string, cause?: unknown): StoreError {
  return new StoreError(
    "malformed",
    message,
    "Choose a file that Mirrorbox exported, and export it again if it may be damaged. Nothing was imported.",
    cause === undefined ? undefined : { cause },
  );
}

/** The first complaint, with the field it is about. */
export function whatIsWrong(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return "not as expected";
  const field = issue.path.map(String).join(".");
  return field ? `${field}: ${issue.message}` : issue.message;
}
