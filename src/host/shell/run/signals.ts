import { SIGNALS as NUMBERS } from "../../machine/signals.ts";

/** Signal numbers by any name that a script may give. */
export const SIGNALS: Readonly<Record<string, number>> = NUMBERS;

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
