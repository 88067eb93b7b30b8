import type { Description } from "./description.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { FileAccess } from "./file-access.ts";
import type { DirInode } from "./inode.ts";
import type { MachineLimits } from "./limits.ts";
import type { ImageName } from "./programs.ts";
import type { Prospect } from "./foresight.ts";
import { SIGNALS } from "./signals.ts";
import type { ExitStatus } from "./syscalls.ts";
import type { TerminalDescription } from "./terminal.ts";
import { Thread } from "./thread.ts";
import { ThreadPorts } from "./thread-ports.ts";
import type { Vfs } from "./vfs.ts";
import type { Seat } from "./worker-source.ts";
import { WriteQueues } from "./write-queues.ts";

/** What a process is made of when it starts or becomes another program. */
export interface ProgramParts {
  readonly image: ImageName;
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: DirInode;
}

interface ProcessParts extends ProgramParts {
  readonly pid: number;
  readonly ppid: number;
  readonly group: number;
  readonly session: number;
  readonly terminal: TerminalDescription | null;
}

/** One process as the kernel knows it. */
export class Process {
  readonly pid: number;
  ppid: number;
  group: number;
  readonly session: number;
  /** The controlling terminal, what /dev/tty stands for. */
  readonly terminal: TerminalDescription | null;
  /** The program that it runs. */
  program: ProgramParts;
  readonly descriptors: DescriptorTable;
  files: FileAccess;
  readonly writes: WriteQueues;
  /** All its threads, by id; the main thread is 0. */
  readonly threads = new Map<number, Thread>();
  readonly main: Thread;
  /** Where messages between its threads go through. */
  readonly ports = new ThreadPorts();
  /** Environment variables, once threads share them. */
  variables: Map<string, string> | null = null;
  /** Null as long as it runs. */
  status: ExitStatus | null = null;
  /** Signals without effect on it. */
  readonly ignored = new Set<number>();
  /** Signal -> what tells the program. */
  readonly signalListeners = new Map<number, Set<() => void>>();
  readonly exitListeners = new Set<(status: ExitStatus) => void>();
  /** Started from outside of the machine, not by another process. */
  isMain = false;
  hasSpawned = false;
  /** What its program is expected to ask for; null when nobody remembers. */
  prospect: Prospect | null = null;
  /** Called once, when its program begins. */
  started: () => void = () => undefined;
  /** Limits that it met, and that its stderr names. */
  readonly toldLimits = new Set<string>();
  /** The process that the machine's owner started and that this one descends from. */
  origin = 0;
  /** How many of its jobs are watches. */
  watches = 0;

  #nextThread = 0;

  constructor(parts: ProcessParts, vfs: Vfs, limits: MachineLimits) {
    this.pid = parts.pid;
    this.ppid = parts.ppid;
    this.group = parts.group;
    this.session = parts.session;
    this.terminal = parts.terminal?.hold() ?? null;
    this.descriptors = new DescriptorTable(limits.descriptors);
    this.writes = new WriteQueues(limits.queued);
    this.program = parts;
    this.files = this.#access(vfs, parts);
    this.#resetSignals();
    this.main = this.addThread(null);
  }

  /** The worker of its main thread. */
  get seat(): Seat | null {
    return this.main.seat;
  }

  addThread(parent: Thread | null): Thread {
    const thread = new Thread(this, this.#nextThread++, parent);
    this.threads.set(thread.id, thread);
    return thread;
  }

  /** Becomes another program, as execve(2): descriptors stay, all else that the old one set up is gone. */
  become(parts: ProgramParts): void {
    this.#stopWork();
    this.signalListeners.clear();
    const umask = this.files.umask();
    this.program = parts;
    this.files = this.#access(this.files.vfs, parts);
    this.files.umask(umask);
    this.#resetSignals();
  }

  #access(vfs: Vfs, { executable, args, cwd }: ProgramParts): FileAccess {
    const terminal = (): Description | null => this.terminal;
    return new FileAccess(vfs, this.descriptors, { pid: this.pid, executable, args, terminal }, cwd);
  }

  #resetSignals(): void {
    this.ignored.clear();
    // Node ignores SIGPIPE, so that a write to a closed pipe is an error that the program can handle.
    if (this.program.image === "node") this.ignored.add(SIGNALS.SIGPIPE);
  }

  #stopWork(): void {
    for (const thread of this.threads.values()) thread.stopWork();
    this.writes.clear();
  }

  /** Lets go of everything it holds: waits, jobs, descriptors. */
  release(): void {
    this.#stopWork();
    this.descriptors.closeAll();
    this.terminal?.drop();
  }
}
