import type { TestCase } from "../core/case.ts";
import type { DocPage, Task } from "../core/task.ts";

/** Reads the tasks that are served beside the app (`tasks/index.json`, `tasks/<id>/…`). */
export interface Catalog {
  list(): Promise<{
    readonly tasks: readonly Task[];
    readonly broken: readonly { id: string; message: string }[];
  }>;
  /** @throws CatalogError that names the file, the line and the remedy. */
  docs(task: Task): Promise<readonly DocPage[]>;
  prompt(task: Task): Promise<string>;
  visibleCases(task: Task): Promise<readonly TestCase[]>;
  /** Only for grading; fetched anew at each submission. */
  hiddenCases(task: Task): Promise<readonly TestCase[]>;
  /** The original's bundle: path -> bytes; `entry` is run as `node <entry> …args`. */
  reference(
    task: Task,
  ): Promise<{ readonly files: Readonly<Record<string, Uint8Array>>; readonly entry: string }>;
}

export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
