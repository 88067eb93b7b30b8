import { errorText } from "../run/messages.ts";
import type { Job } from "../run/jobs.ts";
import type { Shell } from "../run/shell.ts";
import { signalName, signalNumber, SIGNALS } from "../run/signals.ts";
import { runTraps } from "../run/traps.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";

const SIGTERM = 15;
const NOT_A_CHILD = 127;

export const jobsBuiltin: Builtin = async (shell, args) => {
  const all = shell.jobs.all();
  for (const job of all) {
    if (args.includes("-p")) await shell.write(1, `${job.pid}\n`);
    else await shell.write(1, `${jobLine(job, all, args.includes("-l"))}\n`);
  }
  shell.jobs.takeFinished();
  return 0;
};

export function jobLine(job: Job, all: readonly Job[], long = false): string {
  const at = all.indexOf(job);
  const mark = at === all.length - 1 ? "+" : at === all.length - 2 ? "-" : " ";
  const state =
    job.status === null
      ? "Running"
      : job.status === 0
        ? "Done"
        : job.status > 128
          ? "Terminated"
          : `Exit ${job.status}`;
  const pid = long ? `${job.pid} ` : "";
  return `[${job.number}]${mark}  ${pid}${state.padEnd(24)}${job.command}${job.status === null ? " &" : ""}`;
}

/** `wait [-n] [pid | %job]…` */
export const waitBuiltin: Builtin = async (shell, args) => {
  const words = args.filter((arg) => arg !== "-n" && arg !== "-f");
  if (args.includes("-n")) {
    const running = shell.jobs.all();
    if (running.length === 0) return NOT_A_CHILD;
    return waitFor(
      shell,
      Promise.race(running.map(async (job) => (await job.done, shell.jobs.remove(job), job.status ?? 0))),
    );
  }
  if (words.length === 0) {
    for (const job of shell.jobs.all()) {
      await waitFor(shell, job.done);
      shell.jobs.remove(job);
    }
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const job = word.startsWith("%") ? shell.jobs.find(word) : shell.jobs.byPid(Number(word));
    if (job !== undefined) {
      status = await waitFor(shell, job.done);
      shell.jobs.forget(job, status);
    } else status = shell.jobs.remembered(Number(word)) ?? (await notAChild(shell, word));
  }
  return status;
};

async function notAChild(shell: Shell, word: string): Promise<number> {
  if (word.startsWith("%")) return complain(shell, "wait", `${word}: no such job`, NOT_A_CHILD);
  if (!/^\d+$/.test(word)) return complain(shell, "wait", `\`${word}': not a pid or valid job spec`, 1);
  return complain(shell, "wait", `pid ${word} is not a child of this shell`, NOT_A_CHILD);
}

/** A trapped signal interrupts the waiting. */
async function waitFor(shell: Shell, done: Promise<number>): Promise<number> {
  const trapped = new Promise<null>((resolve) => shell.process.signalWaiters.push(() => resolve(null)));
  const status = await shell.process.interruptible(Promise.race([done, trapped]));
  if (status !== null) return status;
  await runTraps(shell);
  return 128 + SIGTERM;
}

/** `kill [-s name | -name | -n number] pid | %job …`, `kill -l` */
export const killBuiltin: Builtin = async (shell, args) => {
  const words = [...args];
  let signal: number | null = SIGTERM;
  const first = words[0];
  if (first === "-l" || first === "-L") return listSignals(shell, words.slice(1));
  if (first === "-s" || first === "-n") {
    signal = signalNumber(words[1] ?? "");
    if (signal === null) return complain(shell, "kill", `${words[1] ?? ""}: invalid signal specification`);
    words.splice(0, 2);
  } else if (first !== undefined && /^-[A-Za-z0-9]/.test(first)) {
    signal = signalNumber(first.slice(1));
    if (signal === null) return complain(shell, "kill", `${first.slice(1)}: invalid signal specification`);
    words.shift();
  }
  if (words[0] === "--") words.shift();
  if (words.length === 0) {
    await shell.complain(
      "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
    );
    return 2;
  }
  let status = 0;
  for (const word of words) status = Math.max(status, await killOne(shell, word, signal));
  return status;
};

