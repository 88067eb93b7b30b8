import type { Description } from "./description.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { FileAccess } from "./file-access.ts";
import type { DirInode } from "./inode.ts";
import type { ImageName } from "./programs.ts";
import type { ExitStatus, Undo } from "./syscalls.ts";
import type { TerminalDescription } from "./terminal.ts";
import type { Vfs } from "./vfs.ts";
import type { Seat } from "./worker-source.ts";
import { WriteQueues } from "./write-queues.ts";

export interface ProcessParts {
  readonly pid: number;
  readonly ppid: number;
  readonly group: number;
  readonly session: number;
  readonly terminal: TerminalDescription | null;
  readonly image: ImageName;
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: DirInode;
}

/** One process as the kernel knows it. */
export class Process {
  readonly pid: number;
  ppid: number;
  group: number;
  readonly session: number;
  /** The controlling terminal, what /dev/tty stands for. */
  readonly terminal: TerminalDescription | null;
  readonly image: ImageName;
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly descriptors: DescriptorTable;
  readonly files: FileAccess;
  readonly writes = new WriteQueues();
  /** The worker it runs in. */
  seat: Seat | null = null;
  /** Null as long as it runs. */
  status: ExitStatus | null = null;
  /** Signals without effect on it. */
  readonly ignored = new Set<number>();
  /** Signal -> ids of the events that tell the program. */
  readonly signalEvents = new Map<number, Set<number>>();
  /** What goes on for the program beside its calls, by event id; undone when it ends. */
  readonly jobs = new Map<number, Undo>();
  /** Stops the call that it waits in. */
  parked: Undo | null = null;
  readonly exitListeners = new Set<(status: ExitStatus) => void>();
  /** Its stderr already says which limit it met. */
  toldLimit = false;

  constructor(parts: ProcessParts, vfs: Vfs, maxDescriptors: number) {
    this.pid = parts.pid;
    this.ppid = parts.ppid;
    this.group = parts.group;
    this.session = parts.session;
    this.terminal = parts.terminal?.hold() ?? null;
    this.image = parts.image;
    this.executable = parts.executable;
    this.args = parts.args;
    this.env = parts.env;
    this.descriptors = new DescriptorTable(maxDescriptors);
    const caller = {
      pid: parts.pid,
      executable: parts.executable,
      args: parts.args,
      terminal: (): Description | null => this.terminal,
    };
    this.files = new FileAccess(vfs, this.descriptors, caller, parts.cwd);
  }

  /** Lets go of everything it holds: waits, jobs, descriptors. */
  release(): void {
    this.parked?.();
    this.parked = null;
    const jobs = [...this.jobs.values()];
    this.jobs.clear();
    for (const undo of jobs) undo();
    this.writes.clear();
    this.descriptors.closeAll();
    this.terminal?.drop();
  }
}
