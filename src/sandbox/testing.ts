/**
 * Machines on the Node that runs the tests: child processes in temporary folders. For unit tests and for building
 * tasks; a real implementation of the same interface, except that a program never gets a terminal, and that a
 * "copy of the machine" is another folder, so paths to the machine are rewritten in arguments.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, linkSync, renameSync, statSync, watch as watchFolder } from "node:fs";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative } from "node:path";
import {
  SandboxError,
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

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_OUTPUT = 1024 * 1024;

/** The pinned Node, whichever one runs the tests. */
const NODE = createRequire(import.meta.url).resolve("node/bin/node");

/** Machines whose programs run on Node natively, in temporary folders that `dispose` removes. */
export function openNodeMachines(parallel = availableParallelism()): Machines {
  return {
    parallel,
    async create(options: MachineOptions): Promise<Machine> {
      const root = await realpath(await mkdtemp(join(tmpdir(), "mirrorbox-")));
      await mkdir(join(root, "bin"));
      await mkdir(join(root, "home"));
      const policy = JSON.stringify({ deny: options.deny ?? null, frozen: options.frozen ?? null });
      const preload = join(import.meta.dirname, "testing-preload.cjs");
      await writeFile(join(root, "bin/policy.cjs"), `require(${JSON.stringify(preload)})(${policy});`);
      await writeFile(join(root, "bin/node"), `#!/bin/sh\nexec "${NODE}" -r "${root}/bin/policy.cjs" "$@"\n`);
      await chmod(join(root, "bin/node"), 0o755);
      const machine = new NodeMachine(root);
      await machine.files.mount(options.files);
      return machine;
    },
  };
}

