import type { ProcessStart, Syscalls } from "../machine/syscalls.ts";
import { decodeBytes } from "./bytes.ts";
import { IN_SHELL } from "./commands.ts";
import { setByLetter, setByName } from "./builtins/options.ts";
import { BadDescriptor, BrokenPipe } from "./io/open-file.ts";
import { readAll } from "./io/reader.ts";
import { SystemFile } from "./io/system-file.ts";
import { ExitControl, Interrupted, LoopControl, ReturnControl } from "./run/control.ts";
import { runExitTrap } from "./run/execute-subshell.ts";
import { Jobs } from "./run/jobs.ts";
import { errorText, faultText } from "./run/messages.ts";
import { ProcessContext } from "./run/process-context.ts";
import { runOwnProgram } from "./run/programs.ts";
import { runner } from "./run/runner.ts";
import { runScriptFrom } from "./run/script-input.ts";
import { Shell } from "./run/shell.ts";
import { SIGNALS } from "./run/signals.ts";
import { readState, restoreState } from "./run/state.ts";
import { runTailCommand } from "./run/tail-command.ts";

const VERSION = "5.2.15(1)-release";
const DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";
/** Inherited descriptors are looked for up to here. */
const MOST_INHERITED = 32;
const FAULT = 125;

/** Runs the process: a shell, or the program that argv[0] names. It ends through `sys.exit`. */
export async function main(sys: Syscalls, start: ProcessStart): Promise<never> {
  // A closed pipe is an error of the write that meets it, so that one command ends and not all that run here.
  sys.onSignal(SIGNALS.SIGPIPE!, () => undefined);
  const process = new ProcessContext(sys);
  try {
    return sys.exit(await run(sys, process, start));
  } catch (error) {
    if (error instanceof BrokenPipe) return sys.abort(SIGNALS.SIGPIPE!);
    throw error;
  }
}

/** As `main`, but gives the status. */
export async function run(sys: Syscalls, process: ProcessContext, start: ProcessStart): Promise<number> {
  const name = baseName(start.args[0] ?? start.file).replace(/^-/, "");
  const own = IN_SHELL.has(name) ? name : IN_SHELL.has(baseName(start.file)) ? baseName(start.file) : null;
  const invocation = own === null ? readInvocation(start.args) : null;
  const state = invocation?.stateFd == null ? null : await readStateFrom(sys, process, invocation.stateFd);
  const shell = newShell(sys, process, start, state?.pid ?? sys.pid);
  try {
    if (own !== null) return await runOwnProgram(shell, own, start.args, start.env);
    if (state !== null) return await runState(shell, state.state, invocation!.stateFd!);
    return await runShell(shell, invocation!);
  } catch (error) {
    if (error instanceof BrokenPipe || isExit(error)) throw error;
    if (error instanceof BadDescriptor) return 1;
    await shell.write(2, `${shell.name}: ${faultText(error)}\n`);
    return FAULT;
  }
}

/** What the machine's own `exit` throws in tests. */
function isExit(error: unknown): boolean {
  return error instanceof Error && error.name === "LocalExit";
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

interface Invocation {
  readonly name: string;
  readonly options: readonly string[];
  readonly named: readonly { readonly name: string; readonly on: boolean }[];
  readonly shopts: readonly { readonly name: string; readonly on: boolean }[];
  readonly command: string | null;
  readonly file: string | null;
  readonly positional: readonly string[];
  readonly interactive: boolean;
  readonly marks: boolean;
  readonly version: boolean;
  readonly stateFd: number | null;
  readonly wrong: string | null;
}

function readInvocation(args: readonly string[]): Invocation {
  const options: string[] = [];
  const named: { name: string; on: boolean }[] = [];
  const shopts: { name: string; on: boolean }[] = [];
  const long = { marks: false, version: false, stateFd: null as number | null, wrong: null as string | null };
  let takesCommand = false;
  let stdin = false;
  let interactive = false;
  let at = 1;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--" || arg === "-") {
      at++;
      break;
    }
    if (arg.startsWith("--")) readLong(arg, long);
    else if (/^[-+]./.test(arg)) {
      for (const letter of arg.slice(1)) {
        if (letter === "c") takesCommand = true;
        else if (letter === "s") stdin = true;
        else if (letter === "i") interactive = true;
        else if (letter === "o" || letter === "O") {
          (letter === "o" ? named : shopts).push({ name: args[++at] ?? "", on: arg.startsWith("-") });
        } else if (letter !== "l") options.push(`${arg.charAt(0)}${letter}`);
      }
    } else break;
  }
  const rest = args.slice(at);
  const command = takesCommand ? (rest.shift() ?? null) : null;
  const fromFile = !takesCommand && !stdin && rest.length > 0;
  const file = fromFile ? rest.shift()! : null;
  const name = file ?? (takesCommand && rest.length > 0 ? rest.shift()! : (args[0] ?? "bash"));
  if (takesCommand && command === null) long.wrong = "-c: option requires an argument";
  return { name, options, named, shopts, command, file, positional: rest, interactive, ...long };
}

function readLong(
  arg: string,
  long: { marks: boolean; version: boolean; stateFd: number | null; wrong: string | null },
): void {
  if (arg === "--osc") long.marks = true;
  else if (arg === "--version") long.version = true;
  else if (arg.startsWith("--subshell=")) long.stateFd = Number(arg.slice("--subshell=".length));
  else if (!/^--(login|norc|noprofile|posix|noediting|rcfile.*|init-file.*|verbose)$/.test(arg)) {
    long.wrong = `${arg}: invalid option`;
  }
}

