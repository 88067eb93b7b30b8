import type { ExitStatus, Syscalls } from "../../machine/syscalls.ts";
import { signalNumber } from "./signals.ts";

export interface Job {
  readonly number: number;
  /** Of the last process: what `$!` gives. */
  readonly pid: number;
  readonly group: number | null;
  readonly command: string;
  status: number | null;
  /** Settles with the job's status. */
  readonly done: Promise<number>;
}

/** The background jobs of a shell. */
export class Jobs {
  /** Background jobs get a process group each, as at a terminal. */
  ownGroups = false;
  private readonly list = new Map<number, Job>();
  private readonly finished: Job[] = [];
  private readonly statuses = new Map<number, number>();

  add(pid: number, group: number | null, command: string, done: Promise<number>): Job {
    const number = Math.max(0, ...this.list.keys()) + 1;
    const job: Job = { number, pid, group, command, status: null, done };
    this.list.set(number, job);
    void done.then((status) => {
      job.status = status;
      this.finished.push(job);
    });
    return job;
  }

  all(): Job[] {
    return [...this.list.values()];
  }

  /** Jobs that ended since the last call; they leave the list. */
  takeFinished(): Job[] {
    const finished = this.finished.splice(0);
    for (const job of finished) this.list.delete(job.number);
    return finished;
  }

  remove(job: Job): void {
    this.list.delete(job.number);
    const at = this.finished.indexOf(job);
    if (at !== -1) this.finished.splice(at, 1);
  }

  /** Drops a job that was waited for; its status can be asked for once more by its pid. */
  forget(job: Job, status: number): void {
    this.remove(job);
    this.statuses.set(job.pid, status);
  }

  remembered(pid: number): number | undefined {
    return this.statuses.get(pid);
  }

  current(): Job | undefined {
    return this.all().at(-1);
  }

  byPid(pid: number): Job | undefined {
    return this.all().find((job) => job.pid === pid);
  }

  /** `%1`, `%%`, `%+`, `%-`, `%text` (start of the command), `%?text` (part of it). */
  find(name: string): Job | undefined {
    const text = name.slice(1);
    if (text === "" || text === "%" || text === "+") return this.current();
    if (text === "-") return this.all().at(-2) ?? this.current();
    if (/^[0-9]+$/.test(text)) return this.list.get(Number(text));
    if (text.startsWith("?")) return this.all().find((job) => job.command.includes(text.slice(1)));
    return this.all().find((job) => job.command.startsWith(text));
  }
}

/** `$?` for how a process ended. */
export function statusOf(status: ExitStatus): number {
  if (status.signal !== null) return 128 + (signalNumber(status.signal) ?? 0);
  return (status.code ?? 0) & 0xff;
}

/** Starts a process; the promise settles when it ends. */
export function start(
  sys: Syscalls,
  request: Parameters<Syscalls["spawn"]>[0],
): { pid: number; exit: Promise<ExitStatus> } {
  let settle: ((status: ExitStatus) => void) | undefined;
  const exit = new Promise<ExitStatus>((resolve) => (settle = resolve));
  const pid = sys.spawn(request, (status) => settle?.(status));
  return { pid, exit };
}
