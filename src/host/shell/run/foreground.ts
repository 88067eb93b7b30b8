import type { Syscalls } from "../../machine/syscalls.ts";

/**
 * The processes that an interactive shell waits for. They form a group that the terminal's Ctrl-C goes to; when the last
 * one has ended the terminal is the shell's again.
 */
export class Foreground {
  private readonly sys: Syscalls;
  private readonly terminal: number;
  private readonly ownGroup: number;
  private group: number | null = null;
  private alive = 0;

  constructor(sys: Syscalls, terminal: number, ownGroup: number) {
    this.sys = sys;
    this.terminal = terminal;
    this.ownGroup = ownGroup;
  }

  /** The next process leads a new group. */
  get startsGroup(): boolean {
    return this.alive === 0;
  }

  joined(pid: number): void {
    if (this.alive++ === 0) {
      this.group = pid;
      this.sys.setForeground(this.terminal, pid);
    } else if (this.group !== null) this.sys.setGroup(pid, this.group);
  }

  left(): void {
    if (--this.alive > 0) return;
    this.group = null;
    this.sys.setForeground(this.terminal, this.ownGroup);
  }
}
