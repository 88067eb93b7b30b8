import type { CompoundCommand, FunctionDefinition, Script } from "../syntax/ast.ts";
import { encodeText } from "../bytes.ts";
import type { OpenFile } from "../io/open-file.ts";
import type { ProcessContext } from "./process-context.ts";
import { Variables } from "./variables.ts";
import { DEFAULT_OPTIONS, type ShellOptions } from "./options.ts";
import type { Foreground } from "./foreground.ts";
import type { Jobs } from "./jobs.ts";

export interface CallFrame {
  readonly name: string;
  readonly line: number;
  readonly source: string;
}

/** What expansions need of the executor. */
export interface Runner {
  /** Output of a command substitution, its trailing newlines and NUL bytes removed. Sets the shell's status. */
  capture(shell: Shell, script: Script): Promise<string>;
  /** A file that holds the output of `<(…)`, or that feeds `>(…)` once the command has ended. */
  substituteProcess(shell: Shell, direction: "<" | ">", script: Script): Promise<string>;
  script(shell: Shell, script: Script): Promise<number>;
  command(shell: Shell, command: CompoundCommand): Promise<number>;
  /** Reads and runs a text line by line: `eval`, `source`, a script. A syntax error is reported, and gives 2. */
  text(shell: Shell, text: string, options?: TextOptions): Promise<number>;
  /** `exec`: runs a program and ends the shell as the program ended. */
  replace(shell: Shell, words: readonly string[], env: Readonly<Record<string, string>>): Promise<never>;
  /** Runs a command by its words, functions and builtins included unless `outside`. */
  words(shell: Shell, words: readonly string[], outside?: "builtins" | "programs"): Promise<number>;
}

export interface TextOptions {
  readonly firstLine?: number;
  /** Stands in the message of a syntax error: `-c`, `eval`. */
  readonly label?: string;
  /** Failed expansions are for the text around: `eval`, `source`, a trap. */
  readonly inner?: boolean;
}

/** One shell, or subshell: all that a command can change. A subshell works on a copy, in the same process. */
export class Shell {
  readonly process: ProcessContext;
  variables = new Variables();
  functions = new Map<string, FunctionDefinition>();
  aliases = new Map<string, string>();
  options: ShellOptions = { ...DEFAULT_OPTIONS };
  /** `$0` */
  name = "bash";
  positional: string[] = [];
  cwd = "/";
  status = 0;
  pipeStatus: number[] = [0];
  /** `$$`, which a subshell keeps. */
  readonly pid: number;
  backgroundPid: number | null = null;
  files = new Map<number, OpenFile>();
  traps = new Map<string, string>();
  frames: CallFrame[] = [];
  /** Line of the command that runs. */
  line = 0;
  loopDepth = 0;
  sourceDepth = 0;
  subshellDepth = 0;
  /** Over 0 where a failing command is asked for its status: `-e` does not apply. */
  errexitSuspended = 0;
  /** Status of the last command substitution of the command that is being expanded. */
  substitutionStatus: number | null = null;
  directoryStack: string[] = [];
  readonly jobs: Jobs;
  readonly runner: Runner;
  /** What is to be done when the running command has ended: feeding `>(…)`, removing temporary files. */
  afterCommand: (() => Promise<void>)[] = [];
  /** Reads commands from a terminal. */
  interactive = false;
  /** The terminal's foreground, of an interactive shell. */
  foreground: Foreground | null = null;
  /** Told the pid of a program that was started. */
  onSpawn: ((pid: number) => void) | null = null;
  /** Also the shell's own programs get a process each. */
  apart = false;
  /** Lines that were typed; the same list for subshells. */
  history: string[] = [];
  /** The script is the text of `-c`. */
  isScriptText = false;
  randomSeed = (Math.random() * 0x7fffffff) | 0;

  constructor(process: ProcessContext, runner: Runner, jobs: Jobs, pid: number) {
    this.process = process;
    this.runner = runner;
    this.jobs = jobs;
    this.pid = pid;
  }

  get sys(): ProcessContext["sys"] {
    return this.process.sys;
  }

  /** A subshell. Its holder calls `dispose`. */
  subshell(): Shell {
    const copy = new Shell(this.process, this.runner, this.jobs, this.pid);
    copy.variables = this.variables.copy();
    copy.functions = new Map(this.functions);
    copy.aliases = new Map(this.aliases);
    copy.options = { ...this.options };
    copy.name = this.name;
    copy.positional = [...this.positional];
    copy.cwd = this.cwd;
    copy.status = this.status;
    copy.pipeStatus = this.pipeStatus;
    copy.backgroundPid = this.backgroundPid;
    for (const [fd, file] of this.files) copy.files.set(fd, file.retain());
    // What a shell traps is reset in its subshells; what it ignores stays ignored.
    for (const [signal, command] of this.traps) if (command === "") copy.traps.set(signal, command);
    copy.frames = [...this.frames];
    copy.line = this.line;
    copy.loopDepth = this.loopDepth;
    copy.sourceDepth = this.sourceDepth;
    copy.subshellDepth = this.subshellDepth + 1;
    copy.errexitSuspended = this.errexitSuspended;
    copy.directoryStack = [...this.directoryStack];
    copy.interactive = this.interactive;
    copy.foreground = this.foreground;
    copy.apart = this.apart;
    copy.history = this.history;
    copy.isScriptText = this.isScriptText;
    return copy;
  }

  dispose(): void {
    for (const file of this.files.values()) file.release();
    this.files.clear();
  }

  /** Puts a file at a descriptor; the file that was there is let go. Takes over the caller's reference. */
  setFile(fd: number, file: OpenFile | null): void {
    this.files.get(fd)?.release();
    if (file === null) this.files.delete(fd);
    else this.files.set(fd, file);
  }

  async write(fd: number, text: string): Promise<void> {
    await this.files.get(fd)?.write(encodeText(text));
  }

  /** What errors begin with: `bash: line 3: `, or at a terminal `bash: `. */
  get prefix(): string {
    const short = this.name.replace(/^-/, "");
    if (this.interactive && this.subshellDepth === 0) return `${short.slice(short.lastIndexOf("/") + 1)}: `;
    const source = this.frames.at(-1)?.source ?? this.name;
    return `${source}: ${this.isSh ? "" : "line "}${this.line}: `;
  }

  /** Called as `sh`, where programs expect what Debian's `sh` says. */
  get isSh(): boolean {
    return this.options.sh;
  }

  async complain(message: string): Promise<void> {
    await this.write(2, `${this.prefix}${message}\n`);
  }

  /** An absolute path, with `.` and `..` resolved by name. */
  resolve(path: string): string {
    return normalize(path.startsWith("/") ? path : `${this.cwd}/${path}`);
  }

  /** An absolute path for a system call, which follows links as it meets them. */
  path(path: string): string {
    return path.startsWith("/") ? path : `${this.cwd === "/" ? "" : this.cwd}/${path}`;
  }
}

/** Removes empty segments, `.` and `..`. */
export function normalize(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") segments.pop();
    else segments.push(segment);
  }
  return `/${segments.join("/")}`;
}
