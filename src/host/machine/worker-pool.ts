import type { ImageName } from "./programs.ts";
import type { ProcessStart, SharedLibrary } from "./syscalls.ts";
import type { FromWorker, ToWorker, Value } from "./wire.ts";
import { WorkerChannel } from "./worker-channel.ts";
import type { Seat, SeatOwner, WorkerSource } from "./worker-source.ts";

export interface WorkerPoolOptions {
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
 * Workers for processes of one image. Each serves one process and is ended with it, so nothing can pass from one to the
 * next; what makes a start quick is that a worker is prepared before it is asked for.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #spares: PooledWorker[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  take(owner: SeatOwner): Seat {
    const worker = this.#spares.shift() ?? this.#make();
    worker.seat(owner, () => this.#replenishSoon(0));
    this.#replenishSoon(REPLENISH_MS);
    return worker;
  }

  /** Prepares spare workers now. */
  replenish(): void {
    const wanted = this.#options.spares ?? 1;
    while (this.#spares.length < wanted) this.#spares.push(this.#make());
  }

  #make(): PooledWorker {
    const { script, name, library } = this.#options;
    return new PooledWorker(script, name, library);
  }

  #replenishSoon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.replenish(), ms);
  }
}

/**
 * Workers whose scripts may still be on their way: a process that is started before them begins when they have come, and
 * crashes with the reason when they cannot.
 */
export function lateWorkers(pool: (image: ImageName) => Promise<WorkerPool>): WorkerSource {
  return { take: (image, owner) => new LateSeat(pool(image), owner) };
}

class LateSeat implements Seat {
  #seat: Seat | null = null;
  #waiting: ((seat: Seat) => void)[] = [];
  #ended = false;

  constructor(pool: Promise<WorkerPool>, owner: SeatOwner) {
    pool.then(
      (workers) => {
        if (this.#ended) return;
        this.#seat = workers.take(owner);
        for (const step of this.#waiting) step(this.#seat);
        this.#waiting = [];
      },
      (error: unknown) => owner.crashed(error instanceof Error ? error.message : String(error)),
    );
  }

  start(start: ProcessStart): void {
    this.#do((seat) => seat.start(start));
  }

  event(id: number, values: readonly Value[]): void {
    this.#do((seat) => seat.event(id, values));
  }

  end(): void {
    this.#ended = true;
    this.#seat?.end();
  }

  #do(step: (seat: Seat) => void): void {
    if (this.#seat) step(this.#seat);
    else this.#waiting.push(step);
  }
}

class PooledWorker implements Seat {
  readonly #worker: Worker;
  readonly #channel: WorkerChannel;
  #owner: SeatOwner | null = null;
  #failed: string | null = null;
  #ended: () => void = () => undefined;

  constructor(url: string, name: string, library: SharedLibrary) {
    this.#worker = new Worker(url, { name });
    this.#channel = new WorkerChannel((call, args, reply) => this.#owner?.call(call, args, reply));
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if (data === 0) this.#channel.serve();
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#crash(event.message || "the worker failed to start");
    });
    this.#post({ type: "prepare", block: this.#channel.block, library });
  }

  seat(owner: SeatOwner, ended: () => void): void {
    this.#owner = owner;
    this.#ended = ended;
    const failed = this.#failed;
    if (failed !== null) queueMicrotask(() => owner.crashed(failed));
  }

  start(start: ProcessStart): void {
    this.#post({ type: "start", start: JSON.stringify(start) });
  }

  event(id: number, values: readonly Value[]): void {
    this.#post({ type: "event", id, values });
  }

  end(): void {
    this.#channel.close();
    this.#worker.terminate();
    this.#ended();
  }

  #crash(message: string): void {
    this.#failed = message;
    this.#owner?.crashed(message);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
