import { Abandoned, Halt } from "./halt.ts";

/** The longest time that setTimeout takes. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** One piece of work at a time that can be brought to an end from outside: stopped, abandoned, or out of time. */
export class Interruptible {
  #controller: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #reason: Error | null = null;
  readonly #msLeft: () => number;

  /** `msLeft`: working milliseconds until the time limit, Infinity without one. */
  constructor(msLeft: () => number) {
    this.#msLeft = msLeft;
  }

  /** Ends what runs now and all that would follow. */
  end(reason: Error): void {
    this.#reason ??= reason;
    this.#controller?.abort(this.#reason);
  }

  /** True once all that would follow is ended. */
  get over(): boolean {
    return this.#reason !== null;
  }

  /** @throws what `end` was given. */
  check(): void {
    if (this.#reason) throw this.#reason;
  }

  /** True when this work was ended from outside, so that its own error says nothing. */
  get ended(): Error | null {
    const reason: unknown = this.#controller?.signal.aborted ? this.#controller.signal.reason : null;
    return this.#reason ?? (reason instanceof Halt || reason instanceof Abandoned ? reason : null);
  }

  /** Counts the time limit anew, after it was changed. */
  rearm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const controller = this.#controller;
    const ms = this.#msLeft();
    if (!controller || ms === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(
      () => {
        if (this.#msLeft() > 0) this.rearm();
        else controller.abort(new Halt("time", "The working time is used. Raise it to go on."));
      },
      Math.min(Math.max(0, ms), LONGEST_TIMER_MS),
    );
  }

  /**
   * Does work that heeds its signal. What it still returns after it was ended is kept (a reply that is paid for).
   * @throws what it was ended with, or the work's own error.
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.check();
    const controller = new AbortController();
    this.#controller = controller;
    this.rearm();
    try {
      return await work(controller.signal);
    } finally {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    }
  }

  /** As `run`, but does not wait for work that goes on after its end. */
  runOrLeave<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.run((signal) => {
      const ended = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      });
      // Whichever comes second settles unheard: its outcome was already given.
      return Promise.race([work(signal), ended]);
    });
  }
}
