import { Description } from "./description.ts";
import { failure } from "./errno.ts";
import { O_RDWR, S_IFCHR } from "./flags.ts";
import { LineEditor } from "./line-editor.ts";
import { ByteChannel, PIPE_CAPACITY, streamStat, Waiters } from "./pipe.ts";
import { SIGNALS } from "./signals.ts";
import type { Stat, TtyMode, TtySize, Undo } from "./syscalls.ts";

/** How the terminal reaches processes. */
interface TerminalSignals {
  raise(group: number, signal: number): void;
}

/** Bytes taken by one write, so that no writer fills the buffer far beyond its size. */
const WRITE_PIECE = 16_384;
const LF = 10;
const CR = 13;

/**
 * A pseudo-terminal. Whoever shows it writes what was typed and reads what to show; processes have the other side, with
 * Linux's line discipline (termios(3), n_tty) in between: in cooked mode lines, echo and signals, in raw mode bytes.
 */
export class Terminal {
  size: TtySize;
  mode: TtyMode = "cooked";
  foreground = 0;
  /** The group of the session's leader: the shell. */
  leader = 0;
  /** The process that set the mode, which is undone when it ends. */
  modeOwner = 0;
  /** What is to be shown. */
  readonly output = new ByteChannel();
  /** What processes can read: lines, or bytes in raw mode. An empty one is an end of input. */
  readonly #input: Uint8Array[] = [];
  readonly #readable = new Waiters();
  readonly #resized = new Set<(size: TtySize) => void>();
  readonly #signals: TerminalSignals;
  readonly #editor: LineEditor;
  #hungUp = false;

  constructor(size: TtySize, signals: TerminalSignals) {
    this.size = size;
    this.#signals = signals;
    this.output.addReader();
    this.output.addWriter();
    this.#editor = new LineEditor({
      echo: (bytes) => this.#show(bytes),
      line: (bytes) => this.#arrived(bytes),
      signal: (signal) => {
        this.#input.length = 0;
        this.#signals.raise(this.foreground, signal);
      },
    });
  }

  /** What was typed. */
  type(bytes: Uint8Array): void {
    if (this.#hungUp || bytes.length === 0) return;
    if (this.mode === "raw") this.#arrived(bytes);
    else for (const byte of bytes) this.#editor.key(byte);
  }

  /** Shows bytes, each line feed with a carriage return (ONLCR). */
  write(bytes: Uint8Array): number {
    if (this.#hungUp) throw failure("EIO");
    if (this.output.size >= PIPE_CAPACITY) return 0;
    const part = bytes.subarray(0, WRITE_PIECE);
    this.output.push(withReturns(part).slice());
    return part.length;
  }

  read(length: number): Uint8Array | null {
    const first = this.#input[0];
    if (!first) return this.#hungUp ? new Uint8Array(0) : null;
    if (first.length <= length) {
      this.#input.shift();
      return first;
    }
    this.#input[0] = first.subarray(length);
    return first.slice(0, length);
  }

  setMode(mode: TtyMode, owner: number): void {
    this.modeOwner = mode === "cooked" ? 0 : owner;
    if (mode === this.mode) return;
    this.mode = mode;
    // An unfinished line becomes readable as it is.
    if (mode === "raw") {
      const typed = this.#editor.take();
      if (typed.length > 0) this.#arrived(typed);
    }
  }

  resize(size: TtySize): void {
    if (size.cols === this.size.cols && size.rows === this.size.rows) return;
    this.size = size;
    for (const listener of this.#resized) listener(size);
    this.#signals.raise(this.foreground, SIGNALS.SIGWINCH);
  }

  onResize(listener: (size: TtySize) => void): Undo {
    const entry = (size: TtySize): void => listener(size);
    this.#resized.add(entry);
    return () => this.#resized.delete(entry);
  }

  /** Nobody shows it any more: readers see the end, writers fail, the foreground gets SIGHUP. */
  hangUp(): void {
    if (this.#hungUp) return;
    this.#hungUp = true;
    this.output.dropReader();
    this.#readable.wakeAll();
    this.#signals.raise(this.foreground, SIGNALS.SIGHUP);
  }

  whenReady(direction: "read" | "write", wake: () => void): Undo {
    return direction === "read" ? this.#readable.add(wake) : this.output.writable.add(wake);
  }

  #arrived(bytes: Uint8Array): void {
    // As Linux, typed text beyond what fits is lost rather than kept without bound.
    if (this.#input.length > 4096) return;
    this.#input.push(bytes.slice());
    this.#readable.wakeAll();
  }

  #show(bytes: Uint8Array): void {
    if (!this.#hungUp) this.output.push(withReturns(bytes).slice());
  }
}

function withReturns(bytes: Uint8Array): Uint8Array {
  let count = 0;
  for (const byte of bytes) if (byte === LF) count++;
  if (count === 0) return bytes;
  const shown = new Uint8Array(bytes.length + count);
  let at = 0;
  for (const byte of bytes) {
    if (byte === LF) shown[at++] = CR;
    shown[at++] = byte;
  }
  return shown;
}

/** The side of a terminal that processes hold. */
export class TerminalDescription extends Description {
  readonly kind = "tty";
  readonly terminal: Terminal;
  readonly #stat: Stat;

  constructor(terminal: Terminal, now: number) {
    super(O_RDWR);
    this.terminal = terminal;
    // Major 136: Unix98 pseudo-terminals.
    this.#stat = streamStat(S_IFCHR | 0o620, now, 0x8800);
  }

  stat(): Stat {
    return this.#stat;
  }

  read(length: number, position: number | null): Uint8Array | null {
    if (position !== null) throw failure("ESPIPE");
    return this.terminal.read(length);
  }

  write(bytes: Uint8Array, position: number | null): number {
    if (position !== null) throw failure("ESPIPE");
    return this.terminal.write(bytes);
  }

  override whenReady(direction: "read" | "write", wake: () => void): Undo {
    return this.terminal.whenReady(direction, wake);
  }
}
