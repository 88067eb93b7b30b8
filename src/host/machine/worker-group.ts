import { Foresight } from "./foresight.ts";
import type { PooledWorker } from "./pooled-worker.ts";

/** After so many programs a worker is ended all the same, so that what slowly grows in it cannot grow for ever. */
const MAX_USES = 5000;

interface Member {
  readonly worker: PooledWorker;
  uses: number;
}

/**
 * Workers that run one program after another, all of one owner: nothing passes to anyone else, whatever a program may
 * manage to leave behind. Between two programs the image makes the worker clean, or says that it cannot.
 */
export class WorkerGroup {
  readonly foresight = new Foresight();
  readonly #capacity: number;
  readonly #idle: Member[] = [];
  readonly #members = new Set<Member>();
  readonly #waiting: ((worker: Member | null) => void)[] = [];
  #resetting = 0;
  #disposed = false;

  /** `capacity`: how many workers it has at most. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /**
   * Asks for a worker. It comes at once, or when one that is being made clean is ready. Null = use a new one; it joins
   * the group if `join` accepts it.
   */
  ask(come: (member: Member | null) => void): void {
    const idle = this.#idle.pop();
    if (idle) come(idle);
    else if (this.#members.size >= this.#capacity && this.#resetting > this.#waiting.length)
      this.#waiting.push(come);
    else come(null);
  }

  /** Takes a new worker in, unless there are enough. */
  join(worker: PooledWorker): Member | null {
    if (this.#disposed || this.#members.size >= this.#capacity) return null;
    const member: Member = { worker, uses: 0 };
    this.#members.add(member);
    return member;
  }

  /** Whether the member's worker may be made clean after its process. If so, `wasReset` must follow. */
  mayReset(member: Member): boolean {
    member.uses++;
    if (this.#disposed || member.uses >= MAX_USES) return false;
    this.#resetting++;
    return true;
  }

  wasReset(member: Member, clean: boolean): void {
    this.#resetting--;
    if (clean && this.#disposed) member.worker.terminate();
    if (!clean || this.#disposed) return this.left(member);
    const next = this.#waiting.shift();
    if (next) next(member);
    else this.#idle.push(member);
  }

  /** The member's worker is gone. */
  left(member: Member): void {
    this.#members.delete(member);
    // Whoever waits must not wait for one that will not come.
    while (this.#waiting.length > this.#resetting) this.#waiting.shift()?.(null);
  }

  /** Ends the idle workers; those in use end with their processes. */
  dispose(): void {
    this.#disposed = true;
    for (const member of this.#idle.splice(0)) {
      member.worker.terminate();
      this.#members.delete(member);
    }
  }
}
