/** A small Node program, and what of its behaviour counts. */
export interface Program {
  readonly name: string;
  /** Path -> text, below the working directory. */
  readonly files: Readonly<Record<string, string>>;
  /** What follows `node`. */
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For programs that never end: how long they may run before they have to be stopped. */
  readonly killAfterMs?: number;
  /** Its output depends on how timers fall on a busy machine: it may be tried again. */
  readonly racy?: boolean;
}
