import type { RunEvent, RunFact } from "../core/event.ts";
import type { EventRange, RunStore } from "../runs/index.ts";
import { foldEvent, foldEvents, type RunView } from "./fold.ts";

/** The log of one run and its fold: a fact is kept first, and seen after. */
export class RunLog {
  readonly #store: RunStore;
  readonly #runId: string;
  readonly #changed: (view: RunView, event: RunEvent) => void;
  #view: RunView;
  #last: Promise<unknown> = Promise.resolve();

  /** @param events what the store has of the run already */
  constructor(
    store: RunStore,
    runId: string,
    events: readonly RunEvent[],
    changed: (view: RunView, event: RunEvent) => void,
  ) {
    this.#store = store;
    this.#runId = runId;
    this.#changed = changed;
    this.#view = foldEvents(events);
  }

  get view(): RunView {
    return this.#view;
  }

  /** Settles when the fact is kept and folded. Facts are kept in the order of the calls. @throws StoreError */
  append(fact: RunFact): Promise<RunEvent> {
    const appended = this.#last.then(async () => {
      const event = await this.#store.append(this.#runId, fact);
      this.#view = foldEvent(this.#view, event);
      this.#changed(this.#view, event);
      return event;
    });
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  events(range?: EventRange): Promise<readonly RunEvent[]> {
    return this.#store.events(this.#runId, range);
  }
}
