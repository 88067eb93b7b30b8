import type { Author, RunEvent, RunPlace, StopReason } from "../core/event.ts";
import type { Task } from "../core/task.ts";
import type { CaseResult, Tally } from "../core/verdict.ts";
import type { RunHeader, RunStore } from "../runs/index.ts";
import { FileHistory, type FileChange, type TextPlace } from "./file-history.ts";
import { EMPTY_VIEW, foldEvent, rested, type RunView } from "./fold.ts";
import { keptText } from "./kept-text.ts";
import { PackedList } from "./packed-list.ts";
import type { AgentState, Entries, TranscriptItem } from "./session.ts";

/** How many events are read at once. */
const PAGE = 2_000;

/** How the visible cases stood when they had been run, and what it had taken until then. */
export interface CasePoint {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: Author;
  /** Over the last result of every visible case. */
  readonly tally: Tally;
  /** Milliseconds since the run began, pauses included. */
  readonly elapsedMs: number;
  /** Milliseconds that agents had worked. */
  readonly workedMs: number;
  /** Of all tiers. */
  readonly tokens: number;
  /** US dollars; null while the price is unknown. */
  readonly dollars: number | null;
}

/** One event in a line of events. */
export interface EventMark {
  readonly type: RunEvent["type"];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The entry of the transcript that shows it, or the last one before it; -1 before the first. */
  readonly item: number;
}

export interface ReviewState {
  readonly header: RunHeader;
  /** How many events were read. */
  readonly events: number;
  /** The whole transcript, whatever its length. */
  readonly agent: Omit<AgentState, "transcript" | "earlier"> & { readonly transcript: Entries };
  readonly verdict: RunView["verdict"];
  readonly points: readonly CasePoint[];
  readonly startedAt: number;
  /** How the agent ended last; null when none has. */
  readonly stop: { readonly reason: StopReason; readonly message: string } | null;
  readonly forkOf: RunPlace | null;
}

/** Entries of the transcript that may still change, as a call finishes, and are left as they are; older ones are packed. */
const FRESH_ENTRIES = 1_024;
const PAGE_ENTRIES = 128;
/** A run of all cases is large already. */
const PAGE_CASE_RUNS = 4;

interface CaseRun {
  readonly seq: number;
  readonly results: readonly CaseResult[];
}

/**
 * A kept run, to be looked at: its events folded once, and its files and cases as they were at any of them. A run of weeks
 * is larger than a page's memory: what is old is held packed, and the texts of files stay in the store.
 */
export class Review {
  /** Null when the program is not here (any more). */
  readonly task: Task | null;
  readonly #store: RunStore;
  readonly #files = new FileHistory();
  readonly #marks: EventMark[] = [];
  readonly #old = new PackedList<TranscriptItem>(PAGE_ENTRIES);
  readonly #caseRuns = new PackedList<CaseRun>(PAGE_CASE_RUNS);
  /** Of each run of cases: its event, and how many cases had been run by then. */
  readonly #caseSeqs: { readonly seq: number; readonly known: number }[] = [];
  readonly #listeners = new Set<() => void>();
  #points: readonly CasePoint[] = [];
  #view: RunView = EMPTY_VIEW;
  #forkOf: RunPlace | null = null;
  #stop: ReviewState["stop"] = null;
  #reading: Promise<void> | null = null;
  #state: ReviewState;

  private constructor(store: RunStore, header: RunHeader, task: Task | null) {
    this.#store = store;
    this.task = task;
    this.#state = this.#compose(header);
  }

  /**
   * Reads a run.
   * @param progressed told how many of how many events were read
   * @throws StoreError
   */
  static async open(
    store: RunStore,
    header: RunHeader,
    task: Task | null,
    progressed: (done: number, total: number) => void,
  ): Promise<Review> {
    const review = new Review(store, header, task);
    await review.#read(header.events, progressed);
    review.#state = review.#compose(header);
    return review;
  }

