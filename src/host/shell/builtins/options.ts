import { OPTION_LETTERS, SET_OPTIONS, SHOPT_OPTIONS, type OptionName } from "../run/options.ts";
import type { Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";
import { plainLine } from "./declare.ts";
import { readFlags } from "./flags.ts";

/** Options that bash has and that change nothing here. */
const WITHOUT_EFFECT = new Set(["braceexpand", "emacs", "hashall", "histexpand", "history", "ignoreeof", "interactive-comments", "keyword", "nolog", "notify", "onecmd", "physical", "privileged", "vi", "functrace", "checkwinsize", "histappend", "cmdhist", "autocd", "cdspell", "checkjobs", "direxpand", "dirspell", "gnu_errfmt", "histreedit", "histverify", "hostcomplete", "huponexit", "interactive_comments", "lithist", "login_shell", "mailwarn", "no_empty_cmd_completion", "progcomp", "promptvars", "restricted_shell", "shift_verbose", "sourcepath", "compat50", "patsub_replacement", "extquote", "force_fignore", "globasciiranges", "globskipdots", "complete_fullquote", "extdebug", "execfail", "localvar_inherit", "localvar_unset", "assoc_expand_once", "progcomp_alias", "noexpand_translation", "varredir_close"]); // prettier-ignore

export const setBuiltin: Builtin = async (shell, args) => {
  if (args.length === 0) {
    const lines = shell.variables.names().map((name) => plainLine(name, shell.variables.own(name)!));
    await shell.write(1, lines.join(""));
    return 0;
  }
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--" || arg === "-") {
      if (arg === "-") shell.options.xtrace = shell.options.verbose = false;
      if (arg === "--" || at + 1 < args.length) shell.positional = args.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(arg)) {
      shell.positional = args.slice(at);
      return 0;
    }
    const on = arg.startsWith("-");
    for (const letter of arg.slice(1)) {
      if (letter === "o") {
        const name = args[++at];
        if (name === undefined) await listSetOptions(shell, on);
        else if (!setByName(shell, name, on))
          return complain(shell, "set", `${name}: invalid option name`, 2);
      } else if (!setByLetter(shell, letter, on))
        return complain(shell, "set", `${arg.charAt(0)}${letter}: invalid option`, 2);
    }
  }
  return 0;
};

/** @returns whether there is such an option. */
export function setByLetter(shell: Shell, letter: string, on: boolean): boolean {
  const name = OPTION_LETTERS[letter];
  if (name !== undefined) shell.options[name] = on;
  return name !== undefined || "bBhHkptTP".includes(letter);
}

export function setByName(shell: Shell, name: string, on: boolean): boolean {
  const option = SET_OPTIONS.find((known) => known === name);
  if (option !== undefined) shell.options[option] = on;
  return option !== undefined || WITHOUT_EFFECT.has(name);
}

async function listSetOptions(shell: Shell, plain: boolean): Promise<void> {
  for (const name of SET_OPTIONS) {
    const on = shell.options[name];
    await shell.write(
      1,
      plain ? `${name.padEnd(15)}\t${on ? "on" : "off"}\n` : `set ${on ? "-" : "+"}o ${name}\n`,
    );
  }
}

export const shoptBuiltin: Builtin = async (shell, args) => {
  const flags = readFlags(args, "suqpo", "");
  if (flags.wrong !== null) return complain(shell, "shopt", `${flags.wrong}: invalid option`, 2);
  const known: readonly OptionName[] = flags.set.has("o") ? SET_OPTIONS : SHOPT_OPTIONS;
  const changes = flags.set.has("s") || flags.set.has("u");
  let status = 0;
  for (const name of flags.rest.length > 0 ? flags.rest : changes ? [] : known) {
    const option = known.find((one) => one === name);
    if (option === undefined) {
      if (!WITHOUT_EFFECT.has(name))
        status = await complain(shell, "shopt", `${name}: invalid shell option name`);
      continue;
    }
    if (changes) shell.options[option] = flags.set.has("s");
    else {
      const on = shell.options[option];
      if (!on && flags.rest.length > 0) status = 1;
      if (flags.set.has("q")) continue;
      await shell.write(
        1,
        flags.set.has("p")
          ? `shopt ${on ? "-s" : "-u"} ${name}\n`
          : `${name.padEnd(15)}\t${on ? "on" : "off"}\n`,
      );
    }
  }
  return status;
};

export const aliasBuiltin: Builtin = async (shell, args) => {
  let status = 0;
  const show = (name: string, value: string): Promise<void> =>
    shell.write(1, `alias ${name}='${value.replaceAll("'", "'\\''")}'\n`);
  const words = args.filter((arg) => arg !== "-p");
  if (words.length === 0) {
    for (const [name, value] of [...shell.aliases].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await show(name, value);
  }
  for (const word of words) {
    const equals = word.indexOf("=");
    if (equals > 0) shell.aliases.set(word.slice(0, equals), word.slice(equals + 1));
    else {
      const value = shell.aliases.get(word);
      if (value === undefined) status = await complain(shell, "alias", `${word}: not found`);
      else await show(word, value);
    }
  }
  return status;
};

export const unaliasBuiltin: Builtin = async (shell, args) => {
  let status = 0;
  if (args.includes("-a")) shell.aliases.clear();
  for (const name of args.filter((arg) => arg !== "-a")) {
    if (!shell.aliases.delete(name)) status = await complain(shell, "unalias", `${name}: not found`);
  }
  return status;
};
