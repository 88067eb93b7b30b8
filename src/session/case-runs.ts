import type { TestCase } from "../core/case.ts";
import type { Author } from "../core/event.ts";
import { submitClosedBecause, tally } from "../core/scoring.ts";
import type { Task } from "../core/task.ts";
import type { CaseResult, Tally, Verdict } from "../core/verdict.ts";
import type { Catalog } from "../catalog/index.ts";
import { findEntry, grade, gradeCases } from "../grading/index.ts";
import type { Machines } from "../sandbox/index.ts";
import { AppError } from "./app.ts";
import type { RunLog } from "./log.ts";
import type { CasesState, Progress, SubmitState } from "./session.ts";
import type { Workspace } from "./workspace.ts";

/** UTF-16 units of each stream of a failed case that are kept with the run. */
const KEEP_OUTPUT = 64 * 1024;

export interface CaseRunsParts {
  readonly task: Task;
  /** All visible cases. */
  readonly cases: readonly TestCase[];
  readonly catalog: Catalog;
  readonly machines: Machines;
  readonly workspace: Workspace;
  readonly log: RunLog;
  /** True where another tab runs the cases and changes the files. */
  readonly follows: boolean;
  readonly changed: () => void;
  /** Files that are no text, and so no part of what is run and submitted; empty when all are. */
  readonly leftOut: (paths: readonly string[]) => void;
  /** One more case was run. */
  readonly progressed: () => void;
}

/** Runs the visible cases and submits, for the person and for the agent. One of each at a time. */
export class CaseRuns {
  readonly #parts: CaseRunsParts;
  #running: Progress | null = null;
  #submitting: Progress | null = null;
  /** Results of the run under way. */
  #fresh = new Map<string, CaseResult>();
  readonly #waiting: (() => void)[] = [];
  readonly #closed = new AbortController();
  #casesControl = new AbortController();
  #submitControl = new AbortController();
  /** The workspace's version that the last results belong to. */
  #version: number;

  /** Made before the workspace is loaded: what it finds changed since the log makes the results stale. */
  constructor(parts: CaseRunsParts) {
    this.#parts = parts;
    this.#version = parts.log.view.stale ? -1 : parts.workspace.version;
  }

