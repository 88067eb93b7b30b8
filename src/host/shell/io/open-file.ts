import { concatBytes } from "../bytes.ts";

/**
 * What a descriptor of a shell stands for: a descriptor of the machine, or something inside of this process, such as the
 * pipe between two commands that both run here. Holders share it and count their references.
 */
export interface OpenFile {
  /** The machine's descriptor; null for what only this process knows. */
  readonly fd: number | null;
  /** Whether it is read from; a file that only this process knows is either read or written. */
  readonly isInput: boolean;
  /** Up to `length` bytes; empty at the end. */
  read(length: number): Promise<Uint8Array>;
  /** Puts back what was read too far. */
  unread(bytes: Uint8Array): void;
  /** Settles when there is room for more. @throws {BrokenPipe} when no one reads any more. */
  write(bytes: Uint8Array): Promise<void>;
  retain(): this;
  release(): void;
}

/** No one reads the pipe any more. A program that does not care ends with it, as it would by SIGPIPE. */
export class BrokenPipe extends Error {
  override readonly name = "BrokenPipe";
}

/** A descriptor was opened for the other direction, or not at all. */
export class BadDescriptor extends Error {
  override readonly name = "BadDescriptor";
  constructor() {
    super("Bad file descriptor");
  }
}

abstract class Counted {
  private references = 1;

  retain(): this {
    this.references++;
    return this;
  }

  release(): void {
    if (--this.references === 0) this.close();
  }

  protected abstract close(): void;
}

const PIPE_ROOM = 65_536;

/** A pipe between two commands of this process. */
export class LocalPipe {
  private chunks: Uint8Array[] = [];
  private size = 0;
  private writing = true;
  private reading = true;
  private wake: (() => void)[] = [];

  readonly input: OpenFile = new PipeInput(this);
  readonly output: OpenFile = new PipeOutput(this);

  async take(length: number): Promise<Uint8Array> {
    while (this.size === 0 && this.writing) await this.change();
    const chunk = this.chunks.shift();
    if (chunk === undefined) return new Uint8Array();
    const taken = chunk.length > length ? chunk.subarray(0, length) : chunk;
    if (taken !== chunk) this.chunks.unshift(chunk.subarray(length));
    this.size -= taken.length;
    this.changed();
    return taken;
  }

  untake(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.chunks.unshift(bytes);
    this.size += bytes.length;
    this.changed();
  }

  async put(bytes: Uint8Array): Promise<void> {
    while (this.size >= PIPE_ROOM && this.reading) await this.change();
    if (!this.reading) throw new BrokenPipe();
    if (bytes.length === 0) return;
    this.chunks.push(bytes);
    this.size += bytes.length;
    this.changed();
  }

  endWriting(): void {
    this.writing = false;
    this.changed();
  }

  endReading(): void {
    this.reading = false;
    this.chunks = [];
    this.size = 0;
    this.changed();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.wake.push(resolve));
  }

  private changed(): void {
    for (const resolve of this.wake.splice(0)) resolve();
  }
}

class PipeInput extends Counted implements OpenFile {
  readonly fd = null;
  readonly isInput = true;
  private readonly pipe: LocalPipe;
  constructor(pipe: LocalPipe) {
    super();
    this.pipe = pipe;
  }
  read(length: number): Promise<Uint8Array> {
    return this.pipe.take(length);
  }
  unread(bytes: Uint8Array): void {
    this.pipe.untake(bytes);
  }
  write(): Promise<void> {
    return Promise.reject(new BadDescriptor());
  }
  protected close(): void {
    this.pipe.endReading();
  }
}

class PipeOutput extends Counted implements OpenFile {
  readonly fd = null;
  readonly isInput = false;
  private readonly pipe: LocalPipe;
  constructor(pipe: LocalPipe) {
    super();
    this.pipe = pipe;
  }
  read(): Promise<Uint8Array> {
    return Promise.reject(new BadDescriptor());
  }
  unread(): void {
    throw new BadDescriptor();
  }
  write(bytes: Uint8Array): Promise<void> {
    return this.pipe.put(bytes);
  }
  protected close(): void {
    this.pipe.endWriting();
  }
}

/** Bytes that `$(…)` may give. A variable cannot hold more, and a program may never stop. */
export const MOST_CAPTURED = 256 * 1024 * 1024;

/** Collects what is written: the output of `$(…)`. */
export class Capture extends Counted implements OpenFile {
  readonly fd = null;
  readonly isInput = false;
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private readonly copying: Promise<void>[] = [];

  get bytes(): Uint8Array {
    return concatBytes(this.chunks);
  }
  /** There was more than can be kept; the writer has been told that nobody reads. */
  get overflowed(): boolean {
    return this.size > MOST_CAPTURED;
  }
  /** A process writes here through a pipe, until `copied` settles. */
  awaits(copied: Promise<void>): void {
    this.copying.push(copied);
  }
  /** Settles when all processes that write here have closed their ends. */
  async complete(): Promise<void> {
    await Promise.all(this.copying);
  }
  read(): Promise<Uint8Array> {
    return Promise.reject(new BadDescriptor());
  }
  unread(): void {
    throw new BadDescriptor();
  }
  write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.length;
    if (this.size > MOST_CAPTURED) return Promise.reject(new BrokenPipe());
    this.chunks.push(bytes);
    return Promise.resolve();
  }
  protected close(): void {
    // What was collected outlives its writers.
  }
}

/** Bytes that are there from the start: a here-document for a command of this process. */
export class FixedInput extends Counted implements OpenFile {
  readonly fd = null;
  readonly isInput = true;
  private rest: Uint8Array;
  constructor(bytes: Uint8Array) {
    super();
    this.rest = bytes;
  }
  read(length: number): Promise<Uint8Array> {
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(taken.length);
    return Promise.resolve(taken);
  }
  unread(bytes: Uint8Array): void {
    this.rest = concatBytes([bytes, this.rest]);
  }
  write(): Promise<void> {
    return Promise.reject(new BadDescriptor());
  }
  protected close(): void {
    this.rest = new Uint8Array();
  }
}

export { Counted };
