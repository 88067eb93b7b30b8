import { Arguments, Waiting, type Answer } from "./answer.ts";
import { CALL_TABLE } from "./calls.ts";
import { DatagramPorts } from "./datagram-ports.ts";
import type { Description } from "./description.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { failure, LimitReached } from "./errno.ts";
import { FileAccess } from "./file-access.ts";
import { isChange } from "./foresight-rules.ts";
import type { DirInode } from "./inode.ts";
import { DEFAULT_LIMITS, type MachineLimits } from "./limits.ts";
import { Loopback } from "./loopback.ts";
import { Process, type ProgramParts } from "./process.ts";
import { resolveProgram } from "./programs.ts";
import { collectorAt, startAids } from "./start-aids.ts";
import { endsByDefault, isSignal, signalName, SIGNALS } from "./signals.ts";
import { SyscallError, type ExitStatus, type ProcessPolicy, type ProcessStart } from "./syscalls.ts";
import { Terminal, TerminalDescription } from "./terminal.ts";
import type { TtySize } from "./syscalls.ts";
import type { Vfs } from "./vfs.ts";
import type { CallName, Value } from "./wire.ts";
import type { WorkerGroup } from "./worker-group.ts";
import type { Thread } from "./thread.ts";
import type { Seat, SeatOwner, WorkerSource } from "./worker-source.ts";

export interface KernelOptions {
  readonly vfs: Vfs;
  readonly workers: WorkerSource;
  readonly limits?: Partial<MachineLimits>;
  readonly policy?: ProcessPolicy;
  /** Workers that main programs may use again, one after the other; default none. */
  readonly group?: WorkerGroup | null;
  /** A port began or ceased to be listened at. */
  readonly portChanged?: (port: number, event: "open" | "close") => void;
}

export interface LaunchRequest {
  /** A path, or a name that is looked up in `env.PATH`. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: DirInode;
  /** By descriptor; null = /dev/null. */
  readonly stdio: readonly (Description | null)[];
  /** Null for what the machine's owner starts. */
  readonly parent: Process | null;
  /** A session of its own, on this terminal or on none. */
  readonly session?: { readonly terminal: TerminalDescription | null };
}

const NO_POLICY: ProcessPolicy = { deny: { modules: [], globals: [] }, frozen: null };

/** One machine: a file system, processes, a loopback network. */
export class Kernel {
  readonly vfs: Vfs;
  readonly limits: MachineLimits;
  readonly loopback: Loopback;
  readonly datagrams: DatagramPorts;
  readonly processes = new Map<number, Process>();
  readonly #workers: WorkerSource;
  readonly #policy: ProcessPolicy;
  readonly #group: WorkerGroup | null;
  #lastPid = 1;
  #disposed = false;

  constructor(options: KernelOptions) {
    this.vfs = options.vfs;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#workers = options.workers;
    this.#policy = options.policy ?? NO_POLICY;
    this.#group = options.group ?? null;
    this.datagrams = new DatagramPorts(this.limits.queued);
    this.loopback = new Loopback(options.vfs, options.portChanged ?? (() => undefined));
  }

  /** @throws ENOENT, EACCES, EAGAIN … as execve(2) and fork(2) */
  launch(request: LaunchRequest): Process {
    const { parent, cwd } = request;
    if (this.#disposed) throw failure("EAGAIN");
    const { processes, reserve } = this.limits;
    if (this.processes.size >= processes + (parent ? 0 : reserve))
      throw new LimitReached("EAGAIN", processes, "processes");
    const program = this.#resolve(request.file, request.args, request.env, cwd);
    const pid = ++this.#lastPid;
    const { session } = request;
    const process = new Process(
      {
        pid,
        ppid: parent?.pid ?? 1,
        group: session || !parent ? pid : parent.group,
        session: session || !parent ? pid : parent.session,
        terminal: session ? session.terminal : (parent?.terminal ?? null),
        ...program,
      },
      this.vfs,
      this.limits,
    );
    process.isMain = !parent;
    process.origin = parent?.origin ?? pid;
    if (parent) parent.hasSpawned = true;
    if (parent) process.files.umask(parent.files.umask());
    for (const [fd, description] of request.stdio.entries()) {
      process.descriptors.put(fd, description ?? process.files.describe("/dev/null", 2, 0));
    }
    this.processes.set(pid, process);
    if (session?.terminal) {
      const { terminal } = session.terminal;
      terminal.leader = terminal.foreground = process.group;
    }
    this.#seat(process);
    return process;
  }

  /**
   * Makes `process` another program, with these descriptors and no others, in a worker of its own.
   * @throws as `launch`; the process goes on as it was then
   */
  exec(process: Process, request: Pick<LaunchRequest, "file" | "args" | "env" | "cwd" | "stdio">): void {
    const program = this.#resolve(request.file, request.args, request.env, request.cwd);
    const kept = request.stdio.map((entry) => (entry ?? process.files.describe("/dev/null", 2, 0)).hold());
    this.#endThreads(process, false);
    process.become(program);
    process.descriptors.closeAll();
    for (const [fd, description] of kept.entries()) {
      process.descriptors.put(fd, description);
      description.drop();
    }
    this.#seat(process);
  }

  #resolve(
    file: string,
    argv: readonly string[],
    env: Readonly<Record<string, string>>,
    cwd: DirInode,
  ): ProgramParts {
    const nobody = { pid: 0, executable: "", args: [], terminal: () => null };
    const eyes = new FileAccess(this.vfs, new DescriptorTable(0), nobody, cwd);
    const { image, file: executable, args } = resolveProgram(eyes, file, argv, env);
    return { image, executable, args, env, cwd };
  }

