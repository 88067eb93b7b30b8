export interface TrailOptions {
  /** How long a path rests after its last change before it is written, in milliseconds. */
  readonly restMs: number;
  /** Brings one path up to date, whatever its content is by then. */
  readonly write: (path: string) => Promise<void>;
  /** A write failed; it is tried again, later and later. Called for each attempt. */
  readonly failed: (error: unknown) => void;
  /** The first write that succeeded after one that had failed. */
  readonly recovered: () => void;
}

const RETRY_FIRST_MS = 2_000;
const RETRY_MOST_MS = 30_000;

/**
 * Follows files that change, and brings each somewhere else (store, sandbox, log): one write at a time, in the order of
 * the changes, only the latest content. Nothing is given up: what could not be written stays due.
 */
export class Trail {
  readonly #options: TrailOptions;
  readonly #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #drain: Promise<void> | null = null;
  #retryMs = 0;
  #stopped = false;
  #holds = 0;

  constructor(options: TrailOptions) {
    this.#options = options;
  }

  /** Whether something is still to be written. */
  get due(): boolean {
    return this.#due.size > 0 || this.#drain !== null;
  }

  touch(path: string): void {
    this.#due.add(path);
    // While writes fail, the next attempt keeps its date.
    if (this.#retryMs > 0) return;
    if (this.#options.restMs === 0) this.#background();
    else this.#schedule(this.#options.restMs);
  }

  /** Writes all that is due now. @throws what the write threw; the rest stays due. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.due) await this.#run();
  }

  /** Until the returned undo is called, only `flush` writes. */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds--;
      if (this.due) this.#schedule(this.#options.restMs);
    };
  }

  /** No more writes, now or later. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#due.clear();
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#background();
    }, ms);
  }

  #background(): void {
    if (this.#holds > 0) return;
    // `failed` has heard of the error and the next attempt is on its way.
    this.#run().catch(() => undefined);
  }

  #run(): Promise<void> {
    this.#drain ??= this.#writeAll().finally(() => {
      this.#drain = null;
    });
    return this.#drain;
  }

  async #writeAll(): Promise<void> {
    for (const path of this.#due) {
      // Taken out first, so that a change during the write makes it due again.
      this.#due.delete(path);
      try {
        await this.#options.write(path);
      } catch (error) {
        if (this.#stopped) return;
        this.#due.add(path);
        this.#retryMs = Math.min(RETRY_MOST_MS, this.#retryMs === 0 ? RETRY_FIRST_MS : this.#retryMs * 2);
        this.#schedule(this.#retryMs);
        this.#options.failed(error);
        throw error;
      }
      if (this.#retryMs > 0) {
        this.#retryMs = 0;
        this.#options.recovered();
      }
    }
  }
}
