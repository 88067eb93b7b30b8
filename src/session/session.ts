/**
 * All that the screen sees of one open task: a readable state with verbs. The screen never reaches past it.
 */
import type { TestCase } from "../core/case.ts";
import type {
  Player,
  RunEvent,
  RunLimits,
  RunPlace,
  StopReason,
  ToolCall,
  Usage,
  WireFormat,
} from "../core/event.ts";
import type { DocPage, Task } from "../core/task.ts";
import type { CaseResult, Tally, Verdict } from "../core/verdict.ts";
import type { EventRange } from "../runs/index.ts";
import type { Recording, Speed } from "../recordings/index.ts";
import type { GrowingList } from "./growing-list.ts";

/** Something that happened which a person should know: what, why, and what to do. */
export interface Notice {
  readonly id: number;
  readonly level: "info" | "warning" | "error";
  readonly message: string;
  readonly remedy: string;
  /** Where it belongs on the screen. */
  readonly place: "page" | "sandbox" | "cases" | "agent" | "storage" | "files";
}

export type SandboxState =
  | { readonly status: "booting"; readonly since: number }
  | { readonly status: "ready"; readonly runtime: "embedded" | "stackblitz" }
  | { readonly status: "failed"; readonly message: string; readonly remedy: string };

/** A long piece of work with its progress. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
}

export interface CasesState {
  /** Non-null while the visible cases run. */
  readonly running: Progress | null;
  /** Last result by case name. Empty before the first run. */
  readonly results: ReadonlyMap<string, CaseResult>;
  readonly tally: Tally | null;
  /** True when files changed after the last run. */
  readonly stale: boolean;
}

export interface SubmitState {
  /** Non-null while the submission is graded. */
  readonly running: Progress | null;
  readonly verdict: Verdict | null;
  /** Why "Submit" is closed, or null when it is open. */
  readonly closedBecause: string | null;
}

/** What every entry of the transcript has. */
interface Entry {
  /** Unlike any other's, and the same while a reply streams in and after. */
  readonly key: string;
  /** Its place in the log; null while it still streams in. */
  readonly seq: number | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One entry of the transcript. Folded from events; `live` while it still streams in. */
export type TranscriptItem = Entry &
  (
    | {
        readonly kind: "started";
        readonly player: Player;
        readonly prompt: string;
      }
    | {
        readonly kind: "reply";
        readonly turn: number;
        readonly text: string;
        readonly reasoning: string;
        readonly live: boolean;
        readonly usage: Usage | null;
        readonly cost: number | null;
      }
    | {
        readonly kind: "tool";
        readonly turn: number;
        readonly call: ToolCall;
        /** Null while it runs (or its arguments still stream in). */
        readonly output: string | null;
        readonly failed: boolean;
        readonly ms: number | null;
        /** Name of the whole output when this one is clipped (see `Session.artifact`). */
        readonly artifact: string | null;
      }
    | {
        readonly kind: "compaction";
        readonly turn: number;
        readonly because: "window" | "refused";
        /** Null while the model still writes it, and when it never came. */
        readonly summary: string | null;
        readonly usage: Usage | null;
        readonly cost: number | null;
      }
    | { readonly kind: "said"; readonly text: string }
    | { readonly kind: "notice"; readonly text: string }
    | {
        readonly kind: "fault";
        readonly message: string;
        readonly remedy: string;
        readonly retryInMs: number | null;
      }
    | { readonly kind: "cases"; readonly tally: Tally }
    | {
        readonly kind: "stopped";
        readonly reason: StopReason;
        readonly message: string;
      }
    | { readonly kind: "verdict"; readonly verdict: Verdict }
  );

/** Everything that happened, in order. An entry is appended in constant time. */
export type Transcript = GrowingList<TranscriptItem>;

/** A transcript to look at, wherever its entries are kept. Another object once it has changed. */
export type Entries = Pick<Transcript, "length" | "at">;

export interface AgentState {
  readonly status: "idle" | "running" | "pausing" | "paused" | "stopping" | "stopped";
  /** Who works or worked last; null before the first start. */
  readonly player: Player | null;
  /** The newest entries; of a long run the older ones are in the store alone. */
  readonly transcript: Transcript;
  /** How many entries came before the transcript's first. */
  readonly earlier: number;
  readonly turns: number;
  readonly usage: Usage;
  /** US dollars; `costExact` false shows as "≥". Null when the price is unknown. */
  readonly cost: number | null;
  readonly costExact: boolean;
  /** Working milliseconds up to `workingSince` (add the running stretch yourself). */
  readonly workedMs: number;
  readonly workingSince: number | null;
  readonly limits: RunLimits;
  /** Base URL whose key must be given to `resumeAgent`, because none is held; null when none is needed. */
  readonly keyNeededFor: string | null;
}

/** A recording that plays in this run, or has played. */
export interface WatchState {
  readonly recordingId: string;
  readonly title: string;
  readonly madeBy: string;
  readonly recordedAt: number;
  /** The whole record, once it has been loaded. */
  readonly recording: Recording | null;
  readonly speed: Speed;
}

export interface SessionState {
  readonly runId: string;
  /** True when another tab owns the run: this one follows it, and its verbs refuse. */
  readonly readOnly: boolean;
  /** True once the tab that owned the run is gone: opened again, the run is this tab's. */
  readonly ownerGone: boolean;
  readonly task: Task;
  readonly docs: readonly DocPage[];
  /** Visible cases only. */
  readonly cases: readonly TestCase[];
  readonly sandbox: SandboxState;
  /** Paths of the workspace's files, sorted; directories end with "/". */
  readonly paths: readonly string[];
  readonly caseRun: CasesState;
  readonly submit: SubmitState;
  readonly agent: AgentState;
  /** Null in a run that no recording had a part in. */
  readonly watch: WatchState | null;
  readonly notices: readonly Notice[];
}

/** A change of a document's text: replace `[from, to)` (UTF-16 offsets) by `text`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Where a change came from. The editor does not apply its own again. */
export type EditSource = "editor" | "agent" | "program" | "undo";

/** A file of the workspace as text, shared by Monaco, the agent and the sandbox. */
export interface TextDocument {
  readonly path: string;
  readonly text: string;
  /** Counts changes. */
  readonly version: number;
  /** The text before the agent's last edit ("" of a new file), until somebody else changes it; then null. */
  readonly beforeAgent: string | null;
  /** Applies non-overlapping edits, given against the current text. */
  apply(edits: readonly TextEdit[], source: EditSource): void;
  /** Replaces the text by the smallest edits that lead to it. */
  replace(text: string, source: EditSource): void;
  /** Called after each change with the edits against the text before. Returns its undo. */
  onChange(listener: (edits: readonly TextEdit[], source: EditSource) => void): () => void;
  onClose(listener: () => void): () => void;
}

/** A terminal session: a shell in the sandbox. */
export interface TerminalLink {
  onOutput(listener: (text: string) => void): () => void;
  write(input: string): void;
  resize(size: { readonly cols: number; readonly rows: number }): void;
  readonly exit: Promise<number>;
  close(): void;
}

export interface ReferenceAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly ms: number;
}

