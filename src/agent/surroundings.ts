/** Two clocks: what time it is, which may jump, and how much time goes by, which does not. Both in milliseconds. */
export interface Clock {
  readonly now: () => number;
  readonly elapsed: () => number;
}

/** Whether the computer is on a network at all. */
export interface Network {
  readonly online: () => boolean;
  /** Called when that changes. Returns its undo. */
  readonly onChange: (listener: () => void) => () => void;
}

export const SYSTEM_CLOCK: Clock = { now: () => Date.now(), elapsed: () => performance.now() };

/** Where nobody can tell, the network is taken to be there. */
export const ALWAYS_ONLINE: Network = { online: () => true, onChange: () => () => undefined };

/** A jump shorter than this is an adjusted clock, and no matter. */
const LEAST_JUMP_MS = 30_000;
/** Timers of a hidden page are delayed by up to a minute; a longer silence is a computer that slept. */
const LONGEST_DELAY_MS = 180_000;

/**
 * Notices that the computer slept or its clock was set: the two clocks part, or, where both go on in sleep, nothing ran
 * for longer than a browser delays any timer.
 */
export class ClockWatch {
  readonly #clock: Clock;
  readonly #everyMs: number;
  #now: number;
  #elapsed: number;

  /** @param everyMs how often `jump` is called, about */
  constructor(clock: Clock, everyMs: number) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#now = clock.now();
    this.#elapsed = clock.elapsed();
  }

  /** Milliseconds that the time of day jumped since the last call, 0 when it did not. */
  jump(): number {
    const now = this.#clock.now();
    const elapsed = this.#clock.elapsed();
    const passed = now - this.#now;
    const ran = elapsed - this.#elapsed;
    this.#now = now;
    this.#elapsed = elapsed;
    if (Math.abs(passed - ran) >= LEAST_JUMP_MS) return Math.round(passed - ran);
    return ran > LONGEST_DELAY_MS + this.#everyMs ? Math.round(ran - this.#everyMs) : 0;
  }
}
