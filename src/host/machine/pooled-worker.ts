import type { ProcessStart, SharedLibrary } from "./syscalls.ts";
import type { FromWorker, StartAids, ToWorker, Value } from "./wire.ts";
import { WorkerChannel } from "./worker-channel.ts";
import type { Seat, SeatOwner } from "./worker-source.ts";

/** How long a worker may take to make itself clean; one that is stuck in what a program left behind is ended. */
const RESET_MS = 5000;

const NO_AIDS: StartAids = { foreseen: null, collected: [], input: null };

/** A worker with one process at a time. */
export class PooledWorker {
  readonly #worker: Worker;
  readonly #channel: WorkerChannel;
  #owner: SeatOwner | null = null;
  #failed: string | null = null;
  #isUsed = false;
  /** It waits for a program, or runs one. */
  #isPrepared = false;
  /** Events, of all its processes. */
  #sent = 0;
  #wasReset: ((clean: boolean) => void) | null = null;
  /** When it must be clean. */
  #deadline = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #prepared: () => void = () => undefined;
  /** Settles when it is prepared, or never will be. */
  readonly prepared = new Promise<void>((resolve) => {
    this.#prepared = resolve;
  });

  constructor(url: string, name: string, library: SharedLibrary) {
    this.#worker = new Worker(url, { name });
    // Without a process nobody answers: whoever calls then is stuck, and the worker is ended.
    this.#channel = new WorkerChannel({
      call: (name, args, reply) => this.#owner?.call(name, args, reply),
      wrote: (fd, bytes) => this.#owner?.wrote(fd, bytes),
      sent: (call) => this.#owner?.sent(call),
    });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      if (data === 0) this.#channel.serve();
      else if (data === "started") this.#owner?.started();
      else if (data === "ready") {
        this.#isPrepared = true;
        this.#prepared();
      } else if (typeof data === "object") this.#owner?.attached(data.attachment, data.value);
      else {
        // Its process's exit may still wait to be looked at.
        this.#channel.serve();
        this.#wasReset?.(data === "clean");
      }
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      // An exit that was asked for before counts: then its process is no more, and only the worker is of no use.
      this.#channel.serve();
      this.#crash(event.message || "the worker failed to start");
    });
    this.post({ type: "prepare", block: this.#channel.block, library });
  }

  /**
   * Seats a process. `reset` is told how its worker came out when it ended by itself and may be used again, `ended` that
   * the worker is gone; one of them, once. Without `reset` the worker is always ended.
   */
  seat(owner: SeatOwner, ended: () => void, reset: ((clean: boolean) => void) | null): Seat {
    this.#channel.dropOutput();
    this.#owner = owner;
    const reused = this.#isUsed;
    this.#isUsed = true;
    const failed = this.#failed;
    if (failed !== null) queueMicrotask(() => owner.crashed(failed));
    let active = true;
    return {
      reused,
      start: (start: ProcessStart, aids: StartAids = NO_AIDS) => {
        const [tells, reusable] = [!this.#isPrepared, reset !== null];
        this.post(
          { type: "start", start: JSON.stringify(start), reusable, tells, ...aids },
          [aids.foreseen, aids.input].flatMap((bytes) => (bytes ? [bytes.buffer] : [])),
        );
        if (!tells) queueMicrotask(() => owner.started());
      },
      event: (id: number, values: readonly Value[], most = Infinity) => {
        if (!active || this.#sent - this.#channel.taken >= most) return;
        this.#sent++;
        this.post({ type: "event", id, values });
      },
      attach: (key: number, value: unknown) => {
        if (active) this.post({ type: "attachment", key, value });
      },
      end: (byItself: boolean) => {
        if (!active) return;
        active = false;
        this.#channel.takeOutput();
        this.#owner = null;
        if (byItself && reset && this.#failed === null) this.#reset(reset);
        else {
          this.terminate();
          ended();
        }
      },
    };
  }

  terminate(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#channel.close();
    this.#worker.terminate();
    this.#prepared();
  }

  post(message: ToWorker, handedOver: Transferable[] = []): void {
    this.#worker.postMessage(message, handedOver);
  }

  /** The worker makes itself clean, once it has left its program. */
  #reset(told: (clean: boolean) => void): void {
    this.#channel.renew();
    this.#deadline = performance.now() + RESET_MS;
    this.#wasReset = (clean) => {
      this.#wasReset = null;
      if (!clean) this.terminate();
      told(clean);
    };
    this.#timer ??= setTimeout(() => this.#look(), RESET_MS);
  }

  /** Ends a worker that is stuck. One timer serves many programs: most are long gone when it comes. */
  #look(): void {
    this.#timer = null;
    if (!this.#wasReset) return;
    const left = this.#deadline - performance.now();
    if (left <= 0) this.#wasReset(false);
    else this.#timer = setTimeout(() => this.#look(), left);
  }

  #crash(message: string): void {
    this.#failed = message;
    this.#prepared();
    this.#channel.takeOutput();
    this.#owner?.crashed(message);
    this.#wasReset?.(false);
  }
}
