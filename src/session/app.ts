import type { Added, BrokenTask, GivenFile } from "../catalog/index.ts";
import type { RunPlace, WireFormat } from "../core/event.ts";
import type { DocPage, Task } from "../core/task.ts";
import type { RecordingInfo } from "../recordings/index.ts";
import type { RunHeader } from "../runs/index.ts";
import type { Review } from "./review.ts";
import type { Keeping } from "./key-vault.ts";
import type { Models } from "./model-desk.ts";
import type { ModelFacts } from "../model/index.ts";
import type { Session } from "./session.ts";

export type { Added, BrokenTask, GivenFile };

/** A key that came from signing in is held, and its provider chosen; or what went wrong. */
export type SignInResult =
  { readonly ok: true } | { readonly ok: false; readonly message: string; readonly remedy: string };

export type Theme = "system" | "light" | "dark";

/** Limits of a run as a person types them; empty means no limit. */
export interface LimitText {
  readonly dollars: string;
  readonly tokens: string;
  readonly turns: string;
  readonly minutes: string;
}

/** What a person chose; kept in this browser. */
export interface Preferences {
  readonly runtime: "embedded" | "stackblitz";
  readonly theme: Theme;
  readonly baseUrl: string;
  readonly model: string;
  readonly format: WireFormat;
  /** How long keys last. Changed by `keepKeys`, since a passphrase may be needed. */
  readonly keeping: Keeping;
  /** What a new run's limits begin with. */
  readonly limits: LimitText;
  /** The person's own prices and windows, by `ownFactsKey`. */
  readonly models: Readonly<Record<string, ModelFacts>>;
}

/** What the screen sees of the whole app. */
export interface App {
  readonly preferences: Preferences;
  onPreferences(listener: () => void): () => void;
  setPreferences(change: Partial<Preferences>): void;

  /** The remembered key for this base URL, or the one held for this session; empty when none. */
  key(baseUrl: string): Promise<string>;
  holdKey(baseUrl: string, key: string): Promise<void>;
  forgetKeys(): Promise<void>;
  /** Changes how keys are kept; the passphrase is needed for that way alone. @throws AppError */
  keepKeys(keeping: Keeping, passphrase: string): Promise<void>;
  /** True when keys are kept behind a passphrase that was not yet given. */
  keysLocked(): Promise<boolean>;
  /** @returns false when it is another passphrase */
  unlockKeys(passphrase: string): Promise<boolean>;

  readonly models: Models;
  /** What became of a sign-in that the page came back from; null when there was none, or it is told already. */
  signedIn(): Promise<SignInResult | null>;

  /** The programs: those of the app, this browser's own, and those that cannot be read. */
  tasks(): Promise<{
    readonly tasks: readonly Task[];
    readonly own: readonly Task[];
    readonly broken: readonly BrokenTask[];
  }>;
  /** Makes programs of what a person dropped or chose; they stay in this browser. */
  addTasks(given: readonly GivenFile[], signal?: AbortSignal): Promise<Added>;
  /** Forgets a program of this browser's own. Returns its undo. */
  removeTask(taskId: string): Promise<() => Promise<void>>;
  /** A program as a zip for Harbor's runners. The hidden cases are in it. @throws AppError or CatalogError with a remedy. */
  harborZip(taskId: string): Promise<Blob>;
  /** The manual of a program, without opening a session. @throws AppError with a remedy. */
  docs(taskId: string): Promise<readonly DocPage[]>;
  runs(taskId?: string): Promise<readonly RunHeader[]>;
  /** Opens the given run, else the latest of this task, else a new one. @throws AppError with a remedy. */
  open(taskId: string, runId?: string): Promise<Session>;
  newRun(taskId: string): Promise<Session>;
  /** @param progressed told how many of how many events are in. @throws AppError, StoreError */
  importRun(file: Blob, progressed?: (done: number, total: number) => void): Promise<RunHeader>;
  /** A kept run to look at; no sandbox is booted. `progressed` is told how many of how many events were read. */
  review(runId: string, progressed?: (done: number, total: number) => void): Promise<Review>;
  /** A new run that begins with the files which another had at that place. */
  fork(place: RunPlace): Promise<RunHeader>;
  /** Runs that can be watched without a key. @throws RecordingError with a remedy. */
  recordings(): Promise<readonly RecordingInfo[]>;
  /** Opens a run in which the recording plays; one that was left before its verdict goes on. @throws with a remedy. */
  watch(recordingId: string): Promise<Session>;
  /** What of the browser is missing (cross-origin isolation, IndexedDB …), empty when all is there. */
  readonly missing: readonly { readonly what: string; readonly remedy: string }[];
}

export class AppError extends Error {
  override readonly name = "AppError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
