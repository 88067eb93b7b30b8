/**
 * The workspace as texts, handed in by whoever owns them, so that the agent edits the same documents that are on the
 * screen and not a copy behind them.
 */
export interface Workspace {
  /** Absolute path of the workspace inside the sandbox; the agent may use paths below it. */
  readonly root: string;
  /** The text of a file as it stands, the docs and cases included; null when there is no such text file. */
  read(path: string): Promise<string | null>;
  /**
   * Makes or changes a file. `base` is the text that was read before (null: there was no such file): what a person
   * typed since then is kept. Settles once the change is recorded.
   * @throws ToolRefusal when the path is no place for the solution's files.
   */
  write(path: string, text: string, base: string | null): Promise<void>;
  /** Paths of all files, relative to the root. */
  list(): Promise<readonly string[]>;
}
