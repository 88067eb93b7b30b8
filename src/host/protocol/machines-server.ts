import { proxy, releaseProxy, transfer, type Remote } from "comlink";
import type {
  HostFiles,
  HostMachineOptions,
  HostRunRequest,
  HostRunResult,
  HostSpawnRequest,
} from "../machine-api.ts";
import { direntType } from "../machine/flags.ts";
import type { DirInode } from "../machine/inode.ts";
import { checkedLimits, type MachineLimits } from "../machine/limits.ts";
import { Machine, machineFiles } from "../machine/machine.ts";
import type { ProcessPolicy, TtySize, Undo } from "../machine/syscalls.ts";
import { find, findDir, pathOf } from "../machine/walk.ts";
import { WorkerGroup } from "../machine/worker-group.ts";
import type { WorkerSource } from "../machine/worker-source.ts";
import { SHELL_COMMANDS } from "../shell/commands.ts";
import { layFiles, startRun, type Run } from "./machine-run.ts";
import { pumpOutput } from "./output-pump.ts";
import { asNode, RemoteError } from "./remote-errors.ts";
import { removeTree } from "./remove-tree.ts";
import type { RuntimeHost } from "./runtime-host.ts";
import { exitNumber, Session } from "./session.ts";

const WORKDIR = "/home/project";
/** Where an isolated run finds itself when it names no directory: empty but for its own files. */
const FRESH_DIR = "/home/run";
/**
 * Isolated runs at once; more wait for their turn. As many as there are cores: one more would only spread them over
 * workers that take longer to get hot. Each has a worker that is used again.
 */
const RUNS_AT_ONCE = Math.max(2, Math.min(8, navigator.hardwareConcurrency));

/** The direct door (machine-api.ts), served over comlink 4.3.0. `client.ts` is its other end. */
export function machinesServer(host: RuntimeHost): object {
  return {
    create(options: HostMachineOptions): object {
      host.check();
      return proxy(new RemoteMachine(host, options));
    },
  };
}

