import { proxy, releaseProxy, type Remote } from "comlink";
import { Gate } from "./gate.ts";
import { HostLost, type Heartbeat } from "./heartbeat.ts";
import type {
  HostFiles,
  HostMachine,
  HostMachineOptions,
  HostMachines,
  HostProcess,
  HostRunRequest,
  HostRunResult,
  HostSpawnRequest,
} from "./machine-api.ts";
import { OwnFiles } from "./own-files.ts";

/** The other end as comlink sees it: functions that are called back go as proxies. */
export interface RemoteMachines {
  create(options: HostMachineOptions): RemoteMachine;
}
type RemoteMachine = Omit<HostMachine, "watch" | "spawn"> & {
  watch(path: string, changed: (path: string) => void): Promise<() => void>;
  spawn(request: HostSpawnRequest, output: (text: string) => void): Promise<HostProcess>;
};

/** A frame of the host's, as long as it lives. */
export interface Connection {
  readonly remote: Remote<RemoteMachines>;
  readonly heart: Heartbeat;
  dispose(): void;
}

/** What a program's stderr says when the whole frame went down with it. Its process is its alone, and has no other limit. */
const OUT_OF_MEMORY =
  "The sandbox ended this program: it used more memory than the browser gives (about 4 GB of JavaScript objects, or all that this computer has).\n";
/** As a process that SIGABRT ended, which is what V8 does when it has no memory left. */
const ABORTED = 134;

/**
 * Machines that outlive the frame they are in. When it is lost, a new one is opened and machines are made there anew as
 * their owner left them; what programs themselves wrote since is gone with the old one. Isolated runs that were going on
 * are tried once more, one at a time: the one that brings the frame down again is the one that did it.
 */
export class LastingMachines implements HostMachines {
  readonly #open: () => Promise<Connection>;
  readonly gate = new Gate();
  #connection: Promise<Connection>;
  /** The last that was opened. */
  #current: Connection;
  #disposed = false;
  readonly #replaced = new WeakSet<Connection>();

  constructor(first: Connection, open: () => Promise<Connection>) {
    this.#current = first;
    this.#connection = Promise.resolve(first);
    this.#open = open;
  }

  connection(): Promise<Connection> {
    return this.#connection;
  }

