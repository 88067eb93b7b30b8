/** Linux signal numbers. */
export const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};

/** What bash prints when a signal ended a command, in a script. */
export const SIGNAL_TEXTS: Readonly<Record<number, string>> = {
  1: "Hangup",
  3: "Quit",
  4: "Illegal instruction",
  6: "Aborted",
  7: "Bus error",
  8: "Floating point exception",
  9: "Killed",
  10: "User defined signal 1",
  11: "Segmentation fault",
  12: "User defined signal 2",
  14: "Alarm clock",
  15: "Terminated",
};

/** `9`, `KILL` or `SIGKILL`. */
export function signalNumber(name: string): number | null {
  if (/^[0-9]+$/.test(name)) return Number(name) <= 64 ? Number(name) : null;
  const upper = name.toUpperCase();
  return SIGNALS[upper.startsWith("SIG") ? upper : `SIG${upper}`] ?? null;
}

export function signalName(number: number): string | null {
  return Object.entries(SIGNALS).find(([, value]) => value === number)?.[0] ?? null;
}
