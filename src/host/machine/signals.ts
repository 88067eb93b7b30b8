/** Signal numbers of Linux on x86-64 (signal(7)). */
export const SIGNALS = {
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
} as const;

const NAMES = new Map<number, string>(Object.entries(SIGNALS).map(([name, number]) => [number, name]));

export const signalName = (signal: number): string => NAMES.get(signal) ?? `SIGRTMIN+${signal - 34}`;
export const signalNumber = (name: string): number => new Map(Object.entries(SIGNALS)).get(name) ?? 0;
export const isSignal = (signal: number): boolean => Number.isInteger(signal) && signal >= 0 && signal <= 64;

/** Those that a process without a listener does not notice. A worker cannot be stopped, so stop signals are among them. */
const WITHOUT_EFFECT = new Set<number>([
  SIGNALS.SIGCHLD,
  SIGNALS.SIGCONT,
  SIGNALS.SIGSTOP,
  SIGNALS.SIGTSTP,
  SIGNALS.SIGTTIN,
  SIGNALS.SIGTTOU,
  SIGNALS.SIGURG,
  SIGNALS.SIGWINCH,
]);

export const endsByDefault = (signal: number): boolean => !WITHOUT_EFFECT.has(signal);
