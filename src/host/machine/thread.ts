import { LimitReached } from "./errno.ts";
import type { Process } from "./process.ts";
import type { Undo } from "./syscalls.ts";
import type { Value } from "./wire.ts";
import type { Seat } from "./worker-source.ts";

/** Reads, writes, watches, listeners and the like that one thread may have going on at once. */
const MAX_JOBS = 16_384;
/** Objects that a thread has sent ahead of the message that they belong to. */
const MAX_ATTACHMENTS = 1024;

/** A thread of a process: a worker, with what goes on for it. Thread 0 is the process's main thread. */
export class Thread {
  readonly id: number;
  readonly process: Process;
  /** The thread that started it; it ends with that one. */
  readonly parent: Thread | null;
  /** What it opened, and is closed when it ends before its process does. Null for the main thread. */
  readonly descriptors: Set<number> | null;
  /** Files that it opens outlive it. */
  leavesFiles = false;
  /** The worker it runs in. */
  seat: Seat | null = null;
  ended = false;
  /** Its end of the channel to the thread that started it. */
  port = 0;
  /** What goes on for the program beside its calls, by event id; undone when it ends. */
  readonly jobs = new Map<number, Undo>();
  /** Stops the call that it waits in. */
  parked: Undo | null = null;
  /** Told with its exit code when it ends before its process does. */
  exited: (code: number) => void = () => undefined;
  /** The event that tells of messages at its ports. */
  messageEvent: number | null = null;
  /** What only the browser can carry over, sent ahead of its message. */
  readonly #attachments = new Map<number, unknown>();
  #whenAttached: (() => void) | null = null;

  constructor(process: Process, id: number, parent: Thread | null) {
    this.process = process;
    this.id = id;
    this.parent = parent;
    this.descriptors = parent ? new Set() : null;
  }

  /** `most`: as a Seat has it. */
  event(id: number, values: readonly Value[], most?: number): void {
    this.seat?.event(id, values, most);
  }

  /** Notes what goes on under an event's id. @throws EAGAIN when there is too much of it */
  addJob(id: number, undo: Undo): void {
    if (this.jobs.size >= MAX_JOBS) {
      undo();
      throw new LimitReached("EAGAIN", MAX_JOBS, "operations at once");
    }
    // Ids come from the program: one that is used twice must not leave the first without an end.
    this.jobs.get(id)?.();
    this.jobs.set(id, undo);
  }

  attached(id: number, value: unknown): void {
    if (this.#attachments.size >= MAX_ATTACHMENTS) return;
    this.#attachments.set(id, value);
    this.#whenAttached?.();
  }

  hasAttachments(ids: readonly number[]): boolean {
    return ids.every((id) => this.#attachments.has(id));
  }

  takeAttachments(ids: readonly number[]): unknown[] {
    return ids.map((id) => {
      const value = this.#attachments.get(id);
      this.#attachments.delete(id);
      return value;
    });
  }

  /** Calls back whenever something was attached. */
  whenAttached(listener: () => void): Undo {
    this.#whenAttached = listener;
    return () => {
      this.#whenAttached = null;
    };
  }

  stopWork(): void {
    this.parked?.();
    this.parked = null;
    const jobs = [...this.jobs.values()];
    this.jobs.clear();
    for (const undo of jobs) undo();
  }

  /** Stops its worker and all that went on for it. */
  end(byItself: boolean): void {
    this.ended = true;
    this.seat?.end(byItself);
    this.stopWork();
  }
}
