/**
 * Programs of the shell, by name. They take a `ProgramContext`, and so run in a process of their own or inside of a
 * shell's.
 */
import { LIBRARY_COMMANDS, OWN_COMMANDS } from "../commands.ts";
import { cat } from "./cat.ts";
import { cp, mv } from "./copy.ts";
import { od, xxd } from "./dump.ts";
import { chmod, ln, mkdir, rm, rmdir, touch } from "./file-tools.ts";
import { expr } from "./expr.ts";
import { find } from "./find.ts";
import { grep } from "./grep.ts";
import { head, tail } from "./head-tail.ts";
import { comm, cut, fold, paste, rev, tac, tee, uniq } from "./lines.ts";
import { ls } from "./ls.ts";
import { base64, checksum, cmp, factor, id, join, shuf, split, tty } from "./misc.ts";
import { npm, npx } from "./npm.ts";
import { du, link, mktemp, readlink, realpath, stat, truncate, unlink, which } from "./paths.ts";
import {
  basename,
  date,
  dirname,
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
import type { Program } from "./program.ts";
import { sort } from "./sort.ts";
import { testProgram } from "./test-program.ts";
import { tr } from "./tr.ts";
import { wc } from "./wc.ts";
import { xargs } from "./xargs.ts";

const PROGRAMS: Readonly<Record<(typeof OWN_COMMANDS)[number], Program>> = {
  "[": testProgram("["),
  base64,
  basename,
  cat,
  chmod,
  clear: async ({ out }) => {
    await out.text("\x1b[H\x1b[2J\x1b[3J");
    return 0;
  },
  cmp,
  comm,
  cp,
  cut,
  date,
  dirname,
  du,
  echo,
  egrep: grep,
  env,
  expr,
  factor,
  false: () => Promise.resolve(1),
  fgrep: grep,
  find,
  fold,
  grep,
  head,
  hostname: oneLine(() => "localhost"),
  id,
  join,
  kill,
  link,
  ln,
  ls,
  md5sum: checksum("md5"),
  mkdir,
  mktemp,
  mv,
  nohup,
  nproc: oneLine(() => String(navigator.hardwareConcurrency)),
  npm,
  npx,
  od,
  paste,
  printenv,
  printf,
  pwd,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  seq,
  sha1sum: checksum("sha1"),
  sha256sum: checksum("sha256"),
  shuf,
  sleep,
  sort,
  split,
  stat,
  sync: () => Promise.resolve(0),
  tac,
  tail,
  tee,
  test: testProgram("test"),
  time,
  timeout,
  touch,
  tr,
  true: () => Promise.resolve(0),
  truncate,
  tty,
  uname,
  uniq,
  unlink,
  wc,
  which,
  whoami: oneLine(() => "root"),
  xargs,
  xxd,
  yes,
};

function isOwn(name: string): name is keyof typeof PROGRAMS {
  return (OWN_COMMANDS as readonly string[]).includes(name);
}

/** The program of that name, which has to be one of the shell's commands. */
export async function loadProgram(name: string): Promise<Program> {
  if (isOwn(name)) return PROGRAMS[name];
  if (!(LIBRARY_COMMANDS as readonly string[]).includes(name))
    throw new TypeError(`${name}: no such program`);
  const { libraryProgram } = await import("../library/library-program.ts");
  return libraryProgram(name);
}
