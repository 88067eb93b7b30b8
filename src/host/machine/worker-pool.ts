import type { ImageName } from "./programs.ts";
import type { ProcessStart, SharedLibrary } from "./syscalls.ts";
import type { FromWorker, ToWorker, Value } from "./wire.ts";
import { WorkerChannel } from "./worker-channel.ts";
import type { Seat, SeatOwner, WorkerSource } from "./worker-source.ts";

export interface WorkerPoolOptions {
  /** URL of the worker script of each image. */
  readonly scripts: Readonly<Record<ImageName, string>>;
  readonly library: SharedLibrary;
  /** Workers of each image that are kept prepared for the next process. Default: 1 of each. */
  readonly spares?: Readonly<Record<ImageName, number>>;
}

/** How long after one was taken the next spare worker is made: by then the process that took it has begun its work. */
const REPLENISH_MS = 60;

/**
 * Workers for processes. Each serves one process and is ended with it, so nothing can pass from one to the next; what
 * makes a start quick is that a worker is prepared before it is asked for.
 */
export class WorkerPool implements WorkerSource {
  readonly #options: WorkerPoolOptions;
  readonly #spares: Record<ImageName, PooledWorker[]> = { node: [], shell: [] };
  readonly #wanted: Readonly<Record<ImageName, number>>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.#wanted = options.spares ?? { node: 1, shell: 1 };
  }

  take(image: ImageName, owner: SeatOwner): Seat {
    const worker = this.#spares[image].shift() ?? this.#make(image);
    worker.seat(owner, () => this.#replenishSoon(0));
    this.#replenishSoon(REPLENISH_MS);
    return worker;
  }

  /** Prepares spare workers now. */
  replenish(): void {
    for (const image of ["node", "shell"] as const) {
      while (this.#spares[image].length < this.#wanted[image]) this.#spares[image].push(this.#make(image));
    }
  }

  /** Ends the spare workers. Those in use end with their processes. */
  dispose(): void {
    clearTimeout(this.#timer);
    for (const spares of Object.values(this.#spares)) for (const worker of spares.splice(0)) worker.end();
  }

  #make(image: ImageName): PooledWorker {
    return new PooledWorker(this.#options.scripts[image], image, this.#options.library);
  }

  #replenishSoon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.replenish(), ms);
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