/** A queue for runs, so that a large batch does not start hundreds of workers. */
class Turns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async take(): Promise<void> {
    if (this.#running < RUNS_AT_ONCE) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}

class RemoteMachine {
  readonly #workers: WorkerSource;
  readonly #policy: ProcessPolicy;
  readonly #limits: Partial<MachineLimits>;
  readonly #machine: Machine;
  readonly #turns = new Turns();
  readonly #group = new WorkerGroup(RUNS_AT_ONCE);
  readonly #runs = new Map<string, Run>();
  readonly #cancelled = new Set<string>();
  readonly #undoing = new Set<Undo>();

  constructor({ workers, limits }: RuntimeHost, options: HostMachineOptions) {
    this.#workers = workers;
    this.#policy = {
      deny: options.deny ?? { modules: [], globals: [] },
      frozen: options.frozen ?? null,
    };
    this.#limits = { ...limits, ...checkedLimits(options.limits) };
    const vfs = machineFiles(SHELL_COMMANDS, WORKDIR, this.#limits);
    layFiles(vfs, vfs.makePath(WORKDIR), options.files);
    this.#machine = new Machine(WORKDIR, { vfs, workers, policy: this.#policy, limits: this.#limits });
  }

  get cwd(): string {
    return WORKDIR;
  }

  readFile(path: string): Uint8Array {
    const { vfs } = this.#machine.kernel;
    const inode = asNode("open", path, () => vfs.open(this.#view(), path, 0, 0));
    if (inode.kind === "dir") {
      const fields = { code: "EISDIR", errno: -21, syscall: "read" };
      throw new RemoteError("EISDIR: illegal operation on a directory, read", fields);
    }
    const bytes = inode.kind === "file" ? inode.content.slice(0, inode.content.length) : new Uint8Array(0);
    return transfer(bytes, [bytes.buffer]);
  }

  writeFile(path: string, content: string | Uint8Array): void {
    this.mount({ [path]: content });
  }

  /** In one task of the kernel: programs' calls come in tasks of their own. */
  exchange(path: string, content: string | Uint8Array): Uint8Array | null {
    let before: Uint8Array | null;
    try {
      before = this.readFile(path);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!(error instanceof RemoteError) || (code !== "ENOENT" && code !== "ENOTDIR")) throw error;
      before = null;
    }
    this.mount({ [path]: content });
    return before;
  }

  readdir(path: string): { name: string; kind: "file" | "dir" }[] {
    const { vfs } = this.#machine.kernel;
    return asNode("scandir", path, () => vfs.list(this.#view(), findDir(this.#view(), path)))
      .map(([name, { mode }]) => ({
        name,
        kind: direntType(mode) === 2 ? ("dir" as const) : ("file" as const),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  mkdir(path: string): void {
    asNode("mkdir", path, () => this.#machine.kernel.vfs.makePath(path, this.#home()));
  }

  rm(path: string): void {
    removeTree(this.#machine.kernel.vfs, this.#view(), path, path, { recursive: true, force: true });
  }

  rename(from: string, to: string): void {
    asNode("rename", from, () => this.#machine.kernel.vfs.rename(this.#view(), from, to), to);
  }

  mount(files: HostFiles): void {
    layFiles(this.#machine.kernel.vfs, this.#home(), files);
  }

  /** Keys are relative to the working directory, as all paths are; `except` are such paths, files or folders. */
  snapshot(path: string, except: readonly string[]): Record<string, Uint8Array> {
    const { vfs } = this.#machine.kernel;
    const found: Record<string, Uint8Array> = Object.create(null) as Record<string, Uint8Array>;
    const left = new Set(except.map((name) => name.replace(/^\.\//, "").replace(/\/+$/, "")));
    const visit = (dir: DirInode, folder: string): void => {
      for (const [name, child] of dir.entries) {
        const at = folder === "" ? name : `${folder}/${name}`;
        if (left.has(at)) continue;
        if (child.kind === "dir") visit(child, at);
        else if (child.kind === "file") found[at] = child.content.slice(0, child.content.length);
      }
    };
    const root = asNode("scandir", path, () => find(this.#view(), path));
    const name = this.#relative(pathOf(vfs.root, root));
    if (root.kind === "dir") visit(root, name);
    else if (root.kind === "file") found[name] = root.content.slice(0, root.content.length);
    const buffers = Object.values(found).map((bytes) => bytes.buffer);
    return transfer({ ...found }, buffers);
  }

  watch(path: string, changed: Remote<(path: string) => void>): object {
    const { vfs } = this.#machine.kernel;
    const folder = asNode("watch", path, () => this.#relative(pathOf(vfs.root, find(this.#view(), path))));
    const isDir = find(this.#view(), path).kind === "dir";
    const stop = asNode("watch", path, () =>
      vfs.watch(this.#view(), path, true, (_event, name) => {
        void changed(isDir && folder !== "" ? `${folder}/${name}` : isDir ? name : folder);
      }),
    );
    const undo = (): void => {
      if (!this.#undoing.delete(undo)) return;
      stop();
      changed[releaseProxy]();
    };
    this.#undoing.add(undo);
    return proxy(undo);
  }

  async run(runId: string, request: HostRunRequest): Promise<HostRunResult> {
    // Programs on the machine itself may wait for each other, so none of them waits for a turn.
    if (request.isolated) await this.#turns.take();
    let own: Machine | null = null;
    try {
      if (this.#cancelled.has(runId)) return CANCELLED;
      own = request.isolated ? this.#copy(request) : null;
      const machine = own ?? this.#machine;
      const cwd = own?.cwd ?? request.cwd;
      if (!own && request.files) layFiles(machine.kernel.vfs, this.#home(), request.files);
      const run = startRun(machine, { ...request, ...(cwd === undefined ? {} : { cwd }) });
      this.#runs.set(runId, run);
      const result = await run.result;
      return transfer(result, [result.stdout.buffer, result.stderr.buffer]);
    } finally {
      own?.kernel.dispose();
      this.#runs.delete(runId);
      this.#cancelled.delete(runId);
      if (request.isolated) this.#turns.give();
    }
  }

  cancel(runId: string): void {
    const run = this.#runs.get(runId);
    if (run) run.cancel();
    else this.#cancelled.add(runId);
  }

  spawn(request: HostSpawnRequest, output: Remote<(text: string) => void>): object {
    const [file = "", ...args] = request.argv;
    const { cwd, env, terminal } = request;
    const session = new Session(this.#machine, { file, args, cwd, env, terminal });
    const exit = follow(session, output);
    return proxy({
      write: (text: string) => session.write(text),
      resize: (size: TtySize) => session.resize(size),
      kill: () => session.kill(),
      exit: () => exit,
    });
  }

  dispose(): void {
    for (const run of this.#runs.values()) run.cancel();
    this.#machine.kernel.dispose();
    this.#group.dispose();
    for (const undo of this.#undoing) undo();
  }

  /** A machine with a copy of the files, and the run's own laid into its directory. */
  #copy(request: HostRunRequest): Machine {
    const vfs = this.#machine.kernel.vfs.clone();
    const dir = vfs.makePath(request.cwd ?? FRESH_DIR, vfs.makePath(WORKDIR));
    layFiles(vfs, dir, request.files ?? {});
    const group = request.fresh ? null : this.#group;
    return new Machine(pathOf(vfs.root, dir), {
      vfs,
      workers: this.#workers,
      policy: this.#policy,
      limits: this.#limits,
      group,
    });
  }

  #home(): DirInode {
    return this.#machine.home();
  }

  #view(): ReturnType<Machine["kernel"]["vfs"]["view"]> {
    return this.#machine.kernel.vfs.view(this.#home());
  }

  #relative(path: string): string {
    if (path === WORKDIR) return "";
    return path.startsWith(`${WORKDIR}/`) ? path.slice(WORKDIR.length + 1) : path;
  }
}

/** A run that was cancelled before its turn came, as one that SIGKILL ended. */
const CANCELLED: HostRunResult = {
  stdout: new Uint8Array(0),
  stderr: new Uint8Array(0),
  code: 137,
  timedOut: false,
  truncated: false,
  ms: 0,
  reused: false,
};

async function follow(session: Session, output: Remote<(text: string) => void>): Promise<number> {
  const exited = session.exited();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  await pumpOutput(
    session.output,
    exited,
    async (bytes) => {
      await output(decoder.decode(bytes, { stream: true }));
    },
    session.allowance,
  );
  session.close();
  output[releaseProxy]();
  return exitNumber(await exited);
}
