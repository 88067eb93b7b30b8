import { S_IFDIR, S_IFMT } from "../../machine/flags.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { decodeBytes } from "../bytes.ts";
import { patternRegex } from "../expand/pattern.ts";
import type { OpenFile } from "../io/open-file.ts";
import { byteLines } from "../io/reader.ts";
import { errorText } from "../run/messages.ts";
import { inputBytes, withInput } from "./inputs.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { posixRegex, posixSource, RegexError } from "./regex.ts";

const COLOURS = {
  match: "\x1b[01;31m\x1b[K",
  name: "\x1b[35m\x1b[K",
  mark: "\x1b[36m\x1b[K",
  number: "\x1b[32m\x1b[K",
  off: "\x1b[m\x1b[K",
};
const FLAGS = "EFGPivwxcnlLoqshHrRzaIbUTZ";
const LONG = {
  "extended-regexp": "E", "fixed-strings": "F", "basic-regexp": "G", "perl-regexp": "P", "regexp=": "e", "file=": "f",
  "ignore-case": "i", "invert-match": "v", "word-regexp": "w", "line-regexp": "x", count: "c", "line-number": "n",
  "files-with-matches": "l", "files-without-match": "L", "only-matching": "o", quiet: "q", silent: "q",
  "no-messages": "s", "no-filename": "h", "with-filename": "H", recursive: "r", "dereference-recursive": "R",
  "null-data": "z", text: "a", "max-count=": "m", "after-context=": "A", "before-context=": "B", "context=": "C",
  "include=": "include", "exclude=": "exclude", "exclude-dir=": "exclude-dir", "byte-offset": "b", null: "Z",
  "binary-files=": "binary", "line-buffered": "U", "no-ignore-case": "U",
}; // prettier-ignore

interface Search {
  readonly context: ProgramContext;
  readonly options: Options;
  /** Gives the matches of a line, at least one of which is not empty when only matches are shown. */
  readonly regex: RegExp;
  readonly names: boolean;
  readonly colour: boolean;
  readonly before: number;
  readonly after: number;
  readonly limit: number;
}

/** grep, egrep and fgrep as GNU's. 0: a line was selected, 1: none, 2: an error. */
export const grep: Program = async (context) => {
  const around = context.args.map((arg) => (/^-\d+$/.test(arg) ? `-C${arg.slice(1)}` : arg));
  const colours = around.filter((arg) => /^--colou?r(=|$)/.test(arg));
  const args = around.filter((arg) => !colours.includes(arg));
  const options = await readOptions(context, { flags: FLAGS, values: "efmABCd", long: LONG }, args);
  const operands = [...options.operands];
  const patterns: string[] = [];
  for (const [name, value] of options.all) {
    if (name === "e") patterns.push(...value.split("\n"));
    if (name === "f")
      patterns.push(
        ...decodeBytes(await inputBytes(context, value))
          .replace(/\n$/, "")
          .split("\n"),
      );
  }
  if (!options.has("e", "f")) {
    const first = operands.shift();
    if (first === undefined) {
      await context.stderr.write(
        new TextEncoder().encode(`Usage: ${context.name} [OPTION]... PATTERNS [FILE]...\n`),
      );
      return usage(context, "no pattern", 2);
    }
    patterns.push(...first.split("\n"));
  }
  const regex = await compile(context, options, patterns);
  const recursive = options.has("r", "R");
  const names = options.has("h") ? false : options.has("H") || operands.length > 1 || recursive;
  const lines = Number(options.value("C") ?? 0);
  const search: Search = {
    context,
    options,
    regex,
    names,
    colour: isColoured(context, colours.at(-1)),
    before: Number(options.value("B") ?? lines),
    after: Number(options.value("A") ?? lines),
    limit: Number(options.value("m") ?? Infinity),
  };
  const files = operands.length > 0 ? operands : [recursive ? "." : "-"];
  return searchAll(search, files, recursive, operands.length === 0);
};

/** `--color` is `--color=auto`: only at a terminal. */
function isColoured(context: ProgramContext, option: string | undefined): boolean {
  if (option === undefined || option.endsWith("=never")) return false;
  return option.endsWith("=always") || context.isTerminal(context.stdout);
}

async function compile(
  context: ProgramContext,
  options: Options,
  patterns: readonly string[],
): Promise<RegExp> {
  const extended = options.has("E") || context.name === "egrep";
  const fixed = options.has("F") || context.name === "fgrep";
  const perl = options.has("P");
  const ignoreCase = options.has("i");
  try {
    const sources = patterns.map((pattern) => {
      if (fixed) return pattern.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      if (perl) return pattern;
      return posixSource(pattern, extended);
    });
    // A whole line or whole words: the pattern may not be cut by its own anchors.
    let source = sources.map((one) => (sources.length > 1 ? `(?:${one})` : one)).join("|");
    if (options.has("x")) source = `^(?:${source})$`;
    else if (options.has("w")) source = `(?<![\\p{L}\\p{Nd}_])(?:${source})(?![\\p{L}\\p{Nd}_])`;
    if (sources.length === 1 && !fixed && !perl) posixRegex(patterns[0]!, { extended, ignoreCase });
    return new RegExp(source, `gu${ignoreCase ? "i" : ""}`);
  } catch (error) {
    if (error instanceof RegexError) return context.fail(error.message, 2);
    if (error instanceof SyntaxError) return context.fail("Invalid regular expression", 2);
    throw error;
  }
}

