import { useCallback, useSyncExternalStore } from "react";

/** A value that changes by being replaced. */
export interface Readable<T> {
  readonly state: T;
  /** Returns its undo. */
  subscribe(listener: () => void): () => void;
}

/** The base of the screen's own stores: one immutable state, replaced by verbs of the subclass. */
export class Store<T> implements Readable<T> {
  #state: T;
  readonly #listeners = new Set<() => void>();

  constructor(state: T) {
    this.#state = state;
  }

  get state(): T {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  protected set(state: T): void {
    if (Object.is(state, this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/**
 * The part of a readable's state that a component shows. `select` must return a part that keeps its identity while it
 * does not change: a field, not a new object.
 */
export function useRead<T, Part>(readable: Readable<T>, select: (state: T) => Part): Part {
  const subscribe = useCallback((listener: () => void) => readable.subscribe(listener), [readable]);
  return useSyncExternalStore(subscribe, () => select(readable.state));
}
