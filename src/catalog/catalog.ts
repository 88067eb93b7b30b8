import type { TestCase } from "../core/case.ts";
import type { DocPage, Task } from "../core/task.ts";

/** A task that could not be read: the others still load. */
export interface BrokenTask {
  readonly id: string;
  readonly message: string;
  readonly remedy: string;
}

/** The original's bundle: path -> bytes; `entry` is run as `node <entry> …args`. */
export interface ReferenceFiles {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly entry: string;
}

/** Reads tasks: those that are served beside the app, and this browser's own. */
export interface Catalog {
  list(): Promise<{
    readonly tasks: readonly Task[];
    /** This browser's own, the latest first. Their ids begin with `own.`, so none is a served task's. */
    readonly own: readonly Task[];
    readonly broken: readonly BrokenTask[];
  }>;
  /** @throws CatalogError that names the file, the line and the remedy. */
  docs(task: Task): Promise<readonly DocPage[]>;
  prompt(task: Task): Promise<string>;
  visibleCases(task: Task): Promise<readonly TestCase[]>;
  /** Only for grading; fetched anew at each submission. */
  hiddenCases(task: Task): Promise<readonly TestCase[]>;
  reference(task: Task): Promise<ReferenceFiles>;

  /**
   * Makes tasks of what a person gave: folders or zips of built tasks, or MirrorCode's cases with their docs. Each is
   * kept whole or refused with one message. Nothing leaves the browser.
   */
  add(given: readonly GivenFile[], signal?: AbortSignal): Promise<Added>;
  /**
   * A task as a zip for Harbor's runners, which score it by the same rule. The hidden cases are in it, the original is
   * not. @throws CatalogError
   */
  harborZip(task: Task): Promise<Blob>;
  /** Forgets a task of this browser's. Returns its undo. @throws CatalogError */
  remove(taskId: string): Promise<() => Promise<void>>;
}

/** A file that a person dropped or chose. */
export interface GivenFile {
  /** Below what was given, with `/`: `shout/docs/manual.md`; a single file has its name alone. */
  readonly path: string;
  readonly blob: Blob;
}

/** What became of what a person gave. */
export interface Added {
  /** Now in the list; `replaced` when a task with the same id was there before. */
  readonly tasks: readonly { readonly task: Task; readonly replaced: boolean }[];
  readonly refused: readonly BrokenTask[];
  /** Takes all of it back, and puts what was replaced in its place again. */
  readonly undo: () => Promise<void>;
}

export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
