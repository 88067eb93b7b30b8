import { assign } from "../expand/parameters.ts";
import type { Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";
import { BUILTIN_NAMES } from "./names.ts";

/** Where getopts stands inside of an argument such as `-abc`, by shell. */
const inside = new WeakMap<Shell, { readonly index: number; readonly at: number }>();

/** `getopts optstring name [arg…]` */
export const getoptsBuiltin: Builtin = async (shell, args) => {
  const [options, name, ...given] = args;
  if (options === undefined || name === undefined) {
    await shell.complain("getopts: usage: getopts optstring name [arg ...]");
    return 2;
  }
  const words = given.length > 0 ? given : shell.positional;
  const index = Number(shell.variables.scalar("OPTIND") ?? "1") || 1;
  const silent = options.startsWith(":");
  const before = inside.get(shell);
  const at = before?.index === index ? before.at : 1;
  const word = words[index - 1];
  const finish = (next: number): number => {
    inside.delete(shell);
    assign(shell, "OPTIND", null, String(next));
    assign(shell, name, null, "?");
    return 1;
  };
  if (word === undefined || !/^-./.test(word)) return finish(index);
  if (word === "--") return finish(index + 1);
  const letter = word[at]!;
  const known = letter !== ":" ? options.indexOf(letter) : -1;
  const takesValue = known !== -1 && options[known + 1] === ":";
  let next = index;
  if (at + 1 < word.length && !takesValue) inside.set(shell, { index, at: at + 1 });
  else {
    next = index + 1;
    inside.delete(shell);
  }
  shell.variables.unset("OPTARG");
  let result = letter;
  if (known === -1) {
    result = "?";
    if (silent) assign(shell, "OPTARG", null, letter);
    else if (shell.variables.scalar("OPTERR") !== "0")
      await shell.write(2, `${shell.name}: illegal option -- ${letter}\n`);
  } else if (takesValue) {
    const attached = word.slice(at + 1);
    const value = attached === "" ? words[index] : attached;
    if (attached === "") next = index + 2;
    if (value === undefined) {
      next = index + 1;
      result = silent ? ":" : "?";
      if (silent) assign(shell, "OPTARG", null, letter);
      else await shell.write(2, `${shell.name}: option requires an argument -- ${letter}\n`);
    } else assign(shell, "OPTARG", null, value);
  }
  assign(shell, "OPTIND", null, String(next));
  assign(shell, name, null, result);
  return 0;
};

export const umaskBuiltin: Builtin = async (shell, args) => {
  const word = args.find((arg) => !arg.startsWith("-"));
  const mask = shell.sys.umask();
  if (word === undefined) {
    const text = args.includes("-S") ? symbolic(mask) : mask.toString(8).padStart(4, "0");
    await shell.write(1, `${text}\n`);
    return 0;
  }
  if (!/^[0-7]+$/.test(word)) return complain(shell, "umask", `${word}: octal number out of range`);
  shell.sys.umask(Number.parseInt(word, 8));
  return 0;
};

function symbolic(mask: number): string {
  const part = (shift: number): string =>
    ["r", "w", "x"].filter((_, i) => (((mask >> shift) >> (2 - i)) & 1) === 0).join("");
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
}

export const helpBuiltin: Builtin = async (shell) => {
  const names = [...BUILTIN_NAMES].toSorted();
  await shell.write(
    1,
    `Commands of the shell itself:\n  ${names.join(" ")}\nPrograms are in /usr/bin: ls /usr/bin\n`,
  );
  return 0;
};

export const timesBuiltin: Builtin = async (shell) => {
  await shell.write(1, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n");
  return 0;
};

/** Limits are the machine's own: what a program sets for itself makes no difference. */
export const ulimitBuiltin: Builtin = async (shell, args) => {
  if (args.every((arg) => arg.startsWith("-"))) await shell.write(1, "unlimited\n");
  return 0;
};

/** The lines that the terminal's shell remembers. */
export const historyBuiltin: Builtin = async (shell, args) => {
  const { history } = shell;
  if (args[0] === "-c") {
    history.splice(0);
    return 0;
  }
  const count = args[0] === undefined ? history.length : Number(args[0]);
  const start = Math.max(0, history.length - count);
  const lines = history.slice(start).map((line, i) => `${String(start + i + 1).padStart(5)}  ${line}\n`);
  await shell.write(1, lines.join(""));
  return 0;
};
