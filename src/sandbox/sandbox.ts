/**
 * What the app knows of a computer: a file tree and programs that run on it. Two doors lead to one: the published
 * WebContainer client (`webcontainer.ts`) and our own host directly (`machine.ts`). One contract test runs on both.
 *
 * Outcomes are data: a non-zero exit, a time-out, an output limit are fields of the result. A missing file or a broken
 * sandbox throws `SandboxError`.
 */

/** A tree to lay into a sandbox. Text is stored as UTF-8. */
export type FileTree = Readonly<Record<string, string | Uint8Array>>;

export interface DirEntry {
  readonly name: string;
  readonly kind: "file" | "dir";
}

/** Paths are relative to the sandbox's working directory; parents are made as needed on write. */
export interface SandboxFiles {
  /** @throws SandboxError with code ENOENT, EISDIR … */
  read(path: string): Promise<Uint8Array>;
  readText(path: string): Promise<string>;
  write(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Writes a file and tells what that replaced (null: nothing was there), so that what a program wrote a moment before is
   * not lost unseen.
   */
  exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null>;
  list(path: string): Promise<readonly DirEntry[]>;
  makeDir(path: string): Promise<void>;
  /** Removes a file or a whole directory; a missing one is no error. */
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Writes many files at once. */
  mount(tree: FileTree): Promise<void>;
  /** Every file below `path` (default: all), except those whose path starts with one of `except`. */
  snapshot(path?: string, except?: readonly string[]): Promise<Record<string, Uint8Array>>;
  /** Calls back with the path of whatever changed below `path`. Returns its undo. */
  watch(path: string, changed: (path: string) => void): Promise<() => void>;
}

export interface SpawnOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** With it the program runs on a terminal of this size, else on pipes. */
  readonly terminal?: { readonly cols: number; readonly rows: number };
}

/** A running program. Output is stdout and stderr together, decoded; only `exec` tells them apart. */
export interface SandboxProcess {
  /** Subscribes to output; returns its undo. Output before the first subscriber is kept for it. */
  onOutput(listener: (text: string) => void): () => void;
  write(input: string): void;
  resize(size: { readonly cols: number; readonly rows: number }): void;
  kill(): void;
  /** Settles when the program has ended and all its output was delivered. Killed: 143 or 137. */
  readonly exit: Promise<number>;
}

export interface ExecRequest {
  /** Program and arguments, for instance `["node", "main.js", "-r"]`. */
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Wall-clock limit; default 30,000. */
  readonly timeoutMs?: number;
  /** Bytes kept of stdout and of stderr each; default 1 MiB. The program is ended when it prints more. */
  readonly maxOutput?: number;
  /** An abort ends the program and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Null when it was ended by a limit. Over 128: ended by signal code − 128. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly ms: number;
  /**
   * True when an isolated run shared its worker with earlier ones. Nothing crosses between them as far as is known; a
   * result that surprises is worth a run with `fresh`.
   */
  readonly reused?: boolean;
}

export interface Sandbox {
  readonly files: SandboxFiles;
  /** Absolute path of the working directory inside the sandbox. */
  readonly cwd: string;
  spawn(command: string, args: readonly string[], options?: SpawnOptions): Promise<SandboxProcess>;
  exec(request: ExecRequest): Promise<ExecResult>;
  /** Ends all programs and frees what they held. The sandbox is of no use afterwards. */
  dispose(): Promise<void>;
}

/** What is asked of a machine that runs programs for grading or as the reference. */
export interface MachineOptions {
  readonly files: FileTree;
  /** Built-in modules (no `node:` prefix) and globals that programs on it cannot use. */
  readonly deny?: { readonly modules: readonly string[]; readonly globals: readonly string[] };
  /** Freezes Date, performance.now, Math.random and crypto's random before any program loads. */
  readonly frozen?: { readonly now: number; readonly seed: number };
}

/** One run that leaves no trace: it starts from the machine's files as mounted, plus its own. */
export interface IsolatedRun extends ExecRequest {
  /** Laid into `cwd` (default: a fresh empty directory) for this run only. */
  readonly files?: FileTree;
  /** Not in a worker that ran anything before: slower. */
  readonly fresh?: boolean;
}

/** A machine straight on our host: a sandbox that can also run programs side by side without a trace. */
export interface Machine extends Sandbox {
  /** Runs in a copy of the machine's files that is thrown away afterwards; several may run at once. */
  run(request: IsolatedRun): Promise<ExecResult>;
}

/** Makes machines on our host. */
export interface Machines {
  create(options: MachineOptions): Promise<Machine>;
  /** How many runs are worth having at once (cores). */
  readonly parallel: number;
}

/** A sandbox or one of its operations failed. `remedy` tells a person what to do. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  /** `ENOENT` and the like for files; `BOOT` and `GONE` for the sandbox itself. */
  readonly code: string;
  readonly remedy: string;
  constructor(code: string, message: string, remedy = "", options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}