  #seat(process: Process): void {
    const { main } = process;
    main.ended = false;
    main.seat = this.#take(main, () => {
      const { started } = process;
      process.started = () => undefined;
      started();
    });
    main.seat.start(this.#startOf(process), startAids(this, process, this.#group?.foresight ?? null));
  }

  #take(thread: Thread, started: () => void): Seat {
    const { process } = thread;
    const owner: SeatOwner = {
      call: (name, values, reply) => this.#call(thread, name, values, reply),
      started,
      wrote: (fd, bytes) => collectorAt(process, fd)?.append(bytes),
      sent: (call) => this.#sent(thread, call),
      attached: (id, value) => thread.attached(id, value),
      crashed: (message) => {
        this.tell(process, `${message}\n`);
        this.end(process, { code: null, signal: "SIGABRT" });
      },
    };
    const reusable = process.isMain && thread === process.main;
    return this.#workers.take(process.program.image, owner, reusable ? this.#group : null);
  }

  #startOf(process: Process): ProcessStart {
    const { args, env, executable } = process.program;
    return {
      pid: process.pid,
      ppid: process.ppid,
      args,
      env,
      file: executable,
      policy: this.#policy,
      thread: null,
    };
  }

  /** A thread of `parent`'s process, not yet started, and the parent's end of the channel to it. */
  newThread(parent: Thread): { child: Thread; port: number } {
    const { process } = parent;
    const { threads } = this.limits;
    let running = 0;
    for (const other of this.processes.values()) running += other.threads.size - 1;
    if (running >= threads) throw new LimitReached("EAGAIN", threads, "threads");
    process.hasSpawned = true;
    const child = process.addThread(parent);
    const [port, childPort] = process.ports.pair(parent, child);
    child.port = childPort;
    return { child, port };
  }

  /** @param data what the parent's image hands to the child's */
  startThread(thread: Thread, data: string): void {
    const { process, id, port } = thread;
    thread.seat = this.#take(thread, () => undefined);
    thread.seat.start({ ...this.#startOf(process), thread: { id, port, data } });
  }

  /** Ends a thread, the threads that it started, and its ports. The process goes on. */
  endThread(thread: Thread, code: number): void {
    if (thread.ended) return;
    thread.end(false);
    const { process } = thread;
    process.threads.delete(thread.id);
    for (const child of process.threads.values()) if (child.parent === thread) this.endThread(child, 1);
    process.ports.closeAll(thread);
    for (const fd of thread.descriptors ?? []) process.descriptors.close(fd);
    if (!thread.parent?.ended) thread.exited(code);
  }

  #endThreads(process: Process, byItself: boolean): void {
    for (const thread of process.threads.values()) thread.end(byItself && thread === process.main);
    for (const id of process.threads.keys()) if (id !== process.main.id) process.threads.delete(id);
  }

  /** A terminal of this machine; `launch` makes a process its leader. */
  terminal(size: TtySize): TerminalDescription {
    const terminal = new Terminal(size, {
      raise: (group, signal) => {
        // Between two programs of a loop the foreground is still the group of the one that ended: the shell hears it then.
        const isGone = this.#members(group).length === 0;
        this.signalGroup(isGone ? terminal.leader : group, signal);
      },
    });
    return new TerminalDescription(terminal, this.vfs.now());
  }

  exited(process: Process): Promise<ExitStatus> {
    if (process.status) return Promise.resolve(process.status);
    return new Promise((resolve) => process.exitListeners.add(resolve));
  }

  /** As kill(2). @throws ESRCH, EINVAL */
  kill(caller: Process | null, pid: number, signal: number): void {
    if (!isSignal(signal)) throw failure("EINVAL");
    let targets: Process[];
    if (pid > 0) targets = [this.processes.get(pid)].filter((found) => found !== undefined);
    else if (pid === -1) targets = [...this.processes.values()].filter((other) => other !== caller);
    else targets = this.#members(pid === 0 ? (caller?.group ?? 0) : -pid);
    if (targets.length === 0) throw failure("ESRCH");
    if (signal !== 0) for (const target of targets) this.signal(target, signal);
  }

  signalGroup(group: number, signal: number): void {
    for (const process of this.#members(group)) this.signal(process, signal);
  }

  signal(process: Process, signal: number): void {
    if (process.status || process.ignored.has(signal)) return;
    const listeners = process.signalListeners.get(signal);
    if (listeners && listeners.size > 0 && signal !== SIGNALS.SIGKILL && signal !== SIGNALS.SIGSTOP) {
      for (const tell of listeners) tell();
    } else if (endsByDefault(signal)) this.end(process, { code: null, signal: signalName(signal) });
  }

  /**
   * Ends a process. Its descriptors are closed, its worker stops at once, those who wait for it are told. `byItself`: it
   * is in its call `exit`.
   */
  end(process: Process, status: ExitStatus, byItself = false): void {
    if (process.status) return;
    process.status = status;
    this.processes.delete(process.pid);
    this.#endThreads(process, byItself && !process.hasSpawned);
    const terminal = process.terminal?.terminal;
    if (terminal && terminal.modeOwner === process.pid) terminal.setMode("cooked", 0);
    process.release();
    for (const child of this.processes.values()) if (child.ppid === process.pid) child.ppid = 1;
    // A session's leader takes the terminal with it.
    if (terminal && process.session === process.pid) this.signalGroup(terminal.foreground, SIGNALS.SIGHUP);
    for (const listener of process.exitListeners) listener(status);
    process.exitListeners.clear();
    const parent = this.processes.get(process.ppid);
    if (parent) this.signal(parent, SIGNALS.SIGCHLD);
  }

  /** Ends all processes. Nothing can be launched afterwards. */
  dispose(): void {
    this.#disposed = true;
    for (const process of this.processes.values()) this.end(process, { code: null, signal: "SIGKILL" });
  }

  /** Ends everything that the owner's program `main` started, and itself. */
  endAll(main: Process, status: ExitStatus): void {
    for (const process of this.processes.values())
      if (process.origin === main.origin) this.end(process, status);
  }

  /** Says on the process's stderr, once, which limit it met. */
  #tellLimit(process: Process, limit: string): void {
    if (process.toldLimits.has(limit)) return;
    process.toldLimits.add(limit);
    this.tell(process, `${process.program.args[0] ?? "process"}: limit of ${limit} reached\n`);
  }

  #members(group: number): Process[] {
    return [...this.processes.values()].filter((process) => process.group === group);
  }

  /** Puts text on a process's stderr, as far as there is room. */
  tell(process: Process, text: string): void {
    try {
      process.descriptors.get(2).write(new TextEncoder().encode(text), null);
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      // Its stderr is closed: nobody is there to be told.
    }
  }

  #call(thread: Thread, name: CallName, values: Value, reply: (result: Value | SyscallError) => void): void {
    const { process } = thread;
    if (process.status || thread.ended) return;
    process.prospect?.made(name, values);
    process.descriptors.owner = thread.descriptors;
    let answer: Answer | void;
    try {
      answer = CALL_TABLE[name]({ kernel: this, process, thread, args: new Arguments(values) });
    } catch (error) {
      if (error instanceof SyscallError) return this.#failed(process, error, reply);
      // Malformed requests come from a program that bypasses its library; they must not stop the machine.
      if (error instanceof SyntaxError || error instanceof RangeError) return reply(failure("EINVAL"));
      // A fault of the kernel's own: the program must not wait for ever, and the fault must be seen.
      reportError(error);
      return reply(failure("EIO"));
    }
    if (process.status || thread.ended) return;
    if (!(answer instanceof Waiting)) return reply(answer ?? undefined);
    let settled = false;
    const undo = answer.begin((result) => {
      settled = true;
      thread.parked = null;
      if (process.status || thread.ended) return;
      if (result instanceof SyscallError) this.#failed(process, result, reply);
      else reply(result);
    });
    if (!settled) thread.parked = undo;
  }

  /** Makes a change that its program has gone on from. */
  #sent(thread: Thread, call: Value): void {
    const { process } = thread;
    const [name, values, time] = (Array.isArray(call) ? call : []) as [CallName?, Value?, Value?];
    if (
      !name ||
      !Array.isArray(values) ||
      !isChange(name, values) ||
      typeof time !== "number" ||
      Number.isNaN(time)
    )
      return;
    try {
      const args = new Arguments(values);
      this.vfs.clock.asOf(time, () => void CALL_TABLE[name]({ kernel: this, process, thread, args }));
    } catch (error) {
      // It worked on a copy, as the program was told: this worker does not keep to the protocol, or the kernel is at fault.
      if (!(error instanceof SyscallError)) reportError(error);
      this.tell(process, `${name} could not be done as expected\n`);
      this.end(process, { code: null, signal: "SIGABRT" });
    }
  }

  #failed(process: Process, error: SyscallError, reply: (result: SyscallError) => void): void {
    if (error instanceof LimitReached) this.#tellLimit(process, error.limit);
    if (error.code === "EPIPE") this.signal(process, SIGNALS.SIGPIPE);
    if (!process.status) reply(error);
  }
}
