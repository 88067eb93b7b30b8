import type { RunEvent, RunLimits, RunPlace } from "../core/event.ts";
import type { Speed } from "../recordings/index.ts";
import type { Reference } from "../reference/index.ts";
import type { EventRange, RunStore } from "../runs/index.ts";
import type { AgentDesk } from "./agent-desk.ts";
import { AppError } from "./app.ts";
import type { CaseRuns } from "./case-runs.ts";
import type { Computer } from "./computer.ts";
import type { FileVerbs } from "./file-verbs.ts";
import type { RunLog } from "./log.ts";
import { isCancelled, type Notices, noticeOf } from "./notices.ts";
import type {
  AgentSettings,
  Notice,
  ReferenceAnswer,
  Session,
  SessionState,
  TerminalLink,
  TextDocument,
} from "./session.ts";
import type { StateCell } from "./state-cell.ts";
import type { Workspace } from "./workspace.ts";

/** What a session is made of. */
export interface SessionRooms {
  readonly runId: string;
  /** Why this tab may only look, null when it owns the run. */
  readonly lookOnly: AppError | null;
  readonly cell: StateCell;
  readonly notices: Notices;
  readonly store: RunStore;
  readonly log: RunLog;
  readonly workspace: Workspace;
  readonly files: FileVerbs;
  readonly computer: Computer;
  readonly caseRuns: CaseRuns;
  readonly agent: AgentDesk;
  readonly reference: Reference;
  /** What lets go of the run, when the tab that owned it is gone; null else. */
  readonly handOver: () => (() => void) | null;
  /** Lets go of the run, for other tabs. */
  readonly release: () => void;
}

/** One open run: hands each verb to the room that does it. */
export class RunSession implements Session {
  readonly #rooms: SessionRooms;
  #closing: Promise<void> | null = null;

  constructor(rooms: SessionRooms) {
    this.#rooms = rooms;
  }

  get state(): SessionState {
    return this.#rooms.cell.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#rooms.cell.subscribe(listener);
  }

  open(path: string): TextDocument {
    return this.#rooms.workspace.open(path);
  }

  async createFile(path: string, text = ""): Promise<void> {
    this.#mayWrite();
    await this.#rooms.files.createFile(path, text);
  }

  async createFolder(path: string): Promise<void> {
    this.#mayWrite();
    await this.#rooms.files.createFolder(path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#mayWrite();
    await this.#rooms.files.rename(from, to);
  }

  async remove(path: string): Promise<void> {
    this.#mayWrite();
    await this.#rooms.files.remove(path);
  }

  async undoFiles(): Promise<string | null> {
    this.#mayWrite();
    return await this.#rooms.files.undo();
  }

  async openTerminal(size: { readonly cols: number; readonly rows: number }): Promise<TerminalLink> {
    this.#mayWrite();
    await this.#rooms.workspace.flush();
    return await this.#rooms.computer.openTerminal(size);
  }

  async retrySandbox(): Promise<void> {
    this.#mayWrite();
    await this.#rooms.computer.start();
  }

  async askReference(
    request: { args: readonly string[]; stdin: string; files: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ): Promise<ReferenceAnswer> {
    const { stdout, stderr, code, timedOut, ms } = await this.#rooms.reference.run(request, signal);
    return { stdout, stderr, code, timedOut, ms };
  }

  async runVisibleCases(names?: readonly string[]): Promise<void> {
    await this.#inPlace("cases", () => this.#rooms.caseRuns.runVisible("person", names ?? null));
  }

  cancelCases(): void {
    this.#rooms.caseRuns.cancelCases();
  }

  async submit(): Promise<void> {
    this.#rooms.notices.clear("opening:cases");
    await this.#inPlace("cases", () => this.#rooms.caseRuns.submit("person"));
  }

  cancelSubmit(): void {
    this.#rooms.caseRuns.cancelSubmit();
  }

  async startAgent(settings: AgentSettings): Promise<void> {
    this.#mayWrite();
    this.#rooms.notices.clear("failed:agent");
    this.#rooms.notices.clear("opening:agent");
    await this.#rooms.agent.start(settings);
  }

  pauseAgent(): void {
    this.#rooms.agent.pause();
  }

  resumeAgent(key?: string): void {
    this.#rooms.notices.clear("opening:agent");
    void this.#inPlace("agent", () => this.#rooms.agent.resume(key ?? null));
  }

  stopAgent(): void {
    this.#rooms.notices.clear("opening:agent");
    void this.#inPlace("agent", () => this.#rooms.agent.stop());
  }

  retryNow(): void {
    this.#rooms.agent.retryNow();
  }

  playRecording(): void {
    void this.#inPlace("agent", () => this.#rooms.agent.play());
  }

  setSpeed(speed: Speed): void {
    this.#rooms.agent.setSpeed(speed);
  }

  async place(): Promise<RunPlace> {
    if (this.#rooms.lookOnly === null) await this.#rooms.workspace.record();
    return { runId: this.#rooms.runId, seq: this.#rooms.log.view.seq };
  }

  say(text: string): void {
    void this.#inPlace("agent", () => this.#rooms.agent.say(text));
  }

  setLimits(limits: RunLimits): void {
    void this.#inPlace("agent", () => this.#rooms.agent.setLimits(limits));
  }

  dismiss(noticeId: number): void {
    this.#rooms.notices.dismiss(noticeId);
  }

  async exportRun(): Promise<Blob> {
    if (this.#rooms.lookOnly === null) {
      await this.#rooms.workspace.save();
      await this.#rooms.workspace.record();
    }
    return await this.#rooms.store.export(this.#rooms.runId);
  }

  events(range?: EventRange): Promise<readonly RunEvent[]> {
    return this.#rooms.log.events(range);
  }

  artifact(name: string): Promise<string | null> {
    return this.#rooms.store.artifact(this.#rooms.runId, name);
  }

  /** For the session that goes on with this run in this tab: what lets go of it, null when another tab has it. */
  handOver(): (() => void) | null {
    return this.#rooms.handOver();
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { agent, caseRuns, workspace, computer, reference, cell, release } = this.#rooms;
    caseRuns.close();
    try {
      await agent.close();
      await workspace.close();
      await Promise.all([computer.stop(), reference.dispose()]);
    } finally {
      cell.close();
      release();
    }
  }

  /** Long work that a person started: a failure is a notice where the work stands, a cancellation is none. */
  async #inPlace(place: Notice["place"], work: () => Promise<unknown>): Promise<void> {
    try {
      this.#mayWrite();
      this.#rooms.notices.clear(`failed:${place}`);
      await work();
    } catch (error) {
      if (isCancelled(error)) return;
      this.#rooms.notices.raise(`failed:${place}`, noticeOf(error, place));
    }
  }

  #mayWrite(): void {
    if (this.#rooms.lookOnly !== null) throw this.#rooms.lookOnly;
    if (this.#closing !== null) throw new AppError("This run was closed.", "Open it again.");
  }
}
