import { type DBSchema, type IDBPDatabase, wrap } from "idb";
import type { RunEvent } from "../core/event.ts";
import { type Checkpoint, type RunHeader, StoreError } from "./run-store.ts";

interface StoredFile {
  readonly runId: string;
  readonly path: string;
  readonly text: string;
}

interface StoredArtifact {
  readonly runId: string;
  readonly name: string;
  readonly text: string;
}

interface StoredCheckpoint extends Checkpoint {
  readonly runId: string;
  readonly kind: string;
}

/** Version 2. A new version adds a step to the upgrade below and never changes an old one. */
interface RunSchema extends DBSchema {
  runs: { key: string; value: RunHeader };
  events: { key: [string, number]; value: RunEvent };
  files: { key: [string, string]; value: StoredFile };
  artifacts: { key: [string, string]; value: StoredArtifact };
  checkpoints: { key: [string, string]; value: StoredCheckpoint };
}

export type RunDatabase = IDBPDatabase<RunSchema>;

const DATABASE_VERSION = 2;

/** A browser whose storage is broken, or held by a stuck tab, may never answer; a page that waits says nothing. */
const OPEN_LIMIT_MS = 15_000;

const PRIVATE_REMEDY =
  "Leave private browsing or allow this site to store data, then reload. Without storage nothing can be kept.";

export interface DatabaseOptions {
  readonly factory: IDBFactory | undefined;
  readonly name: string;
  readonly openLimitMs?: number | undefined;
  /** Called when another tab ended the connection for good. */
  readonly lost: (why: StoreError) => void;
  /** Called when the browser dropped the connection, as it does on a full disk; it may be opened again. */
  readonly dropped: () => void;
  /** Called when there was no database, and an empty one was made. */
  readonly made: () => void;
}

/**
 * Opens the database.
 * @throws StoreError (`unavailable`, or `full` when there is no room to make it).
 */
export async function openDatabase(options: DatabaseOptions): Promise<RunDatabase> {
  if (!options.factory) {
    throw new StoreError("unavailable", "This browser offers no storage to this page.", PRIVATE_REMEDY);
  }
  try {
    const request = options.factory.open(options.name, DATABASE_VERSION);
    request.addEventListener("upgradeneeded", ({ oldVersion }) => {
      const { result } = request;
      if (oldVersion < 1) {
        options.made();
        result.createObjectStore("runs", { keyPath: "id" });
        result.createObjectStore("events", { keyPath: ["runId", "seq"] });
        result.createObjectStore("files", { keyPath: ["runId", "path"] });
      }
      if (oldVersion < 2) {
        result.createObjectStore("artifacts", { keyPath: ["runId", "name"] });
        result.createObjectStore("checkpoints", { keyPath: ["runId", "kind"] });
      }
    });
    const db = await inTime(request, options.openLimitMs ?? OPEN_LIMIT_MS);
    db.addEventListener("versionchange", () => {
      // A tab that kept its connection would block the update for all others.
      db.close();
      options.lost(
        new StoreError(
          "closed",
          "Another tab updated Mirrorbox, so this tab can no longer store anything.",
          "Reload this tab.",
        ),
      );
    });
    db.addEventListener("close", () => options.dropped());
    return wrap(db) as unknown as RunDatabase;
  } catch (cause) {
    throw cause instanceof StoreError ? cause : openingFault(cause);
  }
}

function inTime(request: IDBOpenDBRequest, ms: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(
        new StoreError(
          "unavailable",
          "The browser's storage did not open: another tab may hold it.",
          "Close other tabs of this page and reload. If it stays so, restart the browser.",
        ),
      );
    }, ms);
    request.addEventListener("success", () => {
      clearTimeout(timer);
      // Whoever asked was already told that it failed.
      if (late) request.result.close();
      else resolve(request.result);
    });
    request.addEventListener("error", () => {
      clearTimeout(timer);
      reject(request.error ?? new DOMException("The storage did not open.", "UnknownError"));
    });
  });
}

function openingFault(cause: unknown): StoreError {
  const name = cause instanceof Error ? cause.name : "";
  if (name === "VersionError") {
    return new StoreError(
      "unavailable",
      "The storage was written by a newer version of Mirrorbox.",
      "Reload the page to get the newer version.",
      { cause },
    );
  }
  if (name === "QuotaExceededError") return storeFault(cause);
  return new StoreError("unavailable", "The browser refused to open its storage.", PRIVATE_REMEDY, { cause });
}

/** The browser dropped the connection, or could not write: that is how a full disk shows. */
export function droppedFault(cause?: unknown): StoreError {
  return new StoreError(
    "full",
    "The browser cannot write to its storage, most likely because the disk is full.",
    "Free space on the disk. What you typed stays in this tab and is kept as soon as there is room.",
    { cause },
  );
}

/** The browser threw away what it had stored: so Chromium does when a full disk kept it from writing to its own files. */
export function emptiedFault(): StoreError {
  return new StoreError(
    "emptied",
    "The browser lost what it had stored, most likely because the disk was full.",
    "Free space on the disk. What this tab still has is stored again.",
  );
}

/** What went wrong in an operation, in the store's terms. A StoreError passes through. */
export function storeFault(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const name = cause instanceof Error ? cause.name : "";
  if (name === "QuotaExceededError") {
    return new StoreError(
      "full",
      "The browser's storage for this page is full: the last change was not kept.",
      "Export and remove old runs, or free space on the disk, then try again.",
      { cause },
    );
  }
  if (name === "InvalidStateError" || name === "AbortError") return droppedFault(cause);
  // Chromium has no error of its own for it.
  if (cause instanceof Error && /IOError|write blobs/i.test(cause.message)) return droppedFault(cause);
  const detail = cause instanceof Error && cause.message ? ` (${cause.message})` : "";
  return new StoreError(
    "unavailable",
    `The browser's storage failed${detail}.`,
    "Reload this tab. What was kept before is still there.",
    { cause },
  );
}