  get state(): ReviewState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes in what came since: the run may be under way in another tab. @throws StoreError */
  refresh(): Promise<void> {
    // One reading at a time: two would take in the same events.
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #refresh(): Promise<void> {
    const { id, taskId } = this.#state.header;
    const header = (await this.#store.list(taskId)).find((run) => run.id === id);
    if (header === undefined || header.events === this.#marks.length) return;
    await this.#read(header.events, () => undefined);
    this.#state = this.#compose(header);
    for (const listener of this.#listeners) listener();
  }

  /** What kind of event has this place; undefined outside of the run. */
  mark(seq: number): EventMark | undefined {
    return this.#marks[seq];
  }

  /** The file that an event changed, null when it changed none. */
  changeAt(seq: number): FileChange | null {
    return this.#files.changeAt(seq);
  }

  /** The nearest event before or after `seq` that changed a file, null when there is none. */
  nextChange(seq: number, step: 1 | -1): number | null {
    return this.#files.nextChange(seq, step);
  }

  /** The files as they were after an event: path -> where its text is kept. */
  filesAt(seq: number): ReadonlyMap<string, TextPlace> {
    return this.#files.at(seq);
  }

  /** @throws StoreError */
  text(at: TextPlace): Promise<string> {
    return keptText(this.#store, this.#state.header.id, at);
  }

  /** The last result of each visible case as it was known after an event. */
  resultsAt(seq: number): ReadonlyMap<string, CaseResult> {
    const results = new Map<string, CaseResult>();
    const last = this.#caseSeqs.findLastIndex((run) => run.seq <= seq);
    const known = this.#caseSeqs[last]?.known ?? 0;
    // From the newest back, until each case has its last result: mostly that is one run.
    for (let run = last; run >= 0 && results.size < known; run -= 1) {
      for (const result of this.#caseRuns.at(run)?.results ?? []) {
        if (!results.has(result.name)) results.set(result.name, result);
      }
    }
    return results;
  }

  /** The whole of an output that is clipped in the log, null when it is not kept. */
  artifact(name: string): Promise<string | null> {
    return this.#store.artifact(this.#state.header.id, name);
  }

  async #read(total: number, progressed: (done: number, total: number) => void): Promise<void> {
    const { id } = this.#state.header;
    while (this.#marks.length < total) {
      const page = await this.#store.events(id, { from: this.#marks.length, limit: PAGE });
      if (page.length === 0) return;
      for (const event of page) this.#take(event);
      progressed(this.#marks.length, total);
    }
  }

  #take(event: RunEvent): void {
    this.#view = foldEvent(this.#view, event);
    this.#files.add(event);
    this.#packOld();
    const { agent } = this.#view;
    const item = this.#old.length + agent.transcript.length - 1;
    this.#marks.push({ type: event.type, at: event.at, item });
    if (event.type === "agent-stopped") this.#stop = { reason: event.reason, message: event.message };
    if (event.type === "run-started") this.#forkOf = event.forkOf ?? null;
    if (event.type !== "cases-run" || this.#view.tally === null) return;
    this.#caseRuns.push({ seq: event.seq, results: event.results });
    this.#caseSeqs.push({ seq: event.seq, known: this.#view.results.size });
    const { usage, cost } = agent;
    const point: CasePoint = {
      seq: event.seq,
      at: event.at,
      by: event.by,
      tally: this.#view.tally,
      elapsedMs: event.at - (this.#marks[0]?.at ?? event.at),
      workedMs: rested(agent, event.at).workedMs,
      tokens: usage.input + usage.cacheRead + usage.cacheWrite + usage.output,
      dollars: cost,
    };
    this.#points = [...this.#points, point];
  }

  #packOld(): void {
    const { agent } = this.#view;
    const transcript = agent.transcript.keepLast(FRESH_ENTRIES);
    const packed = agent.transcript.length - transcript.length;
    if (packed === 0) return;
    for (let index = 0; index < packed; index += 1) {
      const item = agent.transcript.at(index);
      if (item !== undefined) this.#old.push(item);
    }
    this.#view = { ...this.#view, agent: { ...agent, transcript } };
  }

  #compose(header: RunHeader): ReviewState {
    const { verdict } = this.#view;
    const { transcript: fresh, earlier: _, ...figures } = this.#view.agent;
    const old = this.#old;
    const oldest = old.length;
    const transcript: Entries = {
      length: oldest + fresh.length,
      at: (index) => (index < oldest ? old.at(index) : fresh.at(index - oldest)),
    };
    const agent = { ...figures, transcript };
    return {
      header,
      events: this.#marks.length,
      agent,
      verdict,
      points: this.#points,
      startedAt: this.#marks[0]?.at ?? header.createdAt,
      stop: this.#stop,
      forkOf: this.#forkOf,
    };
  }
}
