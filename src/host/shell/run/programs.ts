import { SyscallError, type ExitStatus } from "../../machine/syscalls.ts";
import { findOwnProgram } from "../programs/index.ts";
import { Output, ProgramExit, type ProgramContext, type RunOptions } from "../programs/program.ts";
import { BrokenPipe, FixedInput, type OpenFile } from "../io/open-file.ts";
import { O_RDONLY } from "../../machine/flags.ts";
import { SystemFile } from "../io/system-file.ts";
import { encodeText } from "../bytes.ts";
import { findProgram } from "./command-lookup.ts";
import { CommandError, Interrupted } from "./control.ts";
import { statusOf } from "./jobs.ts";
import { errorCode, errorText } from "./messages.ts";
import type { Shell } from "./shell.ts";
import { SIGNAL_TEXTS, signalNumber } from "./signals.ts";
import { spawnProcess, type SpawnedProcess } from "./spawn.ts";
import { runsInside } from "./static-lookup.ts";

const SIGINT = 2;
const SIGPIPE_STATUS = 141;

/** Runs a program by its name: one of the shell's own here, any other as a process. @throws {CommandError} */
export async function runProgram(
  shell: Shell,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  last: boolean,
): Promise<number> {
  const name = argv[0]!;
  const program = findProgram(shell, name, env.PATH ?? shell.variables.scalar("PATH") ?? "");
  if (runsInside(shell, program.own)) return runOwnProgram(shell, program.own!, argv, env);
  const child = startFile(shell, program.path, argv, env);
  shell.onSpawn?.(child.pid);
  // Whoever reads or writes the other end of a pipe must see this end closed when the program closes it.
  if (last) shell.dispose();
  const status = await waitForeground(shell, child);
  return endStatus(shell, child.pid, status, argv);
}

/** Starts an executable file; a text without `#!` is a script of this shell. */
export function startFile(
  shell: Shell,
  path: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): SpawnedProcess {
  const file = shell.path(path);
  const group = shell.foreground;
  const options = { file, args: [...argv], env: { ...env, _: path }, leads: group?.startsGroup ?? false };
  try {
    const child = spawnProcess(shell, options);
    group?.joined(child.pid);
    return child;
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOEXEC") {
      const child = spawnProcess(shell, {
        ...options,
        file: "/bin/bash",
        args: ["bash", file, ...argv.slice(1)],
      });
      group?.joined(child.pid);
      return child;
    }
    throw startFailure(shell, path, argv[0]!, error);
  }
}

function startFailure(shell: Shell, path: string, name: string, error: unknown): CommandError {
  const code = errorCode(error);
  if (code === "EAGAIN") return new CommandError("fork: retry: Resource temporarily unavailable", 254);
  if (code === "ENOENT") {
    const interpreter = interpreterOf(shell, path);
    if (interpreter !== null) {
      return new CommandError(`${path}: cannot execute: required file not found`, 127);
    }
  }
  return new CommandError(`${name}: ${errorText(error)}`, code === "ENOENT" ? 127 : 126);
}

/** What stands behind `#!` in a script. */
function interpreterOf(shell: Shell, path: string): string | null {
  try {
    const head = new TextDecoder().decode(shell.sys.readFile(shell.path(path)).subarray(0, 256));
    return /^#!\s*(\S+)/.exec(head)?.[1] ?? null;
  } catch (error) {
    errorCode(error);
    return null;
  }
}

async function waitForeground(shell: Shell, child: SpawnedProcess): Promise<ExitStatus> {
  try {
    return await child.exit;
  } finally {
    shell.foreground?.left();
  }
}

/** `$?`, and what a shell says of a command that a signal ended. */
async function endStatus(
  shell: Shell,
  pid: number,
  status: ExitStatus,
  argv: readonly string[],
): Promise<number> {
  const signal = status.signal === null ? null : signalNumber(status.signal);
  if (signal === SIGINT && shell.interactive) throw new Interrupted();
  const text = signal === null ? undefined : SIGNAL_TEXTS[signal];
  if (text !== undefined && shell.subshellDepth === 0) {
    if (shell.interactive) await shell.write(2, `${text}\n`);
    else await shell.complain(`${String(pid).padStart(5)} ${text.padEnd(23)} ${argv.join(" ")}`);
  }
  return statusOf(status);
}

/** Runs one of the shell's own programs in this process. */
export async function runOwnProgram(
  shell: Shell,
  name: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const program = findOwnProgram(name);
  const context = programContext(shell, name, argv.slice(1), env);
  try {
    const status = await program(context);
    await context.out.flush();
    return status;
  } catch (error) {
    if (error instanceof BrokenPipe) return SIGPIPE_STATUS;
    if (error instanceof ProgramExit) {
      await context.out.flush();
      return error.status;
    }
    if (error instanceof SyscallError) {
      await context.warn(errorText(error));
      return 1;
    }
    throw error;
  }
}

function programContext(
  shell: Shell,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ProgramContext {
  const file = (fd: number): OpenFile => shell.files.get(fd) ?? new FixedInput(new Uint8Array());
  const out = new Output(file(1), () => shell.process.breathe());
  const warn = async (message: string): Promise<void> => {
    await out.flush();
    await file(2).write(encodeText(`${name}: ${message}\n`));
  };
  return {
    name,
    args,
    env,
    cwd: shell.cwd,
    sys: shell.sys,
    stdin: interruptibleInput(shell, file(0)),
    stdout: file(1),
    stderr: file(2),
    out,
    open: (path, flags = O_RDONLY, mode = 0o666) =>
      new SystemFile(shell.sys, shell.process, shell.sys.open(shell.path(path), flags, mode), "opened"),
    path: (path) => shell.path(path),
    warn,
    async fail(message, status = 1): Promise<never> {
      await warn(message);
      throw new ProgramExit(status);
    },
    async run(argv, options = {}) {
      await out.flush();
      return runFromProgram(shell, argv, { ...options, env: options.env ?? env });
    },
    builtin: (argv) => shell.runner.words(shell, argv, "builtins"),
    breathe: () => shell.process.breathe(),
    sleep: (milliseconds) =>
      shell.process.interruptible(new Promise((resolve) => setTimeout(resolve, milliseconds))),
    isTerminal: (which) => which.fd !== null && shell.sys.kind(which.fd) === "tty",
  };
}

/** Ctrl-C ends a program that waits for input at the terminal. */
function interruptibleInput(shell: Shell, file: OpenFile): OpenFile {
  if (!shell.interactive) return file;
  return {
    fd: file.fd,
    isInput: true,
    read: (length) => shell.process.interruptible(file.read(length)),
    unread: (bytes) => file.unread(bytes),
    write: (bytes) => file.write(bytes),
    retain() {
      file.retain();
      return this;
    },
    release: () => file.release(),
  };
}

/** A command that a program runs (`xargs`, `env`, `find -exec`): never a function or builtin of the shell. */
async function runFromProgram(shell: Shell, argv: readonly string[], options: RunOptions): Promise<number> {
  const inner = shell.subshell();
  inner.variables = shell.variables.copy();
  if (options.cwd !== undefined) inner.cwd = options.cwd;
  if (options.stdin !== undefined) inner.setFile(0, options.stdin.retain());
  let pid: number | null = null;
  inner.onSpawn = (spawned) => (pid = spawned);
  inner.apart = options.timeoutMs !== undefined;
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => pid !== null && shell.sys.kill(pid, options.signal ?? 15), options.timeoutMs);
  try {
    return await runProgram(inner, argv, options.env ?? {}, false);
  } finally {
    clearTimeout(timer);
    inner.dispose();
  }
}
