import type { PromiseDetails } from "./promise-states.ts";
import type { CallTrace } from "./promise-traces.ts";

/** Who is told of what calls find out. */
export interface CallListener {
  fulfilled(promise: unknown, value: unknown): void;
  rejected(promise: unknown, reason: unknown): void;
  /** The call's first part is over: its caller goes on. */
  returned(call: Call, id: string): void;
  /** The call ended with an error. */
  failed(call: Call, error: unknown): void;
  /** What is to come of `outcome` is decided. */
  resolve(outcome: Outcome, value: unknown): void;
}

/** Once it is settled; before that it is pending. */
export class Outcome {
  details: PromiseDetails | null = null;
}

/** One call of an async function that keeps account of itself. */
export class Call extends Outcome {
  /** What it returns, as far as it came. */
  value: unknown = undefined;
  /** Null while nobody listens to promises. */
  readonly trace: CallTrace | null;
  readonly #notes: CallListener;
  readonly #id: string;
  #waiting: unknown = undefined;
  #hasReturned = false;

  constructor(notes: CallListener, id: string, trace: CallTrace | null) {
    super();
    this.trace = trace;
    this.#notes = notes;
    this.#id = id;
  }

  /** Around what is awaited. */
  before<T>(value: T): T {
    this.#returns();
    this.trace?.waits(value);
    this.#waiting = value;
    return value;
  }

  /** Around an `await`. */
  after<T>(value: T): T {
    this.trace?.resumes();
    this.#notes.fulfilled(this.#waiting, value);
    this.#waiting = undefined;
    return value;
  }

  /** Around what `for await` goes through. */
  loop<T>(value: T): T {
    this.#returns();
    return value;
  }

  /** What was caught. If nothing followed the start of an await, it is why that promise was rejected. */
  thrown(error: unknown): void {
    this.trace?.resumes();
    this.#notes.rejected(this.#waiting, error);
    this.#waiting = undefined;
  }

  /** It goes on, nobody knows why. */
  lost(): void {
    this.trace?.resumes();
    this.#waiting = undefined;
  }

  failed(error: unknown): unknown {
    this.thrown(error);
    this.details = [2, error];
    this.#notes.failed(this, error);
    return error;
  }

  done(): void {
    this.#returns();
    if (!this.details) this.#notes.resolve(this, this.value);
    this.trace?.ends();
  }

  /** Its caller goes on. */
  #returns(): void {
    if (this.#hasReturned) return;
    this.#hasReturned = true;
    this.#notes.returned(this, this.#id);
  }
}
