import { Description } from "./description.ts";
import { failure } from "./errno.ts";
import { O_RDONLY, O_RDWR, O_WRONLY, S_IFIFO, S_IFSOCK } from "./flags.ts";
import type { SocketName, SocketNames, Stat, Undo } from "./syscalls.ts";

/** As Linux (pipe(7)). */
export const PIPE_CAPACITY = 65_536;
/** Writes up to this size go in whole or not at all (PIPE_BUF). */
const ATOMIC_WRITE = 4096;
/** Writes shorter than this are put together: an array for each byte would take a hundred times its room. */
const SMALL_WRITE = 256;

/** Those who wait for something; each is woken once. */
export class Waiters {
  #waiting = new Set<() => void>();

  add(wake: () => void): Undo {
    const entry = (): void => wake();
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  wakeAll(): void {
    if (this.#waiting.size === 0) return;
    const woken = this.#waiting;
    this.#waiting = new Set();
    for (const wake of woken) wake();
  }
}

/** Bytes on their way from writers to readers, bounded. Both ends are counted so that each learns when the other is gone. */
export class ByteChannel {
  readonly #chunks: Uint8Array[] = [];
  /** What is passed along with the first byte of a chunk (SCM_RIGHTS). */
  readonly #passed = new Map<Uint8Array, Description>();
  /** Whoever wrote broke the connection: after what is there comes a failure, once. */
  #broken = false;
  /** What came with the bytes that were read last, until somebody takes it. */
  #arrived: Description | null = null;
  #size = 0;
  #readers = 0;
  #writers = 0;
  readonly readable = new Waiters();
  readonly writable = new Waiters();
  readonly #capacity: number;

  constructor(capacity = PIPE_CAPACITY) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  get isRead(): boolean {
    return this.#readers > 0;
  }

  addReader(): void {
    this.#readers++;
  }

  addWriter(): void {
    this.#writers++;
  }

  dropReader(): void {
    if (--this.#readers === 0) {
      this.#chunks.length = 0;
      this.#size = 0;
      for (const description of this.#passed.values()) description.drop();
      this.#passed.clear();
      this.takePassed()?.drop();
      this.writable.wakeAll();
    }
  }

  dropWriter(): void {
    if (--this.#writers === 0) this.readable.wakeAll();
  }

  /** A copy of the next bytes; empty when all writers are gone; null when there is nothing yet. */
  read(length: number): Uint8Array | null {
    if (length === 0) return new Uint8Array(0);
    const first = this.#chunks[0];
    if (!first && this.#broken) {
      this.#broken = false;
      throw failure("ECONNRESET");
    }
    if (!first) return this.#writers === 0 ? new Uint8Array(0) : null;
    let bytes: Uint8Array;
    this.takePassed()?.drop();
    const passed = this.#passed.get(first) ?? null;
    const more = this.#chunks[1];
    if (passed) {
      this.#passed.delete(first);
      this.#arrived = passed;
    }
    if (first.length >= length || !more || passed || this.#passed.size > 0) {
      bytes = first.length <= length ? first : first.slice(0, length);
      this.#advance(bytes.length);
    } else {
      bytes = new Uint8Array(Math.min(length, this.#size));
      for (let at = 0; at < bytes.length;) {
        const part = this.#chunks[0]!.subarray(0, bytes.length - at);
        bytes.set(part, at);
        at += part.length;
        this.#advance(part.length);
      }
    }
    this.writable.wakeAll();
    return bytes;
  }

  /** A copy of all that will ever be read; null when more may come. */
  whole(): Uint8Array<ArrayBuffer> | null {
    if (this.#writers > 0 || this.#broken || this.#passed.size > 0) return null;
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** What is not read yet is lost, and the next read fails. */
  break(): void {
    this.#chunks.length = 0;
    this.#size = 0;
    this.#broken = true;
    this.readable.wakeAll();
  }

  /** What came with the bytes that were read last; held for whoever takes it. */
  takePassed(): Description | null {
    const passed = this.#arrived;
    this.#arrived = null;
    return passed;
  }

  #advance(count: number): void {
    const first = this.#chunks[0]!;
    if (count === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(count);
    this.#size -= count;
  }

  /** How many bytes went in, `passed` with the first of them. @throws EPIPE when no reader is left. */
  write(bytes: Uint8Array, passed?: Description): number {
    if (this.#readers === 0) throw failure("EPIPE");
    const room = this.#capacity - this.#size;
    if (room <= 0 || (bytes.length <= ATOMIC_WRITE && bytes.length > room)) return 0;
    const taken = bytes.slice(0, room);
    if (passed && taken.length > 0) this.#passed.set(taken, passed.hold());
    this.push(taken, passed !== undefined);
    return taken.length;
  }

  /** Takes `bytes` over even when there is no room: for echo, which is small and must not wait. */
  push(bytes: Uint8Array, apart = false): void {
    if (bytes.length === 0 || this.#readers === 0) return;
    const last = this.#chunks.at(-1);
    if (
      last &&
      !apart &&
      !this.#passed.has(last) &&
      bytes.length < SMALL_WRITE &&
      last.length < ATOMIC_WRITE
    ) {
      const both = new Uint8Array(last.length + bytes.length);
      both.set(last);
      both.set(bytes, last.length);
      this.#chunks[this.#chunks.length - 1] = both;
    } else this.#chunks.push(bytes);
    this.#size += bytes.length;
    this.readable.wakeAll();
  }
}

let lastIno = 0;

/** What fstat says of something that is no file: a pipe, a socket, a terminal. */
export function streamStat(mode: number, now: number, rdev = 0): Stat {
  return {
    dev: 2,
    ino: ++lastIno,
    mode,
    nlink: 1,
    uid: 0,
    gid: 0,
    rdev,
    size: 0,
    blksize: 4096,
    blocks: 0,
    atimeMs: now,
    mtimeMs: now,
    ctimeMs: now,
    birthtimeMs: now,
  };
}

export class PipeReader extends Description {
  readonly kind = "pipe";
  readonly #channel: ByteChannel;
  readonly #stat: Stat;

  constructor(channel: ByteChannel, now: number) {
    super(O_RDONLY);
    this.#channel = channel;
    this.#stat = streamStat(S_IFIFO | 0o600, now);
    channel.addReader();
  }

  stat(): Stat {
    return this.#stat;
  }

  read(length: number, position: number | null): Uint8Array | null {
    if (position !== null) throw failure("ESPIPE");
    return this.#channel.read(length);
  }

  /** A copy of all that will ever be read from it; null when more may come, or others may read it, too. */
  whole(): Uint8Array<ArrayBuffer> | null {
    return this.isShared ? null : this.#channel.whole();
  }

  write(): never {
    throw failure("EBADF");
  }

  override whenReady(_direction: "read" | "write", wake: () => void): Undo {
    return this.#channel.readable.add(wake);
  }

  protected override ended(): void {
    this.#channel.dropReader();
  }
}

export class PipeWriter extends Description {
  readonly kind = "pipe";
  /** Whoever reads takes all there is and looks at it after the end, so that it may come later than it was written. */
  readonly isCollected: boolean;
  readonly #channel: ByteChannel;
  readonly #stat: Stat;

  constructor(channel: ByteChannel, now: number, isCollected = false) {
    super(O_WRONLY);
    this.#channel = channel;
    this.isCollected = isCollected;
    this.#stat = streamStat(S_IFIFO | 0o600, now);
    channel.addWriter();
  }

  stat(): Stat {
    return this.#stat;
  }

  read(): never {
    throw failure("EBADF");
  }

  write(bytes: Uint8Array, position: number | null): number {
    if (position !== null) throw failure("ESPIPE");
    return this.#channel.write(bytes);
  }

  /** Takes bytes over even when there is no room. */
  append(bytes: Uint8Array): void {
    this.#channel.push(bytes);
  }

  override whenReady(_direction: "read" | "write", wake: () => void): Undo {
    return this.#channel.writable.add(wake);
  }

  protected override ended(): void {
    this.#channel.dropWriter();
  }
}

/** What Linux sends over its loopback before it looks for the answer. */
const SEND_BUFFER = 2.5 * 2 ** 20;

/** One end of a connection: reads from one channel, writes to the other. */
export class SocketEnd extends Description {
  readonly kind = "socket";
  readonly #incoming: ByteChannel;
  readonly #outgoing: ByteChannel;
  readonly #stat: Stat;
  #shut = false;
  readonly names: SocketNames;
  readonly #isTcp: boolean;
  /** Something was written that nobody will read. */
  #lost = false;

  constructor(incoming: ByteChannel, outgoing: ByteChannel, now: number, names: SocketNames) {
    super(O_RDWR);
    this.names = names;
    this.#isTcp = names.local.host !== "";
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#stat = streamStat(S_IFSOCK | 0o777, now);
    incoming.addReader();
    outgoing.addWriter();
  }

  stat(): Stat {
    return this.#stat;
  }

  read(length: number, position: number | null): Uint8Array | null {
    if (position !== null) throw failure("ESPIPE");
    return this.#incoming.read(length);
  }

  write(bytes: Uint8Array, position: number | null): number {
    if (position !== null) throw failure("ESPIPE");
    if (this.#shut) throw failure("EPIPE");
    if (!this.#isTcp || this.#lost || this.#outgoing.isRead) return this.#outgoing.write(bytes);
    // Over a network, only the answer to the first lost write tells that nobody is there.
    this.#lost = true;
    return Math.min(bytes.length, SEND_BUFFER);
  }

  override send(bytes: Uint8Array, passed: Description): number {
    if (this.#shut) throw failure("EPIPE");
    return this.#outgoing.write(bytes, passed);
  }

  override takePassed(): Description | null {
    return this.#incoming.takePassed();
  }

  override whenReady(direction: "read" | "write", wake: () => void): Undo {
    return direction === "read" ? this.#incoming.readable.add(wake) : this.#outgoing.writable.add(wake);
  }

  override reset(): void {
    if (this.#isTcp) this.#outgoing.break();
  }

  override shutdown(): void {
    if (this.#shut) return;
    this.#shut = true;
    this.#outgoing.dropWriter();
  }

  protected override ended(): void {
    this.#incoming.dropReader();
    this.shutdown();
  }
}

export function makePipe(now: number): [PipeReader, PipeWriter] {
  const channel = new ByteChannel();
  return [new PipeReader(channel, now), new PipeWriter(channel, now)];
}

const NOWHERE: SocketName = { host: "", port: 0 };
const UNNAMED: SocketNames = { local: NOWHERE, remote: NOWHERE };

/** Two connected ends, and what each knows of where they are. */
export function makeSocketPair(
  now: number,
  first: SocketNames = UNNAMED,
  second: SocketNames = UNNAMED,
): [SocketEnd, SocketEnd] {
  const [there, back] = [new ByteChannel(), new ByteChannel()];
  return [new SocketEnd(there, back, now, first), new SocketEnd(back, there, now, second)];
}
