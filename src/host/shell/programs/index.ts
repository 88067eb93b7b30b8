/**
 * Programs of the shell, by name. They take a `ProgramContext`, and so run in a process of their own or inside of a
 * shell's.
 */
import type { Program } from "./program.ts";
import { cat } from "./cat.ts";
import { head, tail } from "./head-tail.ts";
import {
  basename,
  date,
  dirname,
  duration,
  echo,
  env,
  kill,
  nohup,
  oneLine,
  printenv,
  printf,
  pwd,
  seq,
  sleep,
  time,
  timeout,
  uname,
  yes,
} from "./plain.ts";
import { wc } from "./wc.ts";

const PROGRAMS: Readonly<Record<string, Program>> = {
  basename,
  cat,
  clear: async ({ out }) => {
    await out.text("\x1b[H\x1b[2J\x1b[3J");
    return 0;
  },
  date,
  dirname,
  echo,
  env,
  false: () => Promise.resolve(1),
  head,
  hostname: oneLine(() => "localhost"),
  kill,
  nohup,
  nproc: oneLine(() => String(navigator.hardwareConcurrency)),
  printenv,
  printf,
  pwd,
  seq,
  sleep,
  sync: () => Promise.resolve(0),
  tail,
  time,
  timeout,
  true: () => Promise.resolve(0),
  uname,
  wc,
  whoami: oneLine(() => "root"),
  yes,
};

export { duration };

/** The program of that name. @throws when it is listed as a command but does not exist. */
export async function loadProgram(name: string): Promise<Program> {
  const program = PROGRAMS[name];
  if (program !== undefined) return program;
  throw new TypeError(`${name}: no such program in the shell`);
}