  /** `lost` is gone: opens another, unless somebody did. */
  reopen(lost: Connection): void {
    if (this.#disposed || this.#replaced.has(lost)) return;
    this.#replaced.add(lost);
    const opened = this.#open();
    this.#connection = opened;
    opened.then(
      (connection) => {
        this.#current = connection;
        if (this.#disposed) connection.dispose();
      },
      () => {
        // Whoever calls next finds the lost one, and tries again.
        this.#connection = Promise.resolve(lost);
        this.#replaced.delete(lost);
      },
    );
  }

  async create(options: HostMachineOptions): Promise<HostMachine> {
    const machine = new LastingMachine(this, options);
    await machine.ready();
    return machine;
  }

  dispose(): void {
    this.#disposed = true;
    this.#current.dispose();
  }
}

interface Made {
  readonly connection: Connection;
  readonly remote: Remote<RemoteMachine>;
}

class LastingMachine implements HostMachine {
  readonly #machines: LastingMachines;
  readonly #options: HostMachineOptions;
  #own = new OwnFiles("/");
  #made: { readonly connection: Connection; readonly machine: Promise<Made> } | null = null;
  #wasMade = false;
  readonly #watches = new Set<Watch>();
  cwd = "";

  constructor(machines: LastingMachines, options: HostMachineOptions) {
    this.#machines = machines;
    this.#options = options;
  }

  async ready(): Promise<void> {
    const { connection, remote } = await this.#at();
    this.cwd = await connection.heart.watch(remote.cwd);
    this.#own = new OwnFiles(this.cwd);
    this.#own.add(this.#options.files);
  }

  readFile(path: string): Promise<Uint8Array> {
    return this.#call((remote) => remote.readFile(path));
  }
  writeFile(path: string, content: string | Uint8Array): Promise<void> {
    this.#own.add({ [path]: content });
    return this.#call((remote) => remote.writeFile(path, content));
  }
  exchange(path: string, content: string | Uint8Array): Promise<Uint8Array | null> {
    this.#own.add({ [path]: content });
    return this.#call((remote) => remote.exchange(path, content));
  }
  readdir(path: string): Promise<{ name: string; kind: "file" | "dir" }[]> {
    return this.#call((remote) => remote.readdir(path));
  }
  mkdir(path: string): Promise<void> {
    this.#own.addFolder(path);
    return this.#call((remote) => remote.mkdir(path));
  }
  async rm(path: string): Promise<void> {
    await this.#call((remote) => remote.rm(path));
    this.#own.remove(path);
  }
  async rename(from: string, to: string): Promise<void> {
    await this.#call((remote) => remote.rename(from, to));
    this.#own.rename(from, to);
  }
  mount(files: HostFiles): Promise<void> {
    this.#own.add(files);
    return this.#call((remote) => remote.mount(files));
  }
  snapshot(path: string, except: readonly string[]): Promise<Record<string, Uint8Array>> {
    return this.#call((remote) => remote.snapshot(path, except));
  }

  async watch(path: string, changed: (path: string) => void): Promise<() => void> {
    const watch: Watch = { path, changed, stop: null };
    const { connection, remote } = await this.#at();
    await begin(watch, connection, remote);
    this.#watches.add(watch);
    return () => {
      if (!this.#watches.delete(watch)) return;
      const { stop } = watch;
      // The watch may already be gone with its machine.
      void Promise.resolve(stop?.()).then(
        () => stop?.[releaseProxy](),
        () => undefined,
      );
    };
  }

  async run(runId: string, request: HostRunRequest): Promise<HostRunResult> {
    if (!request.isolated && request.files) this.#own.add(request.files);
    const once = (): Promise<HostRunResult> => this.#call((remote) => remote.run(runId, request));
    const { gate } = this.#machines;
    try {
      try {
        return await gate.enter(false, once);
      } catch (error) {
        if (!(error instanceof HostLost) || !request.isolated) throw error;
        return await gate.enter(true, once);
      }
    } catch (error) {
      if (!(error instanceof HostLost)) throw error;
      const stderr = new TextEncoder().encode(OUT_OF_MEMORY);
      const nothing = { stdout: new Uint8Array(0), timedOut: false, truncated: false, ms: 0, reused: false };
      return { ...nothing, stderr, code: ABORTED };
    }
  }

  cancel(runId: string): Promise<void> {
    return this.#call((remote) => remote.cancel(runId));
  }

  async spawn(request: HostSpawnRequest, output: (text: string) => void): Promise<HostProcess> {
    const { connection, remote } = await this.#at();
    const { heart } = connection;
    const process = (await heart.watch(
      remote.spawn(request, proxy(output)),
    )) as unknown as Remote<HostProcess>;
    return {
      write: (input) => heart.watch(process.write(input)),
      resize: (size) => heart.watch(process.resize(size)),
      kill: () => heart.watch(process.kill()),
      exit: async () => {
        try {
          return await heart.watch(process.exit());
        } catch (error) {
          if (!(error instanceof HostLost)) throw error;
          this.#machines.reopen(connection);
          output(OUT_OF_MEMORY);
          return ABORTED;
        }
      },
    };
  }

  async dispose(): Promise<void> {
    const { connection, remote } = await this.#at();
    await connection.heart.watch(remote.dispose());
    remote[releaseProxy]();
  }

  /** @throws HostLost */
  async #call<T>(work: (remote: Remote<RemoteMachine>) => Promise<T>): Promise<T> {
    const { connection, remote } = await this.#at();
    try {
      return await connection.heart.watch(work(remote));
    } catch (error) {
      if (error instanceof HostLost) this.#machines.reopen(connection);
      throw error;
    }
  }

  /** The machine in the frame that lives now. */
  async #at(): Promise<Made> {
    const connection = await this.#machines.connection();
    if (this.#made?.connection !== connection)
      this.#made = { connection, machine: this.#make(connection, this.#wasMade) };
    const made = await this.#made.machine;
    this.#wasMade = true;
    return made;
  }

  async #make(connection: Connection, again: boolean): Promise<Made> {
    const options = again ? { ...this.#options, files: this.#own.files } : this.#options;
    const created = connection.heart.watch(connection.remote.create(options));
    const remote = (await created) as unknown as Remote<RemoteMachine>;
    if (again) {
      for (const folder of this.#own.folders) await connection.heart.watch(remote.mkdir(folder));
      for (const watch of this.#watches) await begin(watch, connection, remote);
    }
    return { connection, remote };
  }
}

interface Watch {
  readonly path: string;
  readonly changed: (path: string) => void;
  stop: Remote<() => void> | null;
}

async function begin(watch: Watch, { heart }: Connection, remote: Remote<RemoteMachine>): Promise<void> {
  const stop = heart.watch(remote.watch(watch.path, proxy(watch.changed)));
  watch.stop = (await stop) as unknown as Remote<() => void>;
}
