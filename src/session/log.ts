import type { RunEvent, RunFact } from "../core/event.ts";
import { StoreError, type EventRange, type RunHeader, type RunStore } from "../runs/index.ts";
import { EMPTY_VIEW, foldEvent, type RunView } from "./fold.ts";
import { GrowingList } from "./growing-list.ts";

/** Changes whenever a stored view can no longer be read; the events are then read from the first. */
const VIEW_VERSION = 1;
const KIND = "view";

/** Events that are read at once. */
const PAGE = 2_000;
/** A run that is opened reads at most about so many events anew. */
const CHECKPOINT_EVENTS = 500;
/** Events before a checkpoint that are read again for the entries of the transcript that they gave. */
const RECENT_EVENTS = 1_000;
/** All events of shorter runs stay in memory, should the browser lose what it stored. */
const EVENTS_HELD = 2_000;
/** The newest entries of the transcript stay in memory; a run of weeks has a hundred times as many. */
const ENTRIES_HELD = 2_048;

export interface LogParts {
  readonly store: RunStore;
  readonly runId: string;
  /** One more event is folded in. */
  readonly changed: (event: RunEvent) => void;
  /** The browser lost what it stored: the run wants to be restored. */
  readonly emptied: () => void;
}

interface Stored {
  readonly version: number;
  readonly view: RunView;
}

/** The log of one run and its fold: a fact is kept first, and seen after. */
export class RunLog {
  readonly #parts: LogParts;
  #view = EMPTY_VIEW;
  #sinceCheckpoint = 0;
  /** All events, in order; null when there were too many. */
  #all: RunEvent[] | null = [];
  #last: Promise<unknown> = Promise.resolve();

  private constructor(parts: LogParts) {
    this.#parts = parts;
  }

  /** Reads what the store has of the run: from the last checkpoint on. @throws StoreError */
  static async open(parts: LogParts): Promise<RunLog> {
    const log = new RunLog(parts);
    const stored = await storedView(parts.store, parts.runId);
    if (stored) [log.#view, log.#all] = [stored, null];
    await log.#read(() => undefined);
    return log;
  }

  get view(): RunView {
    return this.#view;
  }

  /** Settles when the fact is kept and folded. Facts are kept in the order of the calls. @throws StoreError */
  append(fact: RunFact): Promise<RunEvent> {
    return this.#next(async () => {
      const { store, runId, changed, emptied } = this.#parts;
      const event = await store.append(runId, fact).catch((error: unknown) => {
        if (error instanceof StoreError && error.fault === "emptied") emptied();
        throw error;
      });
      this.#fold(event);
      changed(event);
      if (this.#sinceCheckpoint >= CHECKPOINT_EVENTS) this.checkpoint();
      return event;
    });
  }

  /** Folds what another tab has appended since. @throws StoreError */
  catchUp(): Promise<void> {
    return this.#next(() => this.#read(this.#parts.changed));
  }

  /** The kept events, or a part of them. */
  events(range?: EventRange): Promise<readonly RunEvent[]> {
    return this.#parts.store.events(this.#parts.runId, range);
  }

  /**
   * Stores the run again after the browser lost it: with all its events if they are still known, else as what they amount
   * to. Returns whether the former. @throws StoreError
   */
  restore(header: RunHeader): Promise<boolean> {
    return this.#next(async () => {
      const { store } = this.#parts;
      await store.restore(header, this.#all ?? []);
      if (this.#all) return true;
      const { agent } = this.#view;
      this.#view = { ...this.#view, seq: -1, agent: { ...agent, transcript: GrowingList.of(), earlier: 0 } };
      await this.#keepView();
      return false;
    });
  }

  /** Keeps what is folded so far, so that the run opens fast; when it cannot be kept, it only opens slower. */
  checkpoint(): void {
    if (this.#sinceCheckpoint < CHECKPOINT_EVENTS) return;
    this.#keepView().catch(() => undefined);
  }

  #keepView(): Promise<void> {
    this.#sinceCheckpoint = 0;
    const { store, runId } = this.#parts;
    const { agent, ...rest } = this.#view;
    const { transcript, ...figures } = agent;
    const earlier = agent.earlier + transcript.length;
    const state = { version: VIEW_VERSION, view: { ...rest, agent: { ...figures, earlier } } };
    return store.saveCheckpoint(runId, KIND, { seq: this.#view.seq + 1, state });
  }

  async #read(changed: (event: RunEvent) => void): Promise<void> {
    for (;;) {
      const page = await this.events({ from: this.#view.seq + 1, limit: PAGE });
      for (const event of page) {
        this.#fold(event);
        changed(event);
      }
      if (page.length < PAGE) return;
    }
  }

  #fold(event: RunEvent): void {
    this.#view = lighter(foldEvent(this.#view, event));
    this.#all?.push(event);
    if (this.#all && this.#all.length > EVENTS_HELD) this.#all = null;
    this.#sinceCheckpoint += 1;
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** The view without the oldest entries of its transcript, which the store still has. */
function lighter(view: RunView): RunView {
  const { agent } = view;
  const transcript = agent.transcript.keepLast(ENTRIES_HELD);
  if (transcript === agent.transcript) return view;
  const earlier = agent.earlier + agent.transcript.length - transcript.length;
  return { ...view, agent: { ...agent, transcript, earlier } };
}

/** The kept view with the newest entries of its transcript; null when there is none of this version. */
async function storedView(store: RunStore, runId: string): Promise<RunView | null> {
  const kept = await store.checkpoint(runId, KIND);
  const stored = kept?.state as Stored | undefined;
  if (!kept || stored?.version !== VIEW_VERSION) return null;
  const { view } = stored;
  const from = Math.max(0, kept.seq - RECENT_EVENTS);
  const newest = await store.events(runId, { from, limit: kept.seq - from });
  const replies = newest.filter((event) => event.type === "model-replied").length;
  let recent: RunView = { ...EMPTY_VIEW, replies: view.replies - replies };
  for (const event of newest) recent = foldEvent(recent, event);
  const transcript = GrowingList.of(...recent.agent.transcript);
  const earlier = view.agent.earlier - transcript.length;
  return { ...view, agent: { ...view.agent, transcript, earlier } };
}
