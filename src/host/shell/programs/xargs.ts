import { O_RDONLY } from "../../machine/flags.ts";
import { decodeBytes, encodeText } from "../bytes.ts";
import { readAll } from "../io/reader.ts";
import { quoteIfNeeded } from "../expand/transform.ts";
import { readOptions } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const NOT_FOUND = 127;
const MAX_BYTES = 131_072;

/** xargs [-0rtx] [-d mark] [-n count] [-L lines] [-I name] [-P jobs] [command …] */
export const xargs: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "0rtxpo",
    values: "dnLIPEsa",
    early: true,
    long: {
      null: "0",
      "no-run-if-empty": "r",
      verbose: "t",
      exit: "x",
      "delimiter=": "d",
      "max-args=": "n",
      "max-lines=": "L",
      "replace=": "I",
      "max-procs=": "P",
      "arg-file=": "a",
    },
  });
  const command = options.operands.length === 0 ? ["echo"] : options.operands;
  const source = options.value("a");
  const text = decodeBytes(
    source === undefined ? await readAll(context.stdin) : context.sys.readFile(context.path(source)),
  );
  const replace = options.value("I");
  const mark = options.has("0")
    ? "\0"
    : options.value("d")?.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
  let items: string[];
  if (mark !== undefined)
    items = (text.endsWith(mark) ? text.slice(0, -1) : text)
      .split(mark)
      .filter((item, i, all) => item !== "" || all.length > 1);
  else if (replace !== undefined)
    items = text
      .split("\n")
      .map((line) => line.trimStart())
      .filter((line) => line !== "");
  else {
    const split = words(text);
    if (split === null)
      return context.fail(
        "unmatched single quote; by default quotes are special to xargs unless you use the -0 option",
      );
    items = split;
  }
  const runs: string[][] = [];
  if (replace !== undefined) {
    for (const item of items) runs.push(command.map((word) => word.replaceAll(replace, item)));
  } else {
    const groups =
      options.has("L") && mark === undefined
        ? byLines(text, Number(options.value("L")))
        : chunks(items, Number(options.value("n") ?? options.value("L") ?? Infinity));
    for (const group of groups) runs.push([...command, ...group]);
    if (runs.length === 0 && !options.has("r")) runs.push([...command]);
  }
  return runAll(context, runs, options.has("t"), Number(options.value("P") ?? 1));
};

async function runAll(
  context: ProgramContext,
  runs: readonly string[][],
  verbose: boolean,
  jobs: number,
): Promise<number> {
  const empty = context.open("/dev/null", O_RDONLY);
  let status = 0;
  let next = 0;
  let ended = false;
  const worker = async (): Promise<void> => {
    while (next < runs.length && !ended) {
      const argv = runs[next++]!;
      if (verbose) await context.stderr.write(encodeText(`${argv.map(quoteIfNeeded).join(" ")}\n`));
      const code = await context.run(argv, { stdin: empty });
      if (code === NOT_FOUND || code === 126) {
        status = code;
        ended = true;
      } else if (code === 255) {
        await context.warn(`${argv[0]}: exited with status 255; aborting`);
        status = 124;
        ended = true;
      } else if (code > 128) status = 125;
      else if (code !== 0 && status === 0) status = 123;
    }
  };
  const count = jobs === 0 ? runs.length : Math.min(jobs, runs.length);
  await Promise.all(Array.from({ length: count }, worker));
  empty.release();
  return status;
}

/** Blanks separate, quotes and backslashes protect. Null: a quote that does not end. */
function words(text: string): string[] | null {
  const found: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (/[ \t\n]/.test(char)) {
      if (word !== null) found.push(word);
      word = null;
    } else if (char === "\\") word = (word ?? "") + (text[++at] ?? "");
    else if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1);
      if (end === -1) return null;
      word = (word ?? "") + text.slice(at + 1, end);
      at = end;
    } else word = (word ?? "") + char;
  }
  if (word !== null) found.push(word);
  return found;
}

function byLines(text: string, count: number): string[][] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return chunks(lines, count).map((group) => group.flatMap((line) => words(line) ?? []));
}

/** Groups of at most `count`, none longer than a command line may be. */
function chunks(items: readonly string[], count: number): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let size = 0;
  for (const item of items) {
    if (group.length >= count || (size + item.length > MAX_BYTES && group.length > 0)) {
      groups.push(group);
      group = [];
      size = 0;
    }
    group.push(item);
    size += item.length + 1;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
