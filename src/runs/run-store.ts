import type { Player, RunEvent, RunFact } from "../core/event.ts";

/** What a list of runs shows without reading their events. */
export interface RunHeader {
  readonly id: string;
  readonly taskId: string;
  readonly taskVersion: string;
  readonly player: Player;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly events: number;
  /** Last verdict's state, null before one was reached. */
  readonly verdict: "solved" | "near" | "not-solved" | "error" | null;
  readonly title: string;
}

/** A part of a run's log. */
export interface EventRange {
  /** `seq` of the first event; default 0. */
  readonly from?: number;
  /** How many at most; default all. */
  readonly limit?: number;
}

/** What the events before `seq` amount to, so that they need not be read again. It can always be made anew from them. */
export interface Checkpoint {
  /** How many events are in it: the next one has this `seq`. */
  readonly seq: number;
  /** Data that the browser can store as it is. */
  readonly state: unknown;
}

/** Keeps runs. Every promise settles only once the data is durable. */
export interface RunStore {
  create(header: Omit<RunHeader, "events" | "updatedAt" | "verdict">): Promise<void>;
  /** Gives the fact its place in the log. @throws StoreError (`full`, `closed`, `unavailable`). */
  append(runId: string, fact: RunFact): Promise<RunEvent>;
  /** In order. A long run is better read in ranges than whole. @throws StoreError (`missing`) */
  events(runId: string, range?: EventRange): Promise<readonly RunEvent[]>;
  /** Keeps a text beside the log under a name that is its own within the run. */
  saveArtifact(runId: string, name: string, text: string): Promise<void>;
  /** Null when there is none of that name. */
  artifact(runId: string, name: string): Promise<string | null>;
  /** Replaces the checkpoint of that kind. Checkpoints are not exported. */
  saveCheckpoint(runId: string, kind: string, checkpoint: Checkpoint): Promise<void>;
  checkpoint(runId: string, kind: string): Promise<Checkpoint | null>;
  /**
   * Stores a run again that the browser lost (`emptied`), with the events that are still known. Does nothing when it is
   * there.
   */
  restore(header: RunHeader, events: readonly RunEvent[]): Promise<void>;
  list(taskId?: string): Promise<readonly RunHeader[]>;
  remove(runId: string): Promise<void>;
  /** The workspace as it is typed, ahead of the log: path -> text. Written through at once. */
  saveFile(runId: string, path: string, content: string | null): Promise<void>;
  files(runId: string): Promise<Record<string, string>>;
  /** One file that holds the whole run: header, events, files, artifacts. */
  export(runId: string): Promise<Blob>;
  /**
   * Takes in what `export` gave.
   * @param progressed told how many of how many events are in
   * @throws StoreError (`malformed`) that names what is wrong; nothing is kept then.
   */
  import(file: Blob, progressed?: (done: number, total: number) => void): Promise<RunHeader>;
}

/** `emptied`: a run that was here is gone, since the browser threw away its storage as it does on a full disk. */
export type StoreFault = "full" | "closed" | "unavailable" | "malformed" | "missing" | "emptied";

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly fault: StoreFault;
  readonly remedy: string;
  constructor(fault: StoreFault, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
    this.remedy = remedy;
  }
}
