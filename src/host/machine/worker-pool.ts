import type { ImageName } from "./programs.ts";
import { PooledWorker } from "./pooled-worker.ts";
import type { ProcessStart, SharedLibrary } from "./syscalls.ts";
import type { StartAids, Value } from "./wire.ts";
import type { WorkerGroup } from "./worker-group.ts";
import type { Seat, SeatOwner, WorkerSource } from "./worker-source.ts";

interface WorkerPoolOptions {
  /** What workers show as in a browser's tools. */
  readonly name: string;
  /** URL of the worker script. */
  readonly script: string;
  readonly library: SharedLibrary;
  /** Workers that are kept prepared for the next processes. Default 1. */
  readonly spares?: number;
}

/** How long after one was taken the next spare worker is made: by then the process that took it has begun its work. */
const REPLENISH_MS = 60;

/**
 * Workers for processes of one image. What makes a start quick is that a worker is prepared before it is asked for, or
 * was made clean after another program of the same owner (WorkerGroup). All others are ended with their process.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #spares: PooledWorker[] = [];
  #preparing: PooledWorker | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  take(owner: SeatOwner): Seat {
    return this.#seatAlone(this.#fresh(), owner);
  }

  /** As `take`, from `group` where possible. The worker may still have to become clean, so it comes by callback. */
  takeFrom(group: WorkerGroup, owner: SeatOwner, come: (seat: Seat) => void): void {
    group.ask((idle) => {
      const worker = idle?.worker ?? this.#fresh();
      const member = idle ?? group.join(worker);
      if (!member) return come(this.#seatAlone(worker, owner));
      const seat = worker.seat(
        owner,
        () => {
          group.left(member);
          this.#replenishSoon(0);
        },
        (clean) => group.wasReset(member, clean),
      );
      come({
        reused: seat.reused,
        start: (start, aids) => seat.start(start, aids),
        event: (id, values, most) => seat.event(id, values, most),
        attach: (key, value) => seat.attach(key, value),
        end: (byItself) => seat.end(byItself && group.mayReset(member)),
      });
    });
  }

  #seatAlone(worker: PooledWorker, owner: SeatOwner): Seat {
    return worker.seat(owner, () => this.#replenishSoon(0), null);
  }

  #fresh(): PooledWorker {
    this.#replenishSoon(REPLENISH_MS);
    return this.#spares.shift() ?? this.#make();
  }

  /**
   * Prepares spare workers, one after the other, so that they leave cores to programs. Settles when the next that is
   * wanted is there.
   */
  async replenish(): Promise<void> {
    if (this.#preparing) return await this.#preparing.prepared;
    if (this.#spares.length >= (this.#options.spares ?? 1)) return;
    const worker = this.#make();
    this.#spares.push(worker);
    this.#preparing = worker;
    await worker.prepared;
    this.#preparing = null;
    this.#replenishSoon(REPLENISH_MS);
  }

  #make(): PooledWorker {
    const { script, name, library } = this.#options;
    return new PooledWorker(script, name, library);
  }

  #replenishSoon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.replenish(), ms);
  }
}

/**
 * Workers whose scripts may still be on their way: a process that is started before them begins when they have come, and
 * crashes with the reason when they cannot.
 */
export function lateWorkers(pool: (image: ImageName) => Promise<WorkerPool>): WorkerSource {
  return { take: (image, owner, group) => new LateSeat(pool(image), owner, group) };
}

class LateSeat implements Seat {
  #seat: Seat | null = null;
  #waiting: ((seat: Seat) => void)[] = [];
  #ended = false;

  constructor(pool: Promise<WorkerPool>, owner: SeatOwner, group: WorkerGroup | null) {
    const come = (seat: Seat): void => {
      this.#seat = seat;
      for (const step of this.#waiting) step(seat);
      this.#waiting = [];
      // Its process was ended while it waited.
      if (this.#ended) seat.end(false);
    };
    pool.then(
      (workers) => {
        if (this.#ended) return;
        if (group) workers.takeFrom(group, owner, come);
        else come(workers.take(owner));
      },
      (error: unknown) => owner.crashed(error instanceof Error ? error.message : String(error)),
    );
  }

  start(start: ProcessStart, aids?: StartAids): void {
    this.#do((seat) => seat.start(start, aids));
  }

  event(id: number, values: readonly Value[], most?: number): void {
    // Before its program runs nobody listens.
    this.#seat?.event(id, values, most);
  }

  attach(key: number, value: unknown): void {
    this.#do((seat) => seat.attach(key, value));
  }

  get reused(): boolean {
    return this.#seat?.reused ?? false;
  }

  end(byItself: boolean): void {
    this.#ended = true;
    this.#seat?.end(byItself);
  }

  #do(step: (seat: Seat) => void): void {
    if (this.#seat) step(this.#seat);
    else this.#waiting.push(step);
  }
}
