import type { Description } from "./description.ts";
import { LimitReached } from "./errno.ts";
import { SyscallError, type Undo } from "./syscalls.ts";

interface QueuedWrite {
  readonly bytes: Uint8Array;
  /** Goes with the first byte. */
  readonly passed: Description | null;
  written: number;
  readonly done: (error: SyscallError | null) => void;
}

interface Queue {
  readonly writes: QueuedWrite[];
  stop: Undo;
}

/** Writes of one process that wait for room, in order for each description. */
export class WriteQueues {
  readonly #queues = new Map<Description, Queue>();
  readonly #limit: number;
  #waiting = 0;

  /** `limit`: bytes that may wait; more fails with ENOBUFS. */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  isBusy(description: Description): boolean {
    return this.#queues.has(description);
  }

  /** How many bytes wait to be written. */
  waiting(description: Description): number {
    const writes = this.#queues.get(description)?.writes ?? [];
    return writes.reduce((sum, { bytes, written }) => sum + bytes.length - written, 0);
  }

  /**
   * Writes all of `bytes` as room comes. Returns null when that was done at once. @throws what the first attempt throws;
   * ENOBUFS when too much waits
   */
  write(
    description: Description,
    bytes: Uint8Array,
    done: (error: SyscallError | null) => void,
    passed: Description | null = null,
  ): Undo | null {
    const write: QueuedWrite = { bytes, passed, written: 0, done };
    const queue = this.#queues.get(description);
    if (!queue && attempt(description, write)) return null;
    if (this.#waiting + bytes.length > this.#limit)
      throw new LimitReached("ENOBUFS", this.#limit, "bytes waiting to be written");
    this.#waiting += bytes.length;
    passed?.hold();
    if (queue) queue.writes.push(write);
    else {
      const made: Queue = { writes: [write], stop: () => undefined };
      this.#queues.set(description.hold(), made);
      this.#wait(description, made);
    }
    return () => {
      const writes = this.#queues.get(description)?.writes;
      const at = writes?.indexOf(write) ?? -1;
      if (at < 0) return;
      writes?.splice(at, 1);
      passed?.drop();
      this.#waiting -= bytes.length;
    };
  }

  clear(): void {
    for (const [description, queue] of this.#queues) {
      queue.stop();
      for (const { passed } of queue.writes) passed?.drop();
      description.drop();
    }
    this.#queues.clear();
    this.#waiting = 0;
  }

  #wait(description: Description, queue: Queue): void {
    queue.stop = description.whenReady("write", () => this.#pump(description, queue));
  }

  #pump(description: Description, queue: Queue): void {
    const finished: (() => void)[] = [];
    for (let write = queue.writes[0]; write; write = queue.writes[0]) {
      const { done } = write;
      try {
        if (!attempt(description, write)) break;
        finished.push(() => done(null));
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        finished.push(() => done(error));
      }
      queue.writes.shift();
      write.passed?.drop();
      this.#waiting -= write.bytes.length;
    }
    if (queue.writes.length > 0) this.#wait(description, queue);
    else {
      this.#queues.delete(description);
      description.drop();
    }
    for (const tell of finished) tell();
  }
}

/** Whether everything was written. */
function attempt(description: Description, write: QueuedWrite): boolean {
  while (write.written < write.bytes.length) {
    const rest = write.bytes.subarray(write.written);
    const passed = write.written === 0 ? write.passed : null;
    const taken = passed ? description.send(rest, passed) : description.write(rest, null);
    if (taken === 0) return false;
    write.written += taken;
  }
  return true;
}