async function searchAll(
  search: Search,
  files: readonly string[],
  recursive: boolean,
  bare: boolean,
): Promise<number> {
  const { context, options } = search;
  let found = false;
  let failed = false;
  const one = async (name: string): Promise<void> => {
    try {
      if (name !== "-" && (context.sys.stat(context.path(name)).mode & S_IFMT) === S_IFDIR) {
        if (recursive) for (const inner of below(search, name, bare)) await one(inner);
        else if (!options.has("s")) {
          await context.warn(`${name}: Is a directory`);
          failed = true;
        }
        return;
      }
      await withInput(context, name, async ({ file }) => {
        if (await searchFile(search, name === "-" ? "(standard input)" : name, file)) found = true;
      });
    } catch (error) {
      if (!(error instanceof SyscallError) || error.code === "EPIPE") throw error;
      failed = true;
      if (!options.has("s")) await context.warn(`${name}: ${errorText(error)}`);
    }
  };
  for (const name of files) {
    await one(name);
    if (found && options.has("q")) return 0;
  }
  if (failed && !(found && options.has("q"))) return 2;
  return found ? 0 : 1;
}

/** Files below a folder that the include and exclude options let through. */
function below(search: Search, folder: string, bare: boolean): string[] {
  const { context, options } = search;
  const patterns = (name: string): RegExp[] =>
    options.all.filter(([key]) => key === name).map(([, value]) => patternRegex(value, { extended: false }));
  const [include, exclude, folders] = [patterns("include"), patterns("exclude"), patterns("exclude-dir")];
  const prefix = bare && folder === "." ? "" : `${folder.replace(/\/$/, "")}/`;
  return context.sys.readdir(context.path(folder)).flatMap(({ name, type }) => {
    const path = prefix + name;
    if (type === 2) return folders.some((regex) => regex.test(name)) ? [] : below(search, path, false);
    if (type !== 1 && !(type === 3 && options.has("R"))) return [];
    if (include.length > 0 && !include.some((regex) => regex.test(name))) return [];
    return exclude.some((regex) => regex.test(name)) ? [] : [path];
  });
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
}

/** @returns whether a line was selected. */
async function searchFile(search: Search, name: string, file: OpenFile): Promise<boolean> {
  const { options, context, regex } = search;
  const lists = options.has("l", "L");
  const quiet = options.has("q") || lists || options.has("c");
  const held: Line[] = [];
  let count = 0;
  let number = 0;
  let offset = 0;
  let shownUpTo = 0;
  let follow = 0;
  for await (const { bytes } of byteLines(file, options.has("z") ? 0 : 10)) {
    if (bytes.includes(0) && !options.has("a", "z") && !quiet) return binaryFile(search, name, bytes, count);
    const line: Line = { text: decodeBytes(bytes), number: ++number, offset };
    offset += bytes.length + 1;
    regex.lastIndex = 0;
    const selected = regex.test(line.text) !== options.has("v");
    if (selected) {
      count++;
      if (options.has("q")) return true;
      if (lists) break;
      if (!quiet) {
        if (search.before + search.after > 0 && shownUpTo > 0 && number - held.length > shownUpTo + 1)
          await separator(search);
        for (const earlier of held.splice(0)) await show(search, name, earlier, "-");
        await show(search, name, line, ":");
        shownUpTo = number;
        follow = search.after;
      }
      if (count >= search.limit) break;
    } else if (!quiet && follow > 0) {
      follow--;
      await show(search, name, line, "-");
      shownUpTo = number;
    } else if (!quiet && search.before > 0) {
      held.push(line);
      if (held.length > search.before) held.shift();
    }
  }
  if (options.has("c")) await context.out.line(search.names ? `${name}:${count}` : String(count));
  const listed = options.has("l") ? count > 0 : options.has("L") && count === 0;
  if (listed) await context.out.text(name + (options.has("Z") ? "\0" : "\n"));
  return options.has("L") ? count === 0 : count > 0;
}

async function binaryFile(search: Search, name: string, bytes: Uint8Array, count: number): Promise<boolean> {
  search.regex.lastIndex = 0;
  const matches = count > 0 || search.regex.test(decodeBytes(bytes)) !== search.options.has("v");
  if (matches) await search.context.out.line(`${search.context.name}: ${name}: binary file matches`);
  return matches;
}

async function separator({ context, colour }: Search): Promise<void> {
  await context.out.line(colour ? `${COLOURS.mark}--${COLOURS.off}` : "--");
}

async function show(search: Search, name: string, line: Line, mark: ":" | "-"): Promise<void> {
  const { options, context, colour } = search;
  const paint = (text: string, code: string): string => (colour ? `${code}${text}${COLOURS.off}` : text);
  const head = (offset: number): string => {
    let text = "";
    const after = paint(mark, COLOURS.mark);
    if (search.names) text += paint(name, COLOURS.name) + after;
    if (options.has("n")) text += paint(String(line.number), COLOURS.number) + after;
    if (options.has("b")) text += paint(String(offset), COLOURS.number) + after;
    return text;
  };
  const end = options.has("z") ? "\0" : "\n";
  if (options.has("o")) {
    if (mark === "-" || options.has("v")) return;
    search.regex.lastIndex = 0;
    for (const match of line.text.matchAll(search.regex)) {
      if (match[0] === "") continue;
      const offset = line.offset + new TextEncoder().encode(line.text.slice(0, match.index)).length;
      await context.out.text(head(offset) + paint(match[0], COLOURS.match) + end);
    }
    return;
  }
  const painted = colour && mark === ":" && !options.has("v");
  const text = painted
    ? line.text.replace(search.regex, (match) => (match === "" ? "" : paint(match, COLOURS.match)))
    : line.text;
  await context.out.text(head(line.offset) + text + end);
}
