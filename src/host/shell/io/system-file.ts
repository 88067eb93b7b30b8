import { SyscallError, type DescriptorKind, type Syscalls } from "../../machine/syscalls.ts";
import { Interrupted } from "../run/control.ts";
import { BrokenPipe, Counted, type OpenFile } from "./open-file.ts";

/**
 * What all commands of one process share. `concurrent` counts the commands and copies that are under way at the same time
 * here: while there are any, a write to a pipe must not block, or reader and writer could wait for each other.
 */
export interface Concurrency {
  concurrent: number;
  /** Reads that wait for input, each with what gives it up: Ctrl-C does, and the next reader gets the input. */
  readonly waiting: Set<() => void>;
}

/** A descriptor of the machine. Its last holder closes it, unless it is one that the process started with. */
export class SystemFile extends Counted implements OpenFile {
  readonly fd: number;
  readonly isInput = true;
  private readonly sys: Syscalls;
  private readonly concurrency: Concurrency;
  private readonly kind: DescriptorKind;
  private readonly keep: boolean;
  private ahead: Uint8Array[] = [];
  /** Of a file that was opened here and is not shared with another process yet: how far it has been read. */
  private position: number | null;
  private machinePosition = 0;

  constructor(sys: Syscalls, concurrency: Concurrency, fd: number, origin: "inherited" | "opened") {
    super();
    this.sys = sys;
    this.concurrency = concurrency;
    this.fd = fd;
    this.kind = sys.kind(fd);
    this.keep = origin === "inherited";
    this.position = origin === "opened" && this.kind === "file" ? 0 : null;
  }

  get isTerminal(): boolean {
    return this.kind === "tty";
  }

  /** Reads by `read` of a line at a time need not take a byte at a time when nobody else reads here. */
  get readsAhead(): boolean {
    return this.position !== null;
  }

  read(length: number): Promise<Uint8Array> {
    const ahead = this.ahead.shift();
    if (ahead !== undefined) {
      if (ahead.length > length) this.ahead.unshift(ahead.subarray(length));
      return Promise.resolve(ahead.subarray(0, length));
    }
    if (this.kind === "file" || this.kind === "device") return Promise.resolve(this.readNow(length));
    return new Promise((resolve, reject) => {
      const { waiting } = this.concurrency;
      const undo = this.sys.readAsync(this.fd, length, (error, bytes) => {
        waiting.delete(giveUp);
        if (error === null) resolve(bytes);
        else reject(error);
      });
      const giveUp = (): void => {
        undo();
        reject(new Interrupted());
      };
      waiting.add(giveUp);
    });
  }

  private readNow(length: number): Uint8Array {
    const bytes = this.sys.read(this.fd, length, this.position);
    if (this.position !== null) this.position += bytes.length;
    return bytes;
  }

  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.position !== null && this.ahead.length === 0) this.position -= bytes.length;
    else this.ahead.unshift(bytes);
  }

  /** Before another process gets the descriptor: the machine's own offset takes over. */
  share(): Uint8Array {
    if (this.position !== null) {
      for (let skip = this.position - this.machinePosition; skip > 0;) {
        const skipped = this.sys.read(this.fd, Math.min(skip, 1 << 20), null);
        if (skipped.length === 0) break;
        skip -= skipped.length;
      }
      this.position = null;
    }
    return this.ahead[0] ?? new Uint8Array();
  }

  async write(bytes: Uint8Array): Promise<void> {
    const pipe = this.kind === "pipe" || this.kind === "socket";
    try {
      if (pipe && this.concurrency.concurrent > 0) await this.writeLater(bytes);
      else this.writeNow(bytes);
    } catch (error) {
      if (error instanceof SyscallError && error.code === "EPIPE") throw new BrokenPipe();
      throw error;
    }
  }

  private writeNow(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) done += this.sys.write(this.fd, bytes.subarray(done), null);
  }

  private writeLater(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.sys.writeAsync(this.fd, bytes, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  protected close(): void {
    if (!this.keep) this.sys.close(this.fd);
  }
}