async function lay(folder: string, tree: FileTree): Promise<void> {
  for (const [path, content] of Object.entries(tree)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

class NodeMachine implements Machine {
  readonly files: SandboxFiles;
  readonly cwd: string;
  readonly #root: string;
  readonly #living = new Set<ChildProcess>();
  #runs = 0;

  constructor(root: string) {
    this.#root = root;
    this.cwd = join(root, "home");
    this.files = new NodeFiles(this.cwd);
  }

  async run(request: IsolatedRun): Promise<ExecResult> {
    const place = join(this.#root, `run-${++this.#runs}`);
    const copy = join(place, "home");
    const cwd = request.cwd?.replace(this.cwd, copy) ?? join(place, "work");
    try {
      await cp(this.cwd, copy, { recursive: true });
      await mkdir(cwd, { recursive: true });
      await lay(cwd, request.files ?? {});
      const argv = request.argv.map((argument) => argument.replaceAll(this.cwd, copy));
      return await this.exec({ ...request, argv, cwd });
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }

  async exec(request: ExecRequest): Promise<ExecResult> {
    request.signal?.throwIfAborted();
    const started = performance.now();
    const child = this.#start(request.argv, request.cwd, request.env);
    const limit = request.maxOutput ?? DEFAULT_MAX_OUTPUT;
    const [stdout, stderr] = [new Kept(limit), new Kept(limit)];
    let timedOut = false;
    child.stdout?.on("data", (part: Buffer) => void (stdout.add(part) && stop(child)));
    child.stderr?.on("data", (part: Buffer) => void (stderr.add(part) && stop(child)));
    // A program that does not read its input closes the pipe early; that is its own affair.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(request.stdin ?? "");
    const abort = (): void => stop(child);
    request.signal?.addEventListener("abort", abort);
    const timer = setTimeout(() => {
      timedOut = true;
      stop(child);
    }, request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    try {
      const code = await exitOf(child);
      request.signal?.throwIfAborted();
      const truncated = stdout.full || stderr.full;
      return {
        stdout: stdout.bytes(),
        stderr: stderr.bytes(),
        code: timedOut || truncated ? null : code,
        timedOut,
        truncated,
        ms: performance.now() - started,
      };
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", abort);
    }
  }

  async spawn(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<SandboxProcess> {
    const child = this.#start([command, ...args], options.cwd, options.env);
    const exit = exitOf(child);
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      exit.catch(reject);
    });
    const listeners = new Set<(text: string) => void>();
    let early = "";
    const deliver = (text: string): void => {
      if (listeners.size === 0) early += text;
      for (const listener of listeners) listener(text);
    };
    child.stdout?.setEncoding("utf8").on("data", deliver);
    child.stderr?.setEncoding("utf8").on("data", deliver);
    return {
      onOutput(listener) {
        listeners.add(listener);
        if (early !== "") queueMicrotask(() => listener(early));
        queueMicrotask(() => (early = ""));
        return () => void listeners.delete(listener);
      },
      write: (input) => void child.stdin?.write(input),
      resize: () => undefined,
      kill: () => stop(child),
      exit,
    };
  }

  async dispose(): Promise<void> {
    for (const child of this.#living) stop(child);
    await rm(this.#root, { recursive: true, force: true });
  }

  #start(argv: readonly string[], cwd = this.cwd, env: Readonly<Record<string, string>> = {}): ChildProcess {
    const [command = "", ...args] = argv;
    const child = spawn(command, args, {
      cwd: isAbsolute(cwd) ? cwd : join(this.cwd, cwd),
      // A group of its own, so that stopping a program stops what it started.
      detached: true,
      env: {
        PATH: `${this.#root}/bin:/usr/local/bin:/usr/bin:/bin`,
        HOME: this.cwd,
        TZ: "UTC",
        LANG: "en_US.UTF-8",
        ...env,
      },
    });
    this.#living.add(child);
    child.once("close", () => this.#living.delete(child));
    return child;
  }
}

function stop(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // It ended between the check and the signal.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

const SIGNALS: Readonly<Record<string, number>> = { SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** The exit code after all output was delivered; 128 + n when signal n ended it. */
function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(new SandboxError(error.code ?? "EIO", error.message, "", { cause: error })),
    );
    child.once("close", (code, signal) => resolve(code ?? 128 + (SIGNALS[signal ?? ""] ?? 1)));
  });
}

/** Output up to a limit. */
class Kept {
  full = false;
  readonly #parts: Buffer[] = [];
  readonly #limit: number;
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True once the limit is passed. */
  add(part: Buffer): boolean {
    this.#parts.push(part);
    this.#length += part.length;
    this.full ||= this.#length > this.#limit;
    return this.full;
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts).subarray(0, this.#limit));
  }
}

class NodeFiles implements SandboxFiles {
  readonly #cwd: string;
  #exchanges = 0;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  #at(path: string): string {
    return isAbsolute(path) ? path : join(this.#cwd, path);
  }

  async read(path: string): Promise<Uint8Array> {
    return new Uint8Array(await asSandboxError(readFile(this.#at(path))));
  }

  async readText(path: string): Promise<string> {
    return asSandboxError(readFile(this.#at(path), "utf8"));
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    await asSandboxError(lay(dirname(this.#at(path)), { [this.#at(path).split("/").at(-1) ?? ""]: content }));
  }

  /**
   * The file that was there keeps a second name while the new one takes its place: a program that is writing it at that
   * moment writes what is read here.
   */
  async exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null> {
    const target = this.#at(path);
    const spare = join(this.#cwd, "..", `exchange-${++this.#exchanges}`);
    const before = `${spare}-before`;
    await asSandboxError(mkdir(dirname(target), { recursive: true }));
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
      throw new SandboxError("EISDIR", `EISDIR: illegal operation on a directory, open '${path}'`, "");
    await asSandboxError(writeFile(spare, content));
    try {
      linkSync(target, before);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      await asSandboxError(rename(spare, target));
      return null;
    }
    chmodSync(spare, statSync(before).mode);
    renameSync(spare, target);
    let found = await readFile(before);
    // Emptied by a program that is about to write.
    for (let tries = 0; found.length === 0 && tries < 40; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      found = await readFile(before);
    }
    await rm(before);
    return new Uint8Array(found);
  }

  async list(path: string): ReturnType<SandboxFiles["list"]> {
    const entries = await asSandboxError(readdir(this.#at(path), { withFileTypes: true }));
    return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? "dir" : "file" }));
  }

  async makeDir(path: string): Promise<void> {
    await asSandboxError(mkdir(this.#at(path), { recursive: true }));
  }

  async remove(path: string): Promise<void> {
    await asSandboxError(rm(this.#at(path), { recursive: true, force: true }));
  }

  async rename(from: string, to: string): Promise<void> {
    await asSandboxError(rename(this.#at(from), this.#at(to)));
  }

  async mount(tree: FileTree): Promise<void> {
    await asSandboxError(lay(this.#cwd, tree));
  }

  async snapshot(path = ".", except: readonly string[] = []): Promise<Record<string, Uint8Array>> {
    const found: Record<string, Uint8Array> = {};
    const options = { recursive: true, withFileTypes: true } as const;
    for (const entry of await asSandboxError(readdir(this.#at(path), options))) {
      const full = join(entry.parentPath, entry.name);
      const name = relative(this.#cwd, full);
      if (entry.isFile() && !except.some((start) => name.startsWith(start)))
        found[name] = await this.read(full);
    }
    return found;
  }

  async watch(path: string, changed: (path: string) => void): Promise<() => void> {
    const folder = this.#at(path);
    const watcher = watchFolder(folder, { recursive: true }, (_event, name) => {
      if (name !== null) changed(relative(this.#cwd, join(folder, name)));
    });
    return () => watcher.close();
  }
}

async function asSandboxError<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SandboxError(code ?? "EIO", message, "", { cause: error });
  }
}
