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

/** Keeps runs. Every promise settles only once the data is durable. */
export interface RunStore {
  create(header: Omit<RunHeader, "events" | "updatedAt" | "verdict">): Promise<void>;
  /** Gives the fact its place in the log. @throws StoreError (`full`, `closed`, `unavailable`). */
  append(runId: string, fact: RunFact): Promise<RunEvent>;
  events(runId: string): Promise<readonly RunEvent[]>;
  list(taskId?: string): Promise<readonly RunHeader[]>;
  remove(runId: string): Promise<void>;
  /** The workspace as it is typed, ahead of the log: path -> text. Written through at once. */
  saveFile(runId: string, path: string, content: string | null): Promise<void>;
  files(runId: string): Promise<Record<string, string>>;
  /** One file that holds the whole run: header, events, files. */
  export(runId: string): Promise<Blob>;
  /** @throws StoreError (`malformed`) that names what is wrong; nothing is kept then. */
  import(file: Blob): Promise<RunHeader>;
}

export type StoreFault = "full" | "closed" | "unavailable" | "malformed" | "missing";

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
