/** How commands leave the places that they stand in. All of these are thrown, and caught by what they belong to. */

export class LoopControl extends Error {
  override readonly name = "LoopControl";
  readonly action: "break" | "continue";
  /** How many loops are still to be left. */
  levels: number;
  constructor(action: "break" | "continue", levels: number) {
    super(action);
    this.action = action;
    this.levels = levels;
  }
}

export class ReturnControl extends Error {
  override readonly name = "ReturnControl";
  readonly status: number;
  constructor(status: number) {
    super("return");
    this.status = status;
  }
}

/** The shell, or the subshell, ends. */
export class ExitControl extends Error {
  override readonly name = "ExitControl";
  readonly status: number;
  constructor(status: number) {
    super("exit");
    this.status = status;
  }
}

/** Ctrl-C while commands run inside of an interactive shell: back to the prompt. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * An expansion that cannot be done (`${x:?}`, division by 0, a bad substitution, an unset variable under `-u`). It ends a
 * script; at a terminal, the line.
 */
export class ExpansionError extends Error {
  override readonly name = "ExpansionError";
  readonly status: number;
  /** Its message has been written. */
  isReported = false;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
  reported(): this {
    this.isReported = true;
    return this;
  }
}

/** A command cannot be done; its message follows the shell's name and line. The script goes on. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}