/** What "Start agent" needs. The key stays in memory, bound to this base URL. */
export interface AgentSettings {
  readonly baseUrl: string;
  readonly model: string;
  readonly format: WireFormat;
  readonly key: string;
  readonly limits: RunLimits;
  /** US dollars per million tokens; null: looked up, else unknown. */
  readonly price: { input: number; cacheRead: number; cacheWrite: number; output: number } | null;
}

export interface Session {
  /** The current state; a new object after every change. */
  readonly state: SessionState;
  subscribe(listener: () => void): () => void;

  // Files. Each verb records what it does; removed files can be brought back with `undoFiles`.
  open(path: string): TextDocument;
  createFile(path: string, text?: string): Promise<void>;
  createFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Takes back the last create, rename or delete. Null when there is none. */
  undoFiles(): Promise<string | null>;

  // Sandbox
  openTerminal(size: { readonly cols: number; readonly rows: number }): Promise<TerminalLink>;
  retrySandbox(): Promise<void>;
  askReference(
    request: { args: readonly string[]; stdin: string; files: Readonly<Record<string, string>> },
    signal: AbortSignal,
  ): Promise<ReferenceAnswer>;

  // Cases
  runVisibleCases(names?: readonly string[]): Promise<void>;
  cancelCases(): void;
  submit(): Promise<void>;
  cancelSubmit(): void;

  // Agent
  startAgent(settings: AgentSettings): Promise<void>;
  pauseAgent(): void;
  /** Goes on. `key` is held for the model's endpoint; needed when `keyNeededFor` says so ("" for a server without keys). */
  resumeAgent(key?: string): void;
  stopAgent(): void;
  /** Ends the wait before a request is tried again. */
  retryNow(): void;
  say(text: string): void;
  setLimits(limits: RunLimits): void;

  // Recording
  /** Plays the run's recording, or goes on with it. */
  playRecording(): void;
  setSpeed(speed: Speed): void;

  /** Where the run stands, with all that was typed recorded: what a fork of it begins with. */
  place(): Promise<RunPlace>;
  dismiss(noticeId: number): void;
  exportRun(): Promise<Blob>;
  /** The log in order, or a part of it. */
  events(range?: EventRange): Promise<readonly RunEvent[]>;
  /** The whole of an output that is clipped in the log, null when it is not kept. */
  artifact(name: string): Promise<string | null>;
  close(): Promise<void>;
}