  get cases(): CasesState {
    const { results, tally: counts } = this.#parts.log.view;
    const shown = this.#fresh.size === 0 ? results : new Map([...results, ...this.#fresh]);
    return { running: this.#running, results: shown, tally: counts, stale: this.#stale };
  }

  get submission(): SubmitState {
    const { verdict } = this.#parts.log.view;
    return { running: this.#submitting, verdict, closedBecause: this.#closedBecause() };
  }

  /**
   * Runs visible cases and records their results. An abort keeps what was run until then.
   * @throws AppError, GradingError; the signal's reason when aborted
   */
  async runVisible(
    by: Author,
    names: readonly string[] | null,
    signal?: AbortSignal,
  ): Promise<readonly CaseResult[]> {
    if (this.#running !== null && by === "person") {
      throw new AppError("The visible cases are being run already.", "Wait for them, or cancel that run.");
    }
    // An agent takes its turn after the person.
    while (this.#running !== null) await new Promise<void>((done) => this.#waiting.push(done));
    signal?.throwIfAborted();
    const { task, workspace, machines } = this.#parts;
    const chosen =
      names === null ? this.#parts.cases : this.#parts.cases.filter(({ name }) => names.includes(name));
    this.#casesControl = new AbortController();
    const either = this.#either(this.#casesControl, signal);
    this.#running = { done: 0, total: chosen.length, startedAt: Date.now() };
    this.#parts.changed();
    const goOn = workspace.holdRecord();
    try {
      await workspace.settle();
      await workspace.record();
      this.#parts.leftOut(workspace.documents.opaque());
      const version = workspace.version;
      try {
        await gradeCases(machines, task, workspace.documents.texts(), chosen, {
          signal: either,
          onProgress: (done, total, result) => {
            this.#fresh.set(result.name, kept(result));
            this.#running = { ...this.#running!, done, total };
            this.#parts.progressed();
          },
        });
      } finally {
        await this.#keepResults(by, version);
      }
      return [...this.#fresh.values()];
    } finally {
      this.#running = null;
      this.#fresh = new Map();
      goOn();
      for (const go of this.#waiting.splice(0)) go();
      this.#parts.changed();
    }
  }

  async #keepResults(by: Author, version: number): Promise<void> {
    if (this.#fresh.size === 0) return;
    const results = [...this.#fresh.values()];
    await this.#parts.log.append({ type: "cases-run", by, tally: tally(results), results });
    this.#version = version;
  }

  cancelCases(): void {
    this.#casesControl.abort(new DOMException("The run of the cases was cancelled.", "AbortError"));
  }

  /**
   * Submits the files as they stand: runs the visible cases when their results are not fresh, and when enough of them
   * pass has all cases, hidden ones too, run in a fresh machine.
   * @throws AppError when too few pass; GradingError; the signal's reason when aborted
   */
  async submit(by: Author, signal?: AbortSignal): Promise<Verdict> {
    if (this.#submitting !== null) {
      throw new AppError("A submission is being graded already.", "Wait for its verdict, or cancel it.");
    }
    const { task, cases, workspace, log, machines, catalog } = this.#parts;
    this.#submitControl = new AbortController();
    const either = this.#either(this.#submitControl, signal);
    const total = task.counts.visible + task.counts.hidden;
    this.#submitting = { done: 0, total, startedAt: Date.now() };
    this.#parts.changed();
    try {
      await workspace.settle();
      if (this.freshTally === null) await this.runVisible(by, null, either);
      const closed = submitClosedBecause(log.view.tally);
      if (closed !== null)
        throw new AppError(closed, "Look at the failed cases, improve, then submit again.");
      await workspace.record();
      const files = workspace.documents.texts();
      findEntry(files);
      await log.append({ type: "submitted", by, files });
      return await this.#graded(async () => {
        const all = [...cases, ...(await catalog.hiddenCases(task))];
        return await grade(machines, task, files, all, {
          signal: either,
          onProgress: (done, count) => {
            this.#submitting = { ...this.#submitting!, done, total: count };
            this.#parts.progressed();
          },
        });
      });
    } finally {
      this.#submitting = null;
      this.#parts.changed();
    }
  }

  /** Cancels what runs and refuses what comes. */
  close(): void {
    this.#closed.abort(new DOMException("The session was closed.", "AbortError"));
  }

  cancelSubmit(): void {
    this.#submitControl.abort(new DOMException("The submission was cancelled.", "AbortError"));
  }

  async #graded(work: () => Promise<Verdict>): Promise<Verdict> {
    const { log } = this.#parts;
    try {
      const reached = await work();
      const verdict = { ...reached, results: reached.results.map(kept) };
      await log.append({ type: "verdict-reached", verdict });
      return verdict;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await log.append({ type: "grading-failed", message });
      throw error;
    }
  }

  #either(own: AbortController, signal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any([own.signal, this.#closed.signal, ...(signal === undefined ? [] : [signal])]);
  }

  get #stale(): boolean {
    const { view } = this.#parts.log;
    if (this.#parts.follows) return view.stale;
    return view.tally !== null && this.#version !== this.#parts.workspace.version;
  }

  /**
   * How all visible cases stand on the files as they are; null when some were not run on them, or could not be run and
   * may be the next time.
   */
  get freshTally(): Tally | null {
    const { results, tally: counts } = this.#parts.log.view;
    const all = !this.#stale && this.#parts.cases.every(({ name }) => results.has(name));
    return all && counts?.errors === 0 ? counts : null;
  }

  #closedBecause(): string | null {
    if (this.#submitting !== null) return "The submission is being graded.";
    if (this.#running !== null) return "The visible cases are running.";
    const fresh = this.freshTally;
    return fresh === null ? null : submitClosedBecause(fresh);
  }
}

/** A result as it is kept with the run: a failed case's output is cut where it becomes a burden. */
function kept(result: CaseResult): CaseResult {
  const { observed } = result;
  if (observed === undefined || result.status !== "fail") return result;
  const { stdout, stderr } = observed;
  if (stdout.length <= KEEP_OUTPUT && stderr.length <= KEEP_OUTPUT) return result;
  const cut = { stdout: stdout.slice(0, KEEP_OUTPUT), stderr: stderr.slice(0, KEEP_OUTPUT), truncated: true };
  return { ...result, observed: { ...observed, ...cut } };
}
