import type { Task } from "../core/task.ts";
import { SandboxError, type FileTree, type Machine, type Machines } from "../sandbox/index.ts";

/** Where the original's bundle comes from; the catalog is one. */
export interface ReferenceSource {
  /** @throws an error with a remedy when the task has none or it cannot be loaded. */
  reference(
    task: Task,
  ): Promise<{ readonly files: Readonly<Record<string, Uint8Array>>; readonly entry: string }>;
}

/** What the original is given. */
export interface ReferenceQuestion {
  readonly args: readonly string[];
  readonly stdin: string | Uint8Array;
  /** Laid into the fresh folder that it runs in. */
  readonly files: FileTree;
  readonly env?: Readonly<Record<string, string>>;
}

/** What it did. */
export interface ReferenceAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a limit ended it. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** True when it printed more than the limit. */
  readonly truncated: boolean;
  readonly ms: number;
}

/** The original, behind glass: it answers questions, and nothing that it is made of comes out. */
export interface Reference {
  /**
   * Runs the original once, in a fresh folder, in its frozen world. Several may run at once.
   * @throws SandboxError when it could not be run; the signal's reason when aborted
   */
  run(question: ReferenceQuestion, signal: AbortSignal): Promise<ReferenceAnswer>;
  dispose(): Promise<void>;
}

/** How long the original may run at one question, in milliseconds. */
export const REFERENCE_MS = 10_000;
const MAX_OUTPUT = 1024 * 1024;

/** The original's world: 2026-01-01T00:00:00Z and always the same random numbers, as when its cases were made. */
const FROZEN = { now: 1_767_225_600_000, seed: 1 };

/** Names in the machine that holds the bundle. Questions run in another folder. */
const FOLDER = "original";

/**
 * Loads the original and gives it a machine of its own, at the first question. A machine that broke is replaced at the
 * next question.
 */
export function openReference(machines: Machines, source: ReferenceSource, task: Task): Reference {
  return new GlassReference(machines, source, task);
}

class GlassReference implements Reference {
  readonly #machines: Machines;
  readonly #source: ReferenceSource;
  readonly #task: Task;
  #ready: Promise<{ readonly machine: Machine; readonly entry: string }> | null = null;

  constructor(machines: Machines, source: ReferenceSource, task: Task) {
    this.#machines = machines;
    this.#source = source;
    this.#task = task;
  }

  async run(question: ReferenceQuestion, signal: AbortSignal): Promise<ReferenceAnswer> {
    signal.throwIfAborted();
    const { machine, entry } = await (this.#ready ??= this.#start());
    try {
      const result = await machine.run({
        argv: ["node", entry, ...question.args],
        env: { TZ: "UTC", LANG: "en_US.UTF-8", ...question.env },
        stdin: question.stdin,
        files: question.files,
        timeoutMs: REFERENCE_MS,
        maxOutput: MAX_OUTPUT,
        signal,
      });
      const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      return { ...result, stdout: text(result.stdout), stderr: text(result.stderr) };
    } catch (error) {
      if (error instanceof SandboxError && error.code === "GONE") this.#ready = null;
      throw error;
    }
  }

  async dispose(): Promise<void> {
    const ready = this.#ready;
    this.#ready = null;
    if (ready === null) return;
    const started = await ready.catch(() => null);
    await started?.machine.dispose();
  }

  #start(): Promise<{ readonly machine: Machine; readonly entry: string }> {
    const starting = (async () => {
      const { files, entry } = await this.#source.reference(this.#task);
      const tree = Object.fromEntries(
        Object.entries(files).map(([path, bytes]) => [`${FOLDER}/${path}`, bytes]),
      );
      const machine = await this.#machines.create({ files: tree, frozen: FROZEN });
      return { machine, entry: `${machine.cwd}/${FOLDER}/${entry}` };
    })();
    starting.catch(() => {
      // The question that started it reports the failure; the next one tries again.
      if (this.#ready === starting) this.#ready = null;
    });
    return starting;
  }
}
