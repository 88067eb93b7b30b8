import type { StopReason } from "../core/event.ts";

/** Brings the loop to rest from wherever it is; the reason and message become the `agent-stopped` fact. */
export class Halt extends Error {
  override readonly name = "Halt";
  readonly reason: StopReason;
  constructor(reason: StopReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The loop ends without a word: whoever started it went away, and may take the run up again later. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}
