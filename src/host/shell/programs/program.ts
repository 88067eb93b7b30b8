import type { Syscalls } from "../../machine/syscalls.ts";
import { encodeText } from "../bytes.ts";
import type { OpenFile } from "../io/open-file.ts";

/** How a program of the shell ends before its end; its message has been written. */
export class ProgramExit extends Error {
  override readonly name = "ProgramExit";
  readonly status: number;
  constructor(status: number) {
    super(`exit ${status}`);
    this.status = status;
  }
}

const FLUSH_AT = 16_384;

/** Text and bytes for a file, collected so that not every line is a write of its own. */
export class Output {
  private pending = "";
  private readonly file: OpenFile;
  /** Called after each write: lets signals in. */
  private readonly written: () => Promise<void>;

  constructor(file: OpenFile, written: () => Promise<void>) {
    this.file = file;
    this.written = written;
  }

  async text(text: string): Promise<void> {
    this.pending += text;
    if (this.pending.length >= FLUSH_AT) await this.flush();
  }

  line(text: string): Promise<void> {
    return this.text(`${text}\n`);
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    await this.flush();
    await this.file.write(bytes);
    await this.written();
  }

  async flush(): Promise<void> {
    const text = this.pending;
    this.pending = "";
    if (text === "") return;
    await this.file.write(encodeText(text));
    await this.written();
  }
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: OpenFile;
  readonly timeoutMs?: number;
  readonly signal?: number;
}

/** What a program sees of its process, whether it has one of its own or runs inside of a shell's. */
export interface ProgramContext {
  readonly name: string;
  /** Without the name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly sys: Syscalls;
  readonly stdin: OpenFile;
  readonly stdout: OpenFile;
  readonly stderr: OpenFile;
  readonly out: Output;
  /** Opens a file; `flags` and `mode` as of open(2), for reading when left out. The caller releases it. */
  open(path: string, flags?: number, mode?: number): OpenFile;
  /** A path for system calls, relative to the program's own working directory. */
  path(path: string): string;
  /** `name: message` on stderr. */
  warn(message: string): Promise<void>;
  /** Warns and ends the program. */
  fail(message: string, status?: number): Promise<never>;
  /** Runs a command and waits for it; 127 and a message when there is none. */
  run(argv: readonly string[], options?: RunOptions): Promise<number>;
  /** Runs a command of the shell itself, such as `test`. */
  builtin(argv: readonly string[]): Promise<number>;
  /** Lets signals in; called in long loops. */
  breathe(): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
  isTerminal(file: OpenFile): boolean;
}

export type Program = (context: ProgramContext) => Promise<number>;
