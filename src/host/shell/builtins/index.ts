/**
 * The commands that the shell carries out itself, since they change it. A *builtin* gets its words; a *declaration* builtin
 * also gets assignments.
 */
import type { Builtin, DeclarationBuiltin } from "./builtin.ts";
import { declareBuiltin, exportBuiltin, readonlyBuiltin, unsetBuiltin } from "./declare.ts";
import { cdBuiltin, dirsBuiltin, popdBuiltin, pushdBuiltin, pwdBuiltin } from "./directories.ts";
import { echoText } from "./echo.ts";
import {
  evalBuiltin,
  exitBuiltin,
  letBuiltin,
  loopBuiltin,
  returnBuiltin,
  shiftBuiltin,
  sourceBuiltin,
} from "./flow.ts";
import {
  backgroundBuiltin,
  disownBuiltin,
  foregroundBuiltin,
  jobsBuiltin,
  killBuiltin,
  trapBuiltin,
  waitBuiltin,
} from "./jobs.ts";
import { builtinBuiltin, commandBuiltin, hashBuiltin, typeBuiltin } from "./lookup.ts";
import {
  getoptsBuiltin,
  helpBuiltin,
  historyBuiltin,
  timesBuiltin,
  ulimitBuiltin,
  umaskBuiltin,
} from "./misc.ts";
import { aliasBuiltin, setBuiltin, shoptBuiltin, unaliasBuiltin } from "./options.ts";
import { formatPrintf } from "./printf.ts";
import { mapfileBuiltin, readBuiltin } from "./read.ts";
import { testBuiltin } from "./test.ts";
import { assign } from "../expand/parameters.ts";
import { complain } from "./builtin.ts";

const nothing: Builtin = () => Promise.resolve(0);

const echo: Builtin = async (shell, args) => {
  if (!shell.files.has(1)) return complain(shell, "echo", "write error: Bad file descriptor");
  await shell.write(1, echoText(args, shell.options.xpg_echo));
  return 0;
};

const printf: Builtin = async (shell, args) => {
  const words = [...args];
  let variable: string | null = null;
  if (words[0] === "-v") {
    variable = words[1] ?? "";
    words.splice(0, 2);
  }
  if (words[0] === "--") words.shift();
  const format = words.shift();
  if (format === undefined) {
    await shell.complain("printf: usage: printf [-v var] format [arguments]");
    return 2;
  }
  const { text, errors } = formatPrintf(format, words);
  for (const error of errors) await complain(shell, "printf", error);
  if (variable === null && !shell.files.has(1))
    return complain(shell, "printf", "write error: Bad file descriptor");
  if (variable === null) await shell.write(1, text);
  else {
    const subscript = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(variable);
    assign(shell, subscript?.[1] ?? variable, subscript?.[2] ?? null, text);
  }
  return errors.length > 0 ? 1 : 0;
};

export const BUILTINS: Readonly<Record<string, Builtin | undefined>> = Object.assign(
  Object.create(null) as Record<string, Builtin>,
  {
    ":": nothing,
    true: nothing,
    false: (() => Promise.resolve(1)) satisfies Builtin,
    ".": sourceBuiltin,
    "[": testBuiltin("["),
    alias: aliasBuiltin,
    bg: backgroundBuiltin,
    break: loopBuiltin("break"),
    builtin: builtinBuiltin,
    cd: cdBuiltin,
    command: commandBuiltin,
    continue: loopBuiltin("continue"),
    dirs: dirsBuiltin,
    disown: disownBuiltin,
    echo,
    enable: nothing,
    eval: evalBuiltin,
    exit: exitBuiltin,
    fg: foregroundBuiltin,
    getopts: getoptsBuiltin,
    hash: hashBuiltin,
    help: helpBuiltin,
    history: historyBuiltin,
    jobs: jobsBuiltin,
    kill: killBuiltin,
    let: letBuiltin,
    mapfile: mapfileBuiltin,
    popd: popdBuiltin,
    printf,
    pushd: pushdBuiltin,
    pwd: pwdBuiltin,
    read: readBuiltin,
    readarray: mapfileBuiltin,
    return: returnBuiltin,
    set: setBuiltin,
    shift: shiftBuiltin,
    shopt: shoptBuiltin,
    source: sourceBuiltin,
    suspend: (async (shell) =>
      complain(shell, "suspend", "this machine cannot stop processes")) satisfies Builtin,
    test: testBuiltin("test"),
    times: timesBuiltin,
    trap: trapBuiltin,
    type: typeBuiltin,
    ulimit: ulimitBuiltin,
    umask: umaskBuiltin,
    unalias: unaliasBuiltin,
    unset: unsetBuiltin,
    wait: waitBuiltin,
  },
);

export const DECLARATIONS: Readonly<Record<string, DeclarationBuiltin | undefined>> = Object.assign(
  Object.create(null) as Record<string, DeclarationBuiltin>,
  {
    declare: declareBuiltin,
    export: exportBuiltin,
    local: declareBuiltin,
    readonly: readonlyBuiltin,
    typeset: declareBuiltin,
  },
);
