/**
 * Programs of the shell, by name. They take a `ProgramContext`, and so run in a process of their own or inside of a
 * shell's.
 */
import type { COMMANDS } from "../commands.ts";
import { gzip, tar } from "./archive.ts";
import { awk } from "./awk/awk.ts";
import { cat } from "./cat.ts";
import { cp, mv } from "./copy.ts";
import { diff } from "./diff.ts";
import { od, xxd } from "./dump.ts";
import { chmod, ln, mkdir, rm, rmdir, touch } from "./file-tools.ts";
import { expr } from "./expr.ts";
import { find } from "./find.ts";
import { grep } from "./grep.ts";
import { head, tail } from "./head-tail.ts";
import { comm, cut, fold, paste, rev, tac, tee, uniq } from "./lines.ts";
import { nl } from "./numbered.ts";
import { column, expand, file, strings, tree } from "./layout.ts";
import { ls } from "./ls.ts";
import { base64, checksum, cmp, factor, id, join, shuf, split, tty } from "./misc.ts";
import { npm, npx } from "./npm/index.ts";
import { less, watch } from "./pager.ts";
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
import { code, xdgOpen } from "./owner.ts";
import type { Program } from "./program.ts";
import { sed } from "./sed.ts";
import { sort } from "./sort.ts";
import { testProgram } from "./test-program.ts";
import { tr } from "./tr.ts";
import { wc } from "./wc.ts";
import { xargs } from "./xargs.ts";

const PROGRAMS: Readonly<Record<(typeof COMMANDS)[number], Program>> = {
  "[": testProgram("["),
  awk,
  base64,
  basename,
  cat,
  chmod,
  clear: async ({ out }) => {
    await out.text("\x1b[H\x1b[2J\x1b[3J");
    return 0;
  },
  cmp,
  code,
  column,
  comm,
  cp,
  cut,
  date,
  diff,
  dirname,
  du,
  echo,
  egrep: grep,
  env,
  expand,
  expr,
  factor,
  false: () => Promise.resolve(1),
  fgrep: grep,
  file,
  find,
  fold,
  grep,
  gunzip: gzip,
  gzip,
  head,
  hostname: oneLine(() => "localhost"),
  id,
  join,
  kill,
  less,
  link,
  ln,
  ls,
  md5sum: checksum("md5"),
  mkdir,
  mktemp,
  more: less,
  mv,
  nl,
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
  sed,
  seq,
  sha1sum: checksum("sha1"),
  sha256sum: checksum("sha256"),
  sha512sum: checksum("sha512"),
  shuf,
  sleep,
  sort,
  split,
  stat,
  strings,
  sync: () => Promise.resolve(0),
  tac,
  tail,
  tar,
  tee,
  test: testProgram("test"),
  time,
  timeout,
  touch,
  tr,
  tree,
  true: () => Promise.resolve(0),
  truncate,
  tty,
  uname,
  unexpand: expand,
  uniq,
  unlink,
  watch,
  wc,
  which,
  whoami: oneLine(() => "root"),
  xargs,
  "xdg-open": xdgOpen,
  xxd,
  yes,
  zcat: gzip,
};

/** The program of that name, which has to be one of the shell's commands. */
export function findOwnProgram(name: string): Program {
  if (!isCommand(name)) throw new TypeError(`${name}: no such program`);
  return PROGRAMS[name];
}

function isCommand(name: string): name is keyof typeof PROGRAMS {
  return Object.hasOwn(PROGRAMS, name);
}
