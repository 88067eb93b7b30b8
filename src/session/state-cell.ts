import type { SessionState } from "./session.ts";

/**
 * The state of a session, replaced after every change. Its fields keep their identity while nothing in them changed, so
 * that what shows one field is not drawn anew for another.
 */
export class StateCell {
  readonly #compose: () => SessionState;
  readonly #listeners = new Set<() => void>();
  #state: SessionState | null = null;
  #late: ReturnType<typeof setTimeout> | null = null;

  /** @param compose makes the state of what the parts of the session say now */
  constructor(compose: () => SessionState) {
    this.#compose = compose;
  }

  get state(): SessionState {
    return (this.#state ??= this.#compose());
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something may have changed. */
  update(): void {
    const before = this.state;
    const next = this.#compose();
    const state = sharing(before, { ...next, ...shared(before, next) });
    if (state === before) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  /** Something changes many times a second: soon is enough. */
  updateSoon(): void {
    this.#late ??= setTimeout(() => {
      this.#late = null;
      this.update();
    }, 50);
  }

  /** No more news. */
  close(): void {
    if (this.#late !== null) clearTimeout(this.#late);
    this.#listeners.clear();
  }
}

function shared(before: SessionState, next: SessionState): Partial<SessionState> {
  return {
    sandbox: sharing(before.sandbox, next.sandbox),
    caseRun: sharing(before.caseRun, next.caseRun),
    submit: sharing(before.submit, next.submit),
    agent: sharing(before.agent, next.agent),
    watch: before.watch === null || next.watch === null ? next.watch : sharing(before.watch, next.watch),
  };
}

/** `before` when all fields of `next` are the same, else `next`. */
function sharing<T extends object>(before: T, next: T): T {
  const fields = Object.keys(next) as (keyof T)[];
  const same =
    fields.length === Object.keys(before).length && fields.every((name) => before[name] === next[name]);
  return same ? before : next;
}
