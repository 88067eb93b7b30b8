import { concatBytes, decodeBytes, encodeText } from "../bytes.ts";
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from "../../machine/flags.ts";
import { byteLines, lines, readAll } from "../io/reader.ts";
import type { OpenFile } from "../io/open-file.ts";
import { errorText } from "../run/messages.ts";
import { eachInput, inputBytes } from "./inputs.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const CHUNK = 65_536;

/** tee [-a] [file…] */
export const tee: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "aip",
    long: { append: "a", "ignore-interrupts": "i" },
  });
  const files: OpenFile[] = [];
  let status = 0;
  for (const name of options.operands) {
    try {
      files.push(context.open(name, O_WRONLY | O_CREAT | (options.has("a") ? O_APPEND : O_TRUNC)));
    } catch (error) {
      await context.warn(`${name}: ${errorText(error)}`);
      status = 1;
    }
  }
  for (
    let bytes = await context.stdin.read(CHUNK);
    bytes.length > 0;
    bytes = await context.stdin.read(CHUNK)
  ) {
    await context.out.bytes(bytes);
    for (const file of files) await file.write(bytes);
  }
  for (const file of files) file.release();
  return status;
};

/** uniq [-cdDiuz] [-f fields] [-s characters] [-w characters] [input [output]] */
export const uniq: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "cdDiuz",
    values: "fsw",
    long: {
      count: "c",
      repeated: "d",
      "all-repeated": "D",
      "ignore-case": "i",
      unique: "u",
      "zero-terminated": "z",
      "skip-fields=": "f",
      "skip-chars=": "s",
      "check-chars=": "w",
    },
  });
  const [input = "-", output] = options.operands;
  const key = (line: string): string => {
    let text = line;
    for (let i = Number(options.value("f") ?? 0); i > 0; i--) text = text.replace(/^[ \t]*[^ \t]*/, "");
    text = text.slice(Number(options.value("s") ?? 0));
    if (options.has("w")) text = text.slice(0, Number(options.value("w")));
    return options.has("i") ? text.toLowerCase() : text;
  };
  const end = options.has("z") ? "\0" : "\n";
  const written: string[] = [];
  const emit = (group: readonly string[]): void => {
    if (group.length === 0) return;
    if (options.has("D")) {
      if (group.length > 1) written.push(...group.map((line) => line + end));
      return;
    }
    if (options.has("d") && group.length === 1) return;
    if (options.has("u") && group.length > 1) return;
    written.push(`${options.has("c") ? `${String(group.length).padStart(7)} ` : ""}${group[0]}${end}`);
  };
  const target = output === undefined ? null : context.open(output, O_WRONLY | O_CREAT | O_TRUNC);
  const flush = async (): Promise<void> => {
    const text = written.splice(0).join("");
    await (target === null ? context.out.text(text) : target.write(encodeText(text)));
  };
  let group: string[] = [];
  const status = await eachInput(context, [input], async ({ file }) => {
    for await (const { bytes } of byteLines(file, end.charCodeAt(0))) {
      const line = decodeBytes(bytes);
      if (group.length > 0 && key(group[0]!) === key(line)) {
        group.push(line);
        continue;
      }
      emit(group);
      await flush();
      group = [line];
    }
  });
  emit(group);
  await flush();
  target?.release();
  return status;
};

/** cut -b list | -c list | -f list [-d mark] [-s] [--complement] [--output-delimiter=text] [file…] */
export const cut: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "snz",
    values: "bcfd",
    long: {
      "bytes=": "b",
      "characters=": "c",
      "fields=": "f",
      "delimiter=": "d",
      "only-delimited": "s",
      complement: "complement",
      "output-delimiter=": "output",
      "zero-terminated": "z",
    },
  });
  const list = options.value("f") ?? options.value("c") ?? options.value("b");
  if (list === undefined) return usage(context, "you must specify a list of bytes, characters, or fields");
  const byFields = options.has("f");
  const delimiter = options.value("d") ?? "\t";
  if (delimiter.length > 1) return usage(context, "the delimiter must be a single character");
  const ranges = await readRanges(context, list, byFields);
  const complement = options.has("complement");
  const chosen = (i: number): boolean => ranges.some(([from, to]) => i >= from && i <= to) !== complement;
  const output = options.value("output") ?? (byFields ? delimiter : "");
  const end = options.has("z") ? 0 : 10;
  return eachInput(context, options.operands, async ({ file }) => {
    for await (const { bytes } of byteLines(file, end)) {
      if (byFields) {
        const line = decodeBytes(bytes);
        const fields = line.split(delimiter);
        if (fields.length === 1) {
          if (!options.has("s")) await context.out.text(line + String.fromCharCode(end));
          continue;
        }
        const kept = fields.filter((_, i) => chosen(i + 1));
        await context.out.text(kept.join(output) + String.fromCharCode(end));
      } else {
        // GNU's cut counts bytes for characters as well.
        const kept = bytes.filter((_, i) => chosen(i + 1));
        await context.out.bytes(concatBytes([kept, Uint8Array.of(end)]));
      }
    }
  });
};