function newShell(sys: Syscalls, process: ProcessContext, start: ProcessStart, pid: number): Shell {
  const shell = new Shell(process, runner, new Jobs(), pid);
  shell.name = start.args[0] ?? "bash";
  shell.options.sh = baseName(shell.name) === "sh";
  shell.options.posix = shell.options.sh;
  shell.options.xpg_echo = shell.options.sh;
  for (let fd = 0; fd < MOST_INHERITED; fd++) {
    if (isOpen(sys, fd)) shell.files.set(fd, new SystemFile(sys, process, fd, "inherited"));
  }
  for (const [name, value] of Object.entries(start.env)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
    shell.variables.setScalar(name, value);
    shell.variables.declare(name).exported = true;
  }
  shell.cwd = startingDirectory(sys, start.env.PWD);
  const defaults: Readonly<Record<string, string>> = {
    BASH: "/bin/bash",
    BASH_VERSION: VERSION,
    HOSTNAME: "localhost",
    HOSTTYPE: "x86_64",
    MACHTYPE: "x86_64-pc-linux-gnu",
    OSTYPE: "linux-gnu",
    PATH: DEFAULT_PATH,
    UID: "0",
    EUID: "0",
    TERM: "dumb",
  };
  for (const [name, value] of Object.entries(defaults)) {
    if (shell.variables.scalar(name) === undefined) shell.variables.setScalar(name, value);
  }
  const fixed: Readonly<Record<string, string>> = { IFS: " \t\n", OPTIND: "1", PS4: "+ " };
  for (const [name, value] of Object.entries(fixed)) {
    shell.variables.setScalar(name, value);
    shell.variables.declare(name).exported = false;
  }
  shell.variables.setScalar("PWD", shell.cwd);
  shell.variables.declare("PWD").exported = true;
  shell.variables.setScalar("SHLVL", String((Number.parseInt(start.env.SHLVL ?? "0", 10) || 0) + 1));
  shell.variables.declare("SHLVL").exported = true;
  return shell;
}

function isOpen(sys: Syscalls, fd: number): boolean {
  try {
    sys.kind(fd);
    return true;
  } catch (error) {
    errorText(error);
    return false;
  }
}

/** PWD keeps the links of the path, as long as it leads to where the process is. */
function startingDirectory(sys: Syscalls, pwd: string | undefined): string {
  const cwd = sys.cwd();
  if (pwd === undefined || !pwd.startsWith("/") || pwd === cwd) return cwd;
  try {
    return sys.realpath(pwd) === cwd ? pwd : cwd;
  } catch (error) {
    errorText(error);
    return cwd;
  }
}

async function readStateFrom(
  sys: Syscalls,
  process: ProcessContext,
  fd: number,
): Promise<ReturnType<typeof readState>> {
  const file = new SystemFile(sys, process, fd, "inherited");
  return readState(decodeBytes(await readAll(file)));
}

async function runState(
  shell: Shell,
  state: ReturnType<typeof readState>["state"],
  fd: number,
): Promise<number> {
  const script = restoreState(shell, state);
  shell.setFile(fd, null);
  return toTheEnd(shell, () => shell.runner.script(shell, script));
}

async function runShell(shell: Shell, invocation: Invocation): Promise<number> {
  if (invocation.version) {
    await shell.write(
      1,
      `GNU bash, version ${VERSION} (x86_64-pc-linux-gnu) is what this shell follows; it is another program.\n`,
    );
    return 0;
  }
  if (invocation.wrong !== null) {
    await shell.write(2, `${shell.name}: ${invocation.wrong}\n`);
    return 2;
  }
  const argZero = shell.name;
  shell.name = invocation.name;
  shell.positional = [...invocation.positional];
  for (const option of invocation.options) {
    if (setByLetter(shell, option.charAt(1), option.startsWith("-"))) continue;
    await shell.write(2, `${argZero}: ${option}: invalid option\n`);
    return 2;
  }
  for (const { name, on } of invocation.named) setByName(shell, name, on);
  for (const { name, on } of invocation.shopts) {
    await shell.runner.words(shell, ["shopt", on ? "-s" : "-u", name], "builtins");
  }
  if (invocation.command !== null) {
    const { command } = invocation;
    shell.isScriptText = true;
    return toTheEnd(shell, () => runTailCommand(shell, command));
  }
  if (invocation.file !== null) return runFile(shell, argZero, invocation.file);
  const input = shell.files.get(0);
  if (invocation.interactive || (input instanceof SystemFile && input.isTerminal)) {
    const { interact } = await import("./terminal/session.ts");
    return interact(shell, invocation.marks);
  }
  return toTheEnd(shell, () => runScriptFrom(shell, input));
}

async function runFile(shell: Shell, argZero: string, file: string): Promise<number> {
  let text: string;
  try {
    text = decodeBytes(shell.sys.readFile(shell.path(file)));
  } catch (error) {
    const message = `${file}: ${errorText(error)}`;
    await shell.write(2, `${argZero}: ${shell.isSh ? `0: cannot open ${file}: No such file` : message}\n`);
    return shell.isSh ? 2 : 127;
  }
  if (text.slice(0, 80).includes("\0")) {
    await shell.write(2, `${file}: ${file}: cannot execute binary file\n`);
    return 126;
  }
  return toTheEnd(shell, () => shell.runner.text(shell, text));
}

/** Runs a script and what it trapped for its end. */
async function toTheEnd(shell: Shell, script: () => Promise<number>): Promise<number> {
  try {
    shell.status = await script();
  } catch (error) {
    if (error instanceof ExitControl || error instanceof ReturnControl) shell.status = error.status;
    else if (error instanceof LoopControl) shell.status = 0;
    else if (error instanceof Interrupted) shell.status = 130;
    else throw error;
  }
  return runExitTrap(shell);
}
