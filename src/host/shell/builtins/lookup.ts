import { CommandError } from "../run/control.ts";
import { findAll, findProgram } from "../run/command-lookup.ts";
import type { Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";
import { complain } from "./builtin.ts";
import { BUILTIN_NAMES, KEYWORDS } from "./names.ts";

interface Meaning {
  readonly kind: "alias" | "keyword" | "function" | "builtin" | "file";
  readonly text: string;
}

/** What a name means, in the order in which the shell looks. */
function meanings(shell: Shell, name: string): Meaning[] {
  const found: Meaning[] = [];
  const alias = shell.aliases.get(name);
  if (alias !== undefined && shell.options.expand_aliases) found.push({ kind: "alias", text: alias });
  if (KEYWORDS.has(name)) found.push({ kind: "keyword", text: name });
  const definition = shell.functions.get(name);
  if (definition !== undefined) found.push({ kind: "function", text: definition.source });
  if (BUILTIN_NAMES.has(name)) found.push({ kind: "builtin", text: name });
  return [...found, ...findAll(shell, name).map((text): Meaning => ({ kind: "file", text }))];
}

function sentence(name: string, meaning: Meaning): string {
  switch (meaning.kind) {
    case "alias":
      return `${name} is aliased to \`${meaning.text}'`;
    case "keyword":
      return `${name} is a shell keyword`;
    case "function":
      return `${name} is a function\n${meaning.text}`;
    case "builtin":
      return `${name} is a shell builtin`;
    case "file":
      return `${name} is ${meaning.text}`;
  }
}

export const typeBuiltin: Builtin = async (shell, args) => {
  let status = 0;
  const letters = new Set(
    args.filter((arg) => /^-[afptP]+$/.test(arg)).flatMap((arg) => Array.from(arg.slice(1))),
  );
  for (const name of args.filter((arg) => !/^-[afptP]+$/.test(arg))) {
    let found = meanings(shell, name);
    if (letters.has("f")) found = found.filter(({ kind }) => kind !== "function");
    if (letters.has("P")) found = found.filter(({ kind }) => kind === "file");
    if (found.length === 0) {
      status = 1;
      if (!letters.has("t") && !letters.has("p") && !letters.has("P"))
        await complain(shell, "type", `${name}: not found`);
      continue;
    }
    for (const meaning of letters.has("a") ? found : found.slice(0, 1)) {
      if (letters.has("t")) await shell.write(1, `${meaning.kind}\n`);
      else if (letters.has("p") || letters.has("P")) {
        if (meaning.kind === "file") await shell.write(1, `${meaning.text}\n`);
      } else await shell.write(1, `${sentence(name, meaning)}\n`);
    }
  }
  return status;
};

/** `command [-pVv] name [arg…]`: past functions. */
export const commandBuiltin: Builtin = async (shell, args) => {
  const words = [...args];
  let mode = "";
  while (words[0] !== undefined && /^-[pVv]+$/.test(words[0])) mode += words.shift()!.slice(1);
  if (words[0] === "--") words.shift();
  if (!/[vV]/.test(mode)) return words.length === 0 ? 0 : shell.runner.words(shell, words, "builtins");
  let status = 0;
  for (const name of words) {
    const meaning = meanings(shell, name)[0];
    if (meaning === undefined) {
      status = mode.includes("V") ? await complain(shell, "command", `${name}: not found`) : 1;
    } else if (mode.includes("V")) await shell.write(1, `${sentence(name, meaning)}\n`);
    else if (meaning.kind === "alias") await shell.write(1, `alias ${name}='${meaning.text}'\n`);
    else await shell.write(1, `${meaning.kind === "file" ? meaning.text : name}\n`);
  }
  return status;
};

export const builtinBuiltin: Builtin = async (shell, args) => {
  const name = args[0];
  if (name === undefined) return 0;
  if (!BUILTIN_NAMES.has(name)) return complain(shell, "builtin", `${name}: not a shell builtin`);
  return shell.runner.words(shell, args, "builtins");
};

/** Places are not remembered, so that there is nothing to forget. */
export const hashBuiltin: Builtin = async (shell, args) => {
  let status = 0;
  for (const name of args.filter((arg) => !arg.startsWith("-"))) {
    try {
      findProgram(shell, name);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      status = await complain(shell, "hash", `${name}: not found`);
    }
  }
  return status;
};