async function killOne(shell: Shell, word: string, signal: number): Promise<number> {
  let pid = Number(word);
  if (word.startsWith("%")) {
    const job = shell.jobs.find(word);
    if (job === undefined) return complain(shell, "kill", `${word}: no such job`);
    pid = job.group === null ? job.pid : -job.group;
  } else if (!/^-?\d+$/.test(word)) {
    return complain(shell, "kill", `${word}: arguments must be process or job IDs`);
  }
  try {
    shell.sys.kill(pid, signal);
  } catch (error) {
    return complain(shell, "kill", `(${pid}) - ${errorText(error)}`);
  }
  // A signal to oneself arrives before the next command.
  await shell.process.pause();
  return 0;
}

async function listSignals(shell: Shell, words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    for (const word of words) {
      const number = /^\d+$/.test(word) ? Number(word) % 128 : null;
      const text = number === null ? signalNumber(word)?.toString() : signalName(number)?.slice(3);
      if (text === undefined) return complain(shell, "kill", `${word}: invalid signal specification`);
      await shell.write(1, `${text}\n`);
    }
    return 0;
  }
  const all = Object.entries(SIGNALS).map(([name, number]) => `${String(number).padStart(2)}) ${name}`);
  for (let at = 0; at < all.length; at += 5) await shell.write(1, `${all.slice(at, at + 5).join("\t")}\n`);
  return 0;
}

export const foregroundBuiltin: Builtin = async (shell, args) => {
  const job =
    args[0] === undefined
      ? shell.jobs.current()
      : shell.jobs.find(args[0].startsWith("%") ? args[0] : `%${args[0]}`);
  if (job === undefined)
    return complain(shell, "fg", args[0] === undefined ? "current: no such job" : `${args[0]}: no such job`);
  await shell.write(1, `${job.command}\n`);
  if (job.group !== null) shell.foreground?.joined(job.group);
  try {
    const status = await job.done;
    shell.jobs.remove(job);
    return status;
  } finally {
    if (job.group !== null) shell.foreground?.left();
  }
};

/** Nothing can be stopped on this machine, so that a background job runs anyway. */
export const backgroundBuiltin: Builtin = async (shell, args) => {
  const job = args[0] === undefined ? shell.jobs.current() : shell.jobs.find(args[0]);
  if (job === undefined) return complain(shell, "bg", `${args[0] ?? "current"}: no such job`);
  return complain(shell, "bg", `job ${job.number} already in background`, 0);
};

export const disownBuiltin: Builtin = async (shell, args) => {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const jobs = words.length === 0 ? [shell.jobs.current()] : words.map((word) => shell.jobs.find(word));
  for (const job of jobs) if (job !== undefined) shell.jobs.remove(job);
  return 0;
};

const PSEUDO = new Set(["EXIT", "ERR", "DEBUG", "RETURN"]);

/** `trap [command] signal…` */
export const trapBuiltin: Builtin = async (shell, args) => {
  const words = args[0] === "--" ? args.slice(1) : args;
  if (words.length === 0 || words[0] === "-p") {
    const wanted = words.slice(1).map((word) => trapName(word));
    for (const [name, command] of shell.traps) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await shell.write(1, `trap -- '${command.replaceAll("'", "'\\''")}' ${name}\n`);
    }
    return 0;
  }
  if (words[0] === "-l") return listSignals(shell, []);
  const resets = words[0] === "-" || /^\d+$/.test(words[0]!) || words.length === 1;
  const signals = resets && words[0] !== "-" ? words : words.slice(1);
  let status = 0;
  for (const word of signals) {
    const name = trapName(word);
    if (name === null) {
      status = await complain(shell, "trap", `${word}: invalid signal specification`);
      continue;
    }
    setTrap(shell, name, resets ? null : words[0]!);
  }
  return status;
};

function trapName(word: string): string | null {
  if (word === "0") return "EXIT";
  const upper = word.toUpperCase();
  if (PSEUDO.has(upper)) return upper;
  const number = signalNumber(word);
  return number === null ? null : signalName(number);
}

function setTrap(shell: Shell, name: string, command: string | null): void {
  if (command === null) shell.traps.delete(name);
  else shell.traps.set(name, command);
  if (!PSEUDO.has(name) && shell.subshellDepth === 0)
    shell.process.listen(name, SIGNALS[name]!, command !== null);
}
