import type { ChildStdio, ExitStatus, Syscalls } from "../../machine/syscalls.ts";
import { BadDescriptor, BrokenPipe, Capture, type OpenFile } from "../io/open-file.ts";
import { SystemFile } from "../io/system-file.ts";
import { start } from "./jobs.ts";
import { errorCode } from "./messages.ts";
import type { Shell } from "./shell.ts";

const CHUNK = 65_536;

export interface SpawnedProcess {
  readonly pid: number;
  /** Settles when the process has ended and what it wrote has arrived. */
  readonly exit: Promise<ExitStatus>;
}

export interface SpawnOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** A process group of its own, in the shell's session: it keeps the terminal. */
  readonly leads: boolean;
}

/**
 * Starts a process with the shell's files as its descriptors. Where a file exists in this process only, a real pipe
 * stands in, and its bytes are copied as long as the process runs.
 */
export function spawnProcess(shell: Shell, options: SpawnOptions): SpawnedProcess {
  const links = new Map<OpenFile, Link>();
  const highest = Math.max(2, ...shell.files.keys());
  const stdio: ChildStdio[] = [];
  for (let fd = 0; fd <= highest; fd++) {
    const file = shell.files.get(fd);
    if (file === undefined) stdio.push("null");
    else if (file instanceof SystemFile && file.share().length === 0) stdio.push(file.fd);
    else {
      let link = links.get(file);
      if (link === undefined) links.set(file, (link = new Link(shell, file)));
      stdio.push(link.childEnd);
    }
  }
  let child: { pid: number; exit: Promise<ExitStatus> };
  try {
    const { file, args, env } = options;
    child = start(shell.sys, { file, args, env, cwd: shell.cwd, stdio });
    if (options.leads) leadGroup(shell.sys, child.pid);
  } catch (error) {
    for (const link of links.values()) link.cancel();
    throw error;
  }
  for (const link of links.values()) link.begin();
  return { pid: child.pid, exit: finish(child.exit, [...links.values()]) };
}

function leadGroup(sys: Syscalls, pid: number): void {
  try {
    sys.setGroup(pid, pid);
  } catch (error) {
    // It has ended already.
    if (errorCode(error) !== "ESRCH") throw error;
  }
}

async function finish(exit: Promise<ExitStatus>, links: readonly Link[]): Promise<ExitStatus> {
  const status = await exit;
  for (const link of links) await link.end();
  return status;
}

/** A pipe between a child and a file of this process. */
class Link {
  readonly childEnd: number;
  private readonly ownEnd: number;
  private readonly shell: Shell;
  private readonly file: OpenFile;
  private readonly feeds: boolean;
  private copying: Promise<void> = Promise.resolve();
  private stopped = false;
  private ownEndOpen = true;

  constructor(shell: Shell, file: OpenFile) {
    this.shell = shell;
    this.file = file.retain();
    this.feeds = file.isInput;
    const [reader, writer] = shell.sys.pipe();
    this.childEnd = this.feeds ? reader : writer;
    this.ownEnd = this.feeds ? writer : reader;
  }

  cancel(): void {
    this.shell.sys.close(this.childEnd);
    this.closeOwnEnd();
    this.file.release();
  }

  begin(): void {
    this.shell.process.concurrent++;
    // The reading end stays open here: what the child leaves unread is put back.
    if (!this.feeds) this.shell.sys.close(this.childEnd);
    this.copying = this.feeds ? this.feed() : this.collect();
    if (this.file instanceof Capture) this.file.awaits(this.copying);
  }

  private async feed(): Promise<void> {
    try {
      for (;;) {
        const bytes = await this.file.read(CHUNK);
        if (this.stopped) {
          this.file.unread(bytes);
          return;
        }
        if (bytes.length === 0) break;
        await this.writeOwnEnd(bytes);
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe) && !(error instanceof BadDescriptor)) throw error;
    }
    this.closeOwnEnd();
  }

  private writeOwnEnd(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      // An error means that the child has closed its end: there is no one to write for.
      this.shell.sys.writeAsync(this.ownEnd, bytes, () => resolve());
    });
  }

  private async collect(): Promise<void> {
    for (;;) {
      const bytes = await new Promise<Uint8Array>((resolve, reject) => {
        this.shell.sys.readAsync(this.ownEnd, CHUNK, (error, read) =>
          error === null ? resolve(read) : reject(error),
        );
      });
      if (bytes.length === 0) break;
      try {
        await this.file.write(bytes);
      } catch (error) {
        // The child learns it from the pipe that is closed now.
        if (error instanceof BrokenPipe) break;
        throw error;
      }
    }
    this.closeOwnEnd();
  }

  /** After the child's end. */
  async end(): Promise<void> {
    if (this.feeds) {
      this.stopped = true;
      this.closeOwnEnd();
      this.takeBack();
      this.shell.sys.close(this.childEnd);
    } else await this.copying;
    this.shell.process.concurrent--;
    this.file.release();
  }

  private takeBack(): void {
    const left: Uint8Array[] = [];
    for (;;) {
      const bytes = this.shell.sys.read(this.childEnd, CHUNK, null);
      if (bytes.length === 0) break;
      left.push(bytes);
    }
    for (const bytes of left.toReversed()) this.file.unread(bytes);
  }

  private closeOwnEnd(): void {
    if (!this.ownEndOpen) return;
    this.ownEndOpen = false;
    this.shell.sys.close(this.ownEnd);
  }
}
