import { decodeBytes, encodeText } from "../bytes.ts";
import { compareText } from "../expand/glob.ts";
import { errorText } from "../run/messages.ts";
import { inputBytes } from "./inputs.ts";
import { readOptions, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const ORDER = "bdfghiMnRrV";

interface Key {
  readonly start: { readonly field: number; readonly character: number };
  /** Null: to the end of the line. */
  readonly end: { readonly field: number; readonly character: number } | null;
  readonly order: string;
}

/** sort as GNU's in the C locale. */
export const sort: Program = async (context) => {
  const options = await readOptions(context, {
    flags: `${ORDER}csuzmC`,
    values: "koStT",
    long: {
      "ignore-leading-blanks": "b", "dictionary-order": "d", "ignore-case": "f", "general-numeric-sort": "g",
      "human-numeric-sort": "h", "ignore-nonprinting": "i", "month-sort": "M", "numeric-sort": "n", "random-sort": "R",
      reverse: "r", "version-sort": "V", check: "c", "key=": "k", merge: "m", "output=": "o", stable: "s",
      "field-separator=": "t", unique: "u", "zero-terminated": "z", "buffer-size=": "S", "temporary-directory=": "T",
    },
  }); // prettier-ignore
  const general = Array.from(ORDER)
    .filter((letter) => options.has(letter))
    .join("");
  const keys: Key[] = [];
  for (const [name, value] of options.all)
    if (name === "k") keys.push(await readKey(context, value, general));
  const separator = options.value("t");
  if (separator !== undefined && separator.length !== 1 && separator !== "\\0") {
    return context.fail(separator === "" ? "empty tab" : `multi-character tab '${separator}'`, 2);
  }
  const lines = await readLines(context, options);
  const compareKeys = comparison(keys, general, separator === "\\0" ? "\0" : separator);
  const last = options.has("s", "u")
    ? null
    : (a: string, b: string) => compareText(a, b) * (general.includes("r") ? -1 : 1);
  const compare = (a: string, b: string): number => compareKeys(a, b) || (last?.(a, b) ?? 0);
  if (options.has("c", "C")) return check(context, options, lines, compare);
  const sorted = lines.toSorted(compare);
  const kept = options.has("u")
    ? sorted.filter((line, i) => i === 0 || compareKeys(sorted[i - 1]!, line) !== 0)
    : sorted;
  await output(context, options, kept);
  return 0;
};

async function readLines(context: ProgramContext, options: Options): Promise<string[]> {
  const end = options.has("z") ? "\0" : "\n";
  const lines: string[] = [];
  for (const name of options.operands.length === 0 ? ["-"] : options.operands) {
    try {
      const text = decodeBytes(await inputBytes(context, name));
      if (text === "") continue;
      for (const line of (text.endsWith(end) ? text.slice(0, -1) : text).split(end)) lines.push(line);
    } catch (error) {
      const reason = errorText(error);
      return context.fail(
        `${reason === "Is a directory" ? "read failed" : "cannot read"}: ${name}: ${reason}`,
        2,
      );
    }
  }
  return lines;
}

async function check(
  context: ProgramContext,
  options: Options,
  lines: readonly string[],
  compare: (a: string, b: string) => number,
): Promise<number> {
  for (let i = 1; i < lines.length; i++) {
    const order = compare(lines[i - 1]!, lines[i]!);
    if (order < 0 || (order === 0 && !options.has("u"))) continue;
    const name = options.operands[0] ?? "-";
    if (options.has("c")) await context.warn(`${name}:${i + 1}: disorder: ${lines[i]}`);
    return 1;
  }
  return 0;
}

async function output(context: ProgramContext, options: Options, lines: readonly string[]): Promise<void> {
  const end = options.has("z") ? "\0" : "\n";
  const target = options.value("o");
  if (target !== undefined) {
    const text = lines.map((line) => line + end).join("");
    context.sys.writeFile(context.path(target), encodeText(text), 0o1101, 0o666);
    return;
  }
  for (const line of lines) await context.out.text(line + end);
}

async function readKey(context: ProgramContext, text: string, general: string): Promise<Key> {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (match === null)
    return context.fail(`invalid number at field start: invalid count at start of '${text}'`, 2);
  if (Number(match[1]) === 0)
    return context.fail(`-: invalid field specification '${text}': field number is zero`, 2);
  const own = `${match[3] ?? ""}${match[6] ?? ""}`;
  return {
    start: { field: Number(match[1]), character: Number(match[2] ?? 1) },
    end: match[4] === undefined ? null : { field: Number(match[4]), character: Number(match[5] ?? 0) },
    order: own === "" ? general : own,
  };
}

function comparison(
  keys: readonly Key[],
  general: string,
  separator: string | undefined,
): (a: string, b: string) => number {
  if (keys.length === 0) {
    if (general === "") return compareText;
    const compare = comparator(general);
    return compare;
  }
  const comparators = keys.map((key) => ({ key, compare: comparator(key.order) }));
  return (a, b) => {
    for (const { key, compare } of comparators) {
      const order = compare(extract(a, key, separator), extract(b, key, separator));
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** The part of the line that a key names. Without a separator, blanks belong to the field that they precede. */
function extract(line: string, key: Key, separator: string | undefined): string {
  const starts = fieldStarts(line, separator);
  const skipBlanks = (at: number): number => {
    let i = at;
    while (i < line.length && (line[i] === " " || line[i] === "\t")) i++;
    return i;
  };
  let from = starts[key.start.field - 1]?.[0] ?? line.length;
  if (key.order.includes("b") || (key.start.character > 1 && key.order.includes("b")))
    from = skipBlanks(from);
  from = Math.min(line.length, from + key.start.character - 1);
  if (key.end === null) return line.slice(from);
  const field = starts[key.end.field - 1];
  if (field === undefined) return line.slice(from);
  let to = field[1];
  if (key.end.character > 0) {
    const base = key.order.includes("b") ? skipBlanks(field[0]) : field[0];
    to = Math.min(line.length, base + key.end.character);
  }
  return line.slice(from, Math.max(from, to));
}

function fieldStarts(line: string, separator: string | undefined): (readonly [number, number])[] {
  const fields: (readonly [number, number])[] = [];
  if (separator !== undefined) {
    for (let start = 0; ;) {
      const end = line.indexOf(separator, start);
      fields.push([start, end === -1 ? line.length : end]);
      if (end === -1) return fields;
      start = end + 1;
    }
  }
  for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g))
    fields.push([match.index, match.index + match[0].length]);
  return fields;
}

const MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

function comparator(order: string): (a: string, b: string) => number {
  const sign = order.includes("r") ? -1 : 1;
  const base = baseComparator(order);
  return (a, b) => sign * base(a, b);
}

function baseComparator(order: string): (a: string, b: string) => number {
  if (order.includes("n")) return (a, b) => decimal(a) - decimal(b);
  if (order.includes("g")) return (a, b) => generalNumber(a) - generalNumber(b);
  if (order.includes("h")) return (a, b) => human(a) - human(b);
  if (order.includes("M")) return (a, b) => month(a) - month(b);
  if (order.includes("V")) return compareVersions;
  if (order.includes("R")) return (a, b) => (a === b ? 0 : hash(a) - hash(b));
  return (a, b) => compareText(prepared(a, order), prepared(b, order));
}

function prepared(text: string, order: string): string {
  let result = text;
  if (order.includes("b")) result = result.replace(/^[ \t]+/, "");
  if (order.includes("d")) result = result.replace(/[^A-Za-z0-9 \t]/g, "");
  if (order.includes("i")) result = result.replace(/[^\x20-\x7e]/g, "");
  return order.includes("f") ? result.toUpperCase() : result;
}

function decimal(text: string): number {
  return Number(/^[ \t]*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0);
}

/** What is no number comes first. */
function generalNumber(text: string): number {
  const match = /^\s*([+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?))/i.exec(text)?.[1];
  if (match === undefined) return -Number.MAX_VALUE;
  if (/inf/i.test(match)) return match.startsWith("-") ? -1e308 : 1e308;
  return Number(match);
}

function human(text: string): number {
  const match = /^[ \t]*(-?\d*\.?\d+)([KkMGTPEZY]?)/.exec(text);
  if (match === null) return 0;
  const power = "KMGTPEZY".indexOf(match[2]!.toUpperCase() || "-") + 1;
  return Number(match[1]) * 1024 ** power;
}

function month(text: string): number {
  const at = MONTHS.indexOf(text.trimStart().slice(0, 3).toUpperCase());
  return at % 3 === 0 ? at : -1;
}

function compareVersions(a: string, b: string): number {
  const pieces = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const [left, right] = [pieces(a), pieces(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value >>> 0;
}
