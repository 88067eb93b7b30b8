/**
 * The direct door to the host: a MessagePort that speaks comlink 4.3.0 and offers machines, as many as are wanted, with
 * stdout and stderr apart. The published client's door is in `protocol/`.
 */

import type { MachineLimits } from "./machine/limits.ts";

export type { MachineLimits };

/** Path (relative to the machine's working directory, or absolute) -> content; text is UTF-8. */
export type HostFiles = Readonly<Record<string, string | Uint8Array>>;

export interface HostMachineOptions {
  readonly files: HostFiles;
  /** What the machine may use; what is left out has its default (machine/limits.ts, documented in README.md). */
  readonly limits?: Partial<MachineLimits>;
  readonly deny?: { readonly modules: readonly string[]; readonly globals: readonly string[] };
  readonly frozen?: { readonly now: number; readonly seed: number };
}

export interface HostRunRequest {
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs: number;
  readonly maxOutput: number;
  /** True: in a copy of the machine's files, thrown away afterwards, with `files` laid into a fresh `cwd`. */
  readonly isolated: boolean;
  readonly files?: HostFiles;
  /** True: not in a worker that ran another program before. */
  readonly fresh?: boolean;
}

export interface HostRunResult {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Null when a limit ended it; 128 + n when signal n did. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly ms: number;
  /**
   * It ran in a worker that had run another program of the same machine, and was made clean. A result that matters and
   * surprises is worth a second run with `fresh`.
   */
  readonly reused: boolean;
}

export interface HostSpawnRequest {
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: { readonly cols: number; readonly rows: number };
}

/** Errors keep Node's `code`, `errno`, `syscall` and `path` across the port. */
export interface HostMachine {
  readonly cwd: string;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Writes a file and tells what that replaced (null: nothing was there). No program writes between the two. */
  exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null>;
  readdir(path: string): Promise<{ name: string; kind: "file" | "dir" }[]>;
  mkdir(path: string): Promise<void>;
  rm(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  mount(files: HostFiles): Promise<void>;
  snapshot(path: string, except: readonly string[]): Promise<Record<string, Uint8Array>>;
  watch(path: string, changed: (path: string) => void): Promise<() => void>;
  /** `runId` (chosen by the caller) names the run for `cancel`. */
  run(runId: string, request: HostRunRequest): Promise<HostRunResult>;
  cancel(runId: string): Promise<void>;
  spawn(request: HostSpawnRequest, output: (text: string) => void): Promise<HostProcess>;
  dispose(): Promise<void>;
}

export interface HostProcess {
  write(input: string): Promise<void>;
  resize(size: { readonly cols: number; readonly rows: number }): Promise<void>;
  kill(): Promise<void>;
  /** Settles after all output was delivered. */
  exit(): Promise<number>;
}

export interface HostMachines {
  create(options: HostMachineOptions): Promise<HostMachine>;
}
