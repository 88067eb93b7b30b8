import { connectMachines, type HostMachine, type HostMachines, type HostRunRequest } from "../host/index.ts";
import {
  SandboxError,
  type DirEntry,
  type ExecRequest,
  type ExecResult,
  type FileTree,
  type IsolatedRun,
  type Machine,
  type MachineOptions,
  type Machines,
  type SandboxFiles,
  type SandboxProcess,
  type SpawnOptions,
} from "./sandbox.ts";

export interface OpenMachinesOptions {
  /** Address of our host's page, for instance `https://example.org/app/headless.html`. */
  readonly headlessUrl: string;
  /** Default 20,000. */
  readonly timeoutMs?: number;
}

/**
 * Our host's direct door. The host's frame is made at the first machine and kept.
 */
export function openMachines(options: OpenMachinesOptions): Machines {
  let hosts: Promise<HostMachines> | null = null;
  const host = (): Promise<HostMachines> => {
    hosts ??= connectMachines({
      headlessUrl: options.headlessUrl,
      timeoutMs: options.timeoutMs ?? 20_000,
    }).catch((error: unknown) => {
      // The next machine tries again.
      hosts = null;
      const remedy =
        "Reload the page. If it stays, check that no extension blocks frames or workers on this site.";
      throw new SandboxError("BOOT", messageOf(error), remedy, { cause: error });
    });
    return hosts;
  };
  return {
    parallel: Math.max(1, Math.min(8, navigator.hardwareConcurrency)),
    async create(machineOptions: MachineOptions): Promise<Machine> {
      const made = await translated((await host()).create(machineOptions));
      return new HostedMachine(made, made.cwd);
    },
  };
}

class HostedMachine implements Machine {
  readonly files: SandboxFiles;
  readonly cwd: string;
  readonly #machine: HostMachine;
  #runs = 0;

  constructor(machine: HostMachine, cwd: string) {
    this.#machine = machine;
    this.cwd = cwd;
    this.files = new HostedFiles(machine);
  }

  run(request: IsolatedRun): Promise<ExecResult> {
    const { files = {}, fresh = false, signal } = request;
    return this.#run({ ...required(request), isolated: true, files, fresh }, signal);
  }

  exec(request: ExecRequest): Promise<ExecResult> {
    return this.#run({ ...required(request), isolated: false }, request.signal);
  }

  async #run(request: HostRunRequest, signal: AbortSignal | undefined): Promise<ExecResult> {
    signal?.throwIfAborted();
    const id = `run-${++this.#runs}`;
    const cancel = (): void => {
      // The rejection below tells the caller; the machine only has to stop working.
      this.#machine.cancel(id).catch(() => undefined);
    };
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await Promise.race([translated(this.#machine.run(id, request)), aborted]);
    } finally {
      signal?.removeEventListener("abort", cancel);
      aborted.catch(() => undefined);
    }
  }

  async spawn(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<SandboxProcess> {
    const listeners = new Set<(text: string) => void>();
    let early: string[] | null = [];
    const process = await translated(
      this.#machine.spawn({ argv: [command, ...args], ...options }, (text) => {
        if (early !== null) early.push(text);
        for (const listener of listeners) listener(text);
      }),
    );
    const forgotten = (call: Promise<void>): void => {
      // Words to a program that has just ended: there is nobody left to tell.
      call.catch(() => undefined);
    };
    return {
      onOutput(listener) {
        listeners.add(listener);
        const kept = early ?? [];
        early = null;
        for (const text of kept) listener(text);
        return () => void listeners.delete(listener);
      },
      write: (input) => forgotten(process.write(input)),
      resize: (size) => forgotten(process.resize(size)),
      kill: () => forgotten(process.kill()),
      exit: process.exit(),
    };
  }

  async dispose(): Promise<void> {
    await translated(this.#machine.dispose());
  }
}

class HostedFiles implements SandboxFiles {
  readonly #machine: HostMachine;

  constructor(machine: HostMachine) {
    this.#machine = machine;
  }

  read(path: string): Promise<Uint8Array> {
    return translated(this.#machine.readFile(path));
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder().decode(await this.read(path));
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    await translated(this.#machine.mount({ [path]: content }));
  }

  exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null> {
    return translated(this.#machine.exchange(path, content));
  }

  list(path: string): Promise<readonly DirEntry[]> {
    return translated(this.#machine.readdir(path));
  }

  makeDir(path: string): Promise<void> {
    return translated(this.#machine.mkdir(path));
  }

  remove(path: string): Promise<void> {
    return translated(this.#machine.rm(path));
  }

  rename(from: string, to: string): Promise<void> {
    return translated(this.#machine.rename(from, to));
  }

  mount(tree: FileTree): Promise<void> {
    return translated(this.#machine.mount(tree));
  }

  snapshot(path = ".", except: readonly string[] = []): Promise<Record<string, Uint8Array>> {
    return translated(this.#machine.snapshot(path, except));
  }

  watch(path: string, changed: (path: string) => void): Promise<() => void> {
    return translated(this.#machine.watch(path, changed));
  }
}

function required(request: ExecRequest): Omit<HostRunRequest, "isolated" | "files"> {
  const { argv, cwd, env, stdin } = request;
  return {
    argv,
    timeoutMs: request.timeoutMs ?? 30_000,
    maxOutput: request.maxOutput ?? 1024 * 1024,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(stdin === undefined ? {} : { stdin }),
  };
}

async function translated<T>(call: Promise<T>): Promise<T> {
  return await call.catch((error: unknown) => {
    const code = (error as { code?: unknown } | null)?.code;
    const known = typeof code === "string" ? code : "GONE";
    const remedy = known === "GONE" ? "Try again; if it stays, reload the page: your files are kept." : "";
    throw new SandboxError(known, messageOf(error), remedy, { cause: error });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