async function readRanges(
  context: ProgramContext,
  list: string,
  fields: boolean,
): Promise<[number, number][]> {
  const ranges: [number, number][] = [];
  for (const piece of list.split(/[, ]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(piece);
    if (match === null || piece === "" || piece === "-") {
      return usage(context, fields ? `invalid field range` : `invalid byte or character range`);
    }
    const from = match[1] === "" ? 1 : Number(match[1]);
    const to = match[2] === "" ? from : match[3] === "" ? Infinity : Number(match[3]);
    if (from === 0)
      return usage(
        context,
        fields ? "fields are numbered from 1" : "byte/character positions are numbered from 1",
      );
    if (to < from) return usage(context, "invalid decreasing range");
    ranges.push([from, to]);
  }
  return ranges;
}

export const tac: Program = (context) =>
  eachInput(
    context,
    context.args,
    async ({ file }) => {
      const text = decodeBytes(await readAll(file));
      const pieces = text.split(/(?<=\n)/).toReversed();
      await context.out.text(pieces.join(""));
    },
    (name, reason) => `failed to open '${name}' for reading: ${reason}`,
  );

export const rev: Program = (context) =>
  eachInput(context, context.args, async ({ file }) => {
    for await (const { text, terminated } of lines(file)) {
      await context.out.text(Array.from(text).toReversed().join("") + (terminated ? "\n" : ""));
    }
  });

/** paste [-s] [-d list] [file…] */
export const paste: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "sz",
    values: "d",
    long: { serial: "s", "delimiters=": "d" },
  });
  const marks = Array.from(
    (options.value("d") ?? "\t")
      .replaceAll("\\n", "\n")
      .replaceAll("\\t", "\t")
      .replaceAll("\\0", "\u{10ffff}")
      .replaceAll("\\\\", "\\"),
  );
  const mark = (i: number): string =>
    marks.length === 0 ? "" : marks[i % marks.length]!.replace("\u{10ffff}", "");
  const names = options.operands.length === 0 ? ["-"] : options.operands;
  // Several `-` take lines of the same input in turn.
  const stdins = names.filter((name) => name === "-").length;
  const columns: string[][] = [];
  let stdin: string[] | null = null;
  for (const name of names) {
    if (name === "-" && stdins > 1 && !options.has("s")) {
      stdin ??= splitLines(decodeBytes(await inputBytes(context, "-")));
      const at = columns.filter((_, i) => names[i] === "-").length;
      columns.push(stdin.filter((_, i) => i % stdins === at));
      continue;
    }
    try {
      columns.push(splitLines(decodeBytes(await inputBytes(context, name))));
    } catch (error) {
      return context.fail(`${name}: ${errorText(error)}`);
    }
  }
  const join = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell : mark(i - 1) + cell)).join("");
  if (options.has("s")) for (const column of columns) await context.out.line(join(column));
  else {
    const height = Math.max(...columns.map((column) => column.length));
    for (let row = 0; row < height; row++)
      await context.out.line(join(columns.map((column) => column[row] ?? "")));
  }
  return 0;
};

export function splitLines(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** fold [-bs] [-w width] [file…] */
export const fold: Program = async (context) => {
  const options = await readOptions(
    context,
    { flags: "bs", values: "w", long: { bytes: "b", spaces: "s", "width=": "w" } },
    context.args.map((arg) => (/^-\d+$/.test(arg) ? `-w${arg.slice(1)}` : arg)),
  );
  const width = Number(options.value("w") ?? 80);
  if (!Number.isInteger(width) || width < 1)
    return context.fail(`invalid number of columns: '${options.value("w")}'`);
  return eachInput(context, options.operands, async ({ file }) => {
    for await (const { text, terminated } of lines(file)) {
      let rest = Array.from(text);
      while (rest.length > width) {
        const blank = options.has("s") ? rest.slice(0, width).findLastIndex((char) => /\s/.test(char)) : -1;
        const size = blank === -1 ? width : blank + 1;
        await context.out.line(rest.slice(0, size).join(""));
        rest = rest.slice(size);
      }
      await context.out.text(rest.join("") + (terminated ? "\n" : ""));
    }
  });
};

/** comm [-123] file file */
export const comm: Program = async (context) => {
  const options = await readOptions(context, { flags: "123" });
  const [first, second] = options.operands;
  if (first === undefined || second === undefined) return usage(context, "missing operand");
  const left = splitLines(decodeBytes(await inputBytes(context, first)));
  const right = splitLines(decodeBytes(await inputBytes(context, second)));
  const indent = [0, options.has("1") ? 0 : 1, (options.has("1") ? 0 : 1) + (options.has("2") ? 0 : 1)];
  const show = async (column: 1 | 2 | 3, line: string): Promise<void> => {
    if (!options.has(String(column))) await context.out.line("\t".repeat(indent[column - 1]!) + line);
  };
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (b === undefined || (a !== undefined && a < b)) {
      await show(1, a!);
      i++;
    } else if (a === undefined || b < a) {
      await show(2, b);
      j++;
    } else {
      await show(3, a);
      i++;
      j++;
    }
  }
  return 0;
};
