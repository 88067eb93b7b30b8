import type { Description } from "../machine/description.ts";
import type { Kernel } from "../machine/kernel.ts";
import { BASE_ENVIRONMENT, type Machine } from "../machine/machine.ts";
import { ByteChannel, PipeReader, PipeWriter } from "../machine/pipe.ts";
import type { Process } from "../machine/process.ts";
import { SIGNALS, signalNumber } from "../machine/signals.ts";
import { SyscallError, type ExitStatus, type TtySize } from "../machine/syscalls.ts";
import { findDir } from "../machine/walk.ts";
import { WriteQueues } from "../machine/write-queues.ts";
import type { OutputAllowance } from "./output-pump.ts";
import { asNode, spawnError } from "./remote-errors.ts";

interface SessionRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** Relative to the machine's working directory. */
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly terminal?: TtySize | undefined;
}

/** How long a program has to end after it was asked to (SIGTERM), before it is made to. */
const KILL_GRACE_MS = 500;
/** The most that is kept of input which the program does not read. */
const MAX_INPUT = 2 ** 26;
const END_OF_INPUT = "\x04";

/** A program that someone outside runs: on a terminal, or on pipes with stdout and stderr merged. */
export class Session {
  readonly process: Process;
  /** What it shows. */
  readonly output: ByteChannel;
  readonly #kernel: Kernel;
  readonly #input: SessionInput;
  readonly #isTerminal: boolean;

  /** @throws RemoteError `spawn x ENOENT` and the like */
  constructor(machine: Machine, request: SessionRequest) {
    const { kernel } = machine;
    this.#kernel = kernel;
    this.#isTerminal = request.terminal !== undefined;
    const now = kernel.vfs.now();
    const stdio: Description[] = [];
    if (request.terminal) {
      const terminal = kernel.terminal(request.terminal);
      this.output = terminal.terminal.output;
      stdio.push(terminal, terminal, terminal);
      this.#input = new TerminalInput(terminal.terminal);
      this.process = launch(machine, request, stdio, { terminal });
    } else {
      this.output = new ByteChannel();
      this.output.addReader();
      const input = new ByteChannel();
      const [reader, writer] = [new PipeReader(input, now), new PipeWriter(input, now).hold()];
      const printed = new PipeWriter(this.output, now);
      stdio.push(reader, printed, printed);
      this.#input = new PipeInput(writer);
      this.process = launch(machine, request, stdio, { terminal: null });
    }
  }

  exited(): Promise<ExitStatus> {
    return this.#kernel.exited(this.process);
  }

  /** Nobody reads its output any more: programs that outlive it get SIGPIPE or SIGHUP. */
  close(): void {
    this.#input.close();
    if (!this.#isTerminal) this.output.dropReader();
  }

  write(text: string): void {
    if (!this.process.status) this.#input.write(text);
  }

  resize(size: TtySize): void {
    this.#input.resize(size);
  }

  /** What it may print; `exceeded` ends it with all that it started, and gives what to say of that. */
  get allowance(): OutputAllowance {
    const bytes = this.#kernel.limits.output;
    return {
      bytes,
      exceeded: () => {
        this.#kernel.endAll(this.process, { code: null, signal: "SIGKILL" });
        return `\r\nThe sandbox ended this program: it printed more than ${bytes.toLocaleString("en-US")} bytes.\r\n`;
      },
    };
  }

  /** Asks it and all that it started to end (SIGTERM), and ends what is left of it after a moment. */
  kill(): void {
    const { origin } = this.process;
    const members = (): Process[] =>
      [...this.#kernel.processes.values()].filter((process) => process.origin === origin);
    for (const member of members()) this.#kernel.signal(member, SIGNALS.SIGTERM);
    if (members().length === 0) return;
    setTimeout(() => this.#kernel.endAll(this.process, { code: null, signal: "SIGTERM" }), KILL_GRACE_MS);
  }
}

/** A shell's number for how a program ended: 128 + signal when a signal did it. */
export function exitNumber({ code, signal }: ExitStatus): number {
  return code ?? 128 + signalNumber(signal ?? "");
}

/** @throws RemoteError */
export function launch(
  machine: Machine,
  request: SessionRequest,
  stdio: readonly Description[],
  session: Parameters<Kernel["launch"]>[0]["session"] & object,
): Process {
  const { kernel } = machine;
  const { file, args, cwd } = request;
  const home = machine.home();
  const dir = cwd === undefined ? home : asNode("chdir", cwd, () => findDir(kernel.vfs.view(home), cwd));
  const env = {
    ...BASE_ENVIRONMENT,
    ...(request.terminal ? { TERM: "xterm-256color", COLORTERM: "truecolor" } : {}),
    ...request.env,
  };
  try {
    return kernel.launch({ file, args: [file, ...args], env, cwd: dir, stdio, parent: null, session });
  } catch (error) {
    throw error instanceof SyscallError ? spawnError(error, file, args) : error;
  }
}

interface SessionInput {
  write(text: string): void;
  resize(size: TtySize): void;
  close(): void;
}

class TerminalInput implements SessionInput {
  readonly #terminal: ReturnType<Kernel["terminal"]>["terminal"];
  constructor(terminal: ReturnType<Kernel["terminal"]>["terminal"]) {
    this.#terminal = terminal;
  }
  write(text: string): void {
    this.#terminal.type(new TextEncoder().encode(text));
  }
  resize(size: TtySize): void {
    this.#terminal.resize(size);
  }
  close(): void {
    this.#terminal.hangUp();
  }
}

/** The client has no way to close a program's input, so ^D does it. */
class PipeInput implements SessionInput {
  readonly #writer: PipeWriter;
  readonly #queues = new WriteQueues();
  #waiting = 0;
  #open = true;

  constructor(writer: PipeWriter) {
    this.#writer = writer;
  }

  write(text: string): void {
    const end = text.indexOf(END_OF_INPUT);
    const bytes = new TextEncoder().encode(end < 0 ? text : text.slice(0, end));
    if (this.#open && bytes.length > 0 && this.#waiting + bytes.length <= MAX_INPUT) {
      this.#waiting += bytes.length;
      this.#queue(bytes, () => {
        this.#waiting -= bytes.length;
      });
    }
    if (end >= 0) this.close();
  }

  resize(): void {
    // Pipes have no size.
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#queue(new Uint8Array(0), () => this.#writer.drop());
  }

  #queue(bytes: Uint8Array, done: () => void): void {
    try {
      if (this.#queues.write(this.#writer, bytes, done) === null) done();
    } catch (error) {
      // The program reads no more: what is typed goes nowhere.
      if (!(error instanceof SyscallError)) throw error;
      done();
    }
  }
}
