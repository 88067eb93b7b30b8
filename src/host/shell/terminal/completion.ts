import { BUILTIN_NAMES, KEYWORDS } from "../builtins/names.ts";
import { compareText } from "../expand/glob.ts";
import { errorCode } from "../run/messages.ts";
import type { Shell } from "../run/shell.ts";

export interface Completion {
  /** How many characters before the cursor the candidates stand for. */
  readonly length: number;
  /** What to put in their place when there is but one, or as far as all agree. */
  readonly common: string;
  readonly unique: boolean;
  /** What to show, sorted. */
  readonly shown: readonly string[];
}

interface Candidate {
  readonly insert: string;
  readonly shown: string;
  /** A folder goes on. */
  readonly open: boolean;
}

/** What could stand where the cursor is. Null: nothing. */
export function complete(shell: Shell, before: string): Completion | null {
  const word = lastWord(before);
  const candidates = word.raw.startsWith("$")
    ? variables(shell, word.raw)
    : word.isCommand && !word.text.includes("/")
      ? commands(shell, word.text)
      : files(shell, word.text, word.isCommand);
  if (candidates.length === 0) return null;
  const unique = candidates.length === 1;
  const only = candidates[0]!;
  const common = unique
    ? only.insert + (only.open ? "" : `${word.quote}`)
    : commonPrefix(candidates.map(({ insert }) => insert));
  const inserted = word.raw.startsWith("$") ? common : word.quote === "" ? escape(common) : common;
  return {
    length: Array.from(word.raw).length,
    common: word.quote + inserted + (unique && !only.open ? " " : ""),
    unique,
    shown: candidates.map(({ shown }) => shown),
  };
}

interface LastWord {
  /** As typed, with its opening quote. */
  readonly raw: string;
  /** With quotes and backslashes taken out. */
  readonly text: string;
  readonly quote: "" | "'" | '"';
  readonly isCommand: boolean;
}

/** The word that ends at the cursor. */
function lastWord(before: string): LastWord {
  let start = 0;
  let text = "";
  let quote: LastWord["quote"] = "";
  let isCommand = true;
  let sawWord = false;
  for (let at = 0; at < before.length; at++) {
    const char = before[at]!;
    if (quote !== "") {
      if (char === quote) quote = "";
      else text += char;
    } else if (char === "\\") text += before[++at] ?? "";
    else if (char === "'" || char === '"') quote = char;
    else if (/[\s;|&()<>`]/.test(char)) {
      if (/[\s]/.test(char)) {
        if (
          sawWord &&
          !/^[A-Za-z_]\w*=/.test(text) &&
          !/^(then|do|else|sudo|exec|time|if|while|until|!|\{)$/.test(text)
        )
          isCommand = false;
      } else isCommand = char !== "<" && char !== ">";
      start = at + 1;
      text = "";
      sawWord = false;
      continue;
    } else text += char;
    sawWord = true;
  }
  const equals = /^[A-Za-z_]\w*=/.exec(text);
  if (equals !== null && quote === "") {
    return {
      raw: before.slice(start + equals[0].length),
      text: text.slice(equals[0].length),
      quote,
      isCommand: false,
    };
  }
  return { raw: before.slice(start), text, quote, isCommand };
}

function variables(shell: Shell, raw: string): Candidate[] {
  const prefix = raw.replace(/^\$\{?/, "");
  const head = raw.slice(0, raw.length - prefix.length);
  const names = shell.variables.names().filter((name) => name.startsWith(prefix));
  return names.map((name) => ({
    insert: `${head}${name}${head.endsWith("{") ? "}" : ""}`,
    shown: name,
    open: false,
  }));
}

function commands(shell: Shell, prefix: string): Candidate[] {
  if (prefix === "") return [];
  const names = new Set<string>([
    ...BUILTIN_NAMES,
    ...KEYWORDS,
    ...shell.functions.keys(),
    ...shell.aliases.keys(),
  ]);
  for (const folder of (shell.variables.scalar("PATH") ?? "").split(":")) {
    for (const { name } of entries(shell, folder)) names.add(name);
  }
  const found = [...names].filter((name) => name.startsWith(prefix)).toSorted(compareText);
  const folders = files(shell, prefix, true).filter(({ open }) => open);
  return [
    ...found.map((name) => ({ insert: name, shown: name, open: false })),
    ...(found.length === 0 ? folders : []),
  ];
}

function entries(shell: Shell, folder: string): { name: string; type: number }[] {
  try {
    return shell.sys.readdir(shell.path(folder === "" ? "." : folder));
  } catch (error) {
    errorCode(error);
    return [];
  }
}

function files(shell: Shell, text: string, executable: boolean): Candidate[] {
  const slash = text.lastIndexOf("/") + 1;
  const [folder, prefix] = [text.slice(0, slash), text.slice(slash)];
  const place = folder.startsWith("~/") ? (shell.variables.scalar("HOME") ?? "") + folder.slice(1) : folder;
  const found: Candidate[] = [];
  for (const { name, type } of entries(shell, place)) {
    if (!name.startsWith(prefix) || (name.startsWith(".") && prefix === "")) continue;
    const open = type === 2 || (type === 3 && isFolder(shell, `${place}${name}`));
    if (executable && !open && !isExecutable(shell, `${place}${name}`)) continue;
    found.push({ insert: `${folder}${name}${open ? "/" : ""}`, shown: `${name}${open ? "/" : ""}`, open });
  }
  return found.toSorted((a, b) => compareText(a.shown, b.shown));
}

function isFolder(shell: Shell, path: string): boolean {
  try {
    return (shell.sys.stat(shell.path(path)).mode & 0o170000) === 0o040000;
  } catch (error) {
    errorCode(error);
    return false;
  }
}

function isExecutable(shell: Shell, path: string): boolean {
  try {
    shell.sys.access(shell.path(path), 1);
    return true;
  } catch (error) {
    errorCode(error);
    return false;
  }
}

function commonPrefix(texts: readonly string[]): string {
  let prefix = texts[0] ?? "";
  for (const text of texts) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

function escape(text: string): string {
  const tilde = text.startsWith("~/") ? "~/" : "";
  return tilde + text.slice(tilde.length).replace(/[\s!"#$&'()*;<>?[\\\]^`{|}]/g, "\\$&");
}
