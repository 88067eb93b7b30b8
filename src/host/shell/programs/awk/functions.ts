import { formatPrintf } from "../../builtins/printf.ts";
import { formatTime } from "../time-format.ts";
import { AwkFault, type AwkArray, type AwkState } from "./state.ts";
import type { AwkStreams } from "./streams.ts";
import { fromInput, toNumber, toText, type Value } from "./values.ts";

/** printf and sprintf: as printf(1), but `%c` of a number is that character. */
export function awkFormat(state: AwkState, args: readonly Value[]): string {
  const [format, ...values] = args;
  const text = toText(format, state.convfmt);
  let at = 0;
  const texts: string[] = [];
  for (const [all, star, , conversion] of text.matchAll(
    /%(?:%|[-+ 0#']*(\*|\d+)?(?:\.(\*|\d+)?)?[hlLqjzt]*([a-zA-Z]))/g,
  )) {
    if (all === "%%") continue;
    for (const mark of all.matchAll(/\*/g)) {
      texts.push(String(Math.trunc(toNumber(values[at++])) + (mark.index < 0 ? 1 : 0)));
    }
    const value = values[at++];
    if (conversion === "c")
      texts.push(typeof value === "number" ? String.fromCodePoint(value) : toText(value, state.convfmt));
    else if (conversion === "d" || conversion === "i" || /[ouxX]/.test(conversion ?? ""))
      texts.push(wholeNumber(toNumber(value)));
    else if (conversion === "s") texts.push(toText(value, state.convfmt));
    else texts.push(floatText(toNumber(value)));
    void star;
  }
  // Backslashes have been read by the program's own syntax.
  return formatPrintf(text.replaceAll("\\", "\\\\"), texts).text;
}

function wholeNumber(value: number): string {
  if (!Number.isFinite(value)) return "0";
  return BigInt(Math.trunc(value)).toString();
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}

/** Random numbers that a seed repeats. */
export class Random {
  private seed = 0;
  private previous = 0;

  next(): number {
    this.seed = (Math.imul(this.seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.seed / 4_294_967_296;
  }

  /** @returns the seed that was in use. */
  plant(seed: number): number {
    const before = this.previous;
    this.previous = seed;
    this.seed = seed >>> 0;
    return before;
  }
}

/** Functions that take values and give one. */
export function callBuiltin(
  state: AwkState,
  streams: AwkStreams,
  random: Random,
  name: string,
  args: readonly Value[],
): Value {
  const text = (i: number): string => toText(args[i], state.convfmt);
  const number = (i: number): number => toNumber(args[i]);
  switch (name) {
    case "length":
      return Array.from(args.length === 0 ? state.wholeRecord() : text(0)).length;
    case "substr":
      return substr(Array.from(text(0)), number(1), args.length > 2 ? number(2) : Infinity);
    case "index": {
      const at = text(0).indexOf(text(1));
      return at === -1 ? 0 : Array.from(text(0).slice(0, at)).length + 1;
    }
    case "sprintf":
      return awkFormat(state, args);
    case "sin":
      return Math.sin(number(0));
    case "cos":
      return Math.cos(number(0));
    case "atan2":
      return Math.atan2(number(0), number(1));
    case "exp":
      return Math.exp(number(0));
    case "log":
      return Math.log(number(0));
    case "sqrt":
      return Math.sqrt(number(0));
    case "int":
      return Math.trunc(number(0));
    case "rand":
      return random.next();
    case "srand":
      return random.plant(args.length === 0 ? Math.floor(Date.now() / 1000) : number(0));
    case "tolower":
      return text(0).toLowerCase();
    case "toupper":
      return text(0).toUpperCase();
    case "system":
      return streams.system(text(0));
    case "close":
      return streams.close(text(0));
    case "fflush":
      return 0;
    case "systime":
      return Math.floor(Date.now() / 1000);
    case "strftime":
      return formatTime(
        args.length === 0 ? "%a %b %e %H:%M:%S %Z %Y" : text(0),
        args.length > 1 ? new Date(number(1) * 1000) : new Date(),
      );
    default:
      throw new AwkFault(`function ${name} is not known`);
  }
}

/** Positions are rounded, and count from 1. */
function substr(characters: readonly string[], start: number, length: number): string {
  const from = roundEven(start);
  const to = length === Infinity ? Infinity : from + roundEven(length);
  if (Number.isNaN(to)) return "";
  return characters.slice(Math.max(0, from - 1), Math.max(0, Math.min(characters.length, to - 1))).join("");
}

function roundEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** split(text, array, separator) */
export function splitInto(
  state: AwkState,
  text: string,
  array: AwkArray,
  separator: string | RegExp,
): number {
  array.clear();
  const pieces =
    text === ""
      ? []
      : typeof separator === "string"
        ? state.splitText(text, separator)
        : state.splitByRegex(text, separator);
  pieces.forEach((piece, i) => array.set(String(i + 1), fromInput(piece)));
  return pieces.length;
}

/** sub and gsub: `&` stands for the match, `\&` for itself. */
export function substitute(
  text: string,
  regex: RegExp,
  replacement: string,
  which: "first" | "all",
): { text: string; count: number } {
  const parts = replacement.split(/(\\\\|\\&|&)/);
  const filled = (match: string): string =>
    parts
      .map((part) => (part === "&" ? match : part === "\\&" ? "&" : part === "\\\\" ? "\\" : part))
      .join("");
  let result = "";
  let at = 0;
  let count = 0;
  let lastEnd = -1;
  for (const match of text.matchAll(regex)) {
    if (match[0] === "" && match.index === lastEnd) continue;
    result += text.slice(at, match.index) + filled(match[0]);
    at = lastEnd = match.index + match[0].length;
    count++;
    if (which === "first") break;
  }
  return { text: result + text.slice(at), count };
}

/** gensub(regex, replacement, how, text): like gsub, with `\1` for groups; gives the new text. */
export function generalSubstitute(text: string, regex: RegExp, replacement: string, how: string): string {
  const wanted = /^[gG]/.test(how) ? null : Math.max(1, Number.parseInt(how, 10) || 1);
  let count = 0;
  return text.replace(regex, (...args: unknown[]) => {
    count++;
    const match = args[0] as string;
    if (wanted !== null && count !== wanted) return match;
    return replacement.replace(/\\\\|\\([0-9&])|&/g, (mark: string, group: string | undefined) => {
      if (mark === "\\\\") return "\\";
      if (mark === "&") return match;
      return group === "&" ? "&" : ((args[Number(group)] as string | undefined) ?? "");
    });
  });
}

/** @throws {AwkFault} for a division by 0. */
export function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      if (right === 0) throw new AwkFault("division by zero");
      return left / right;
    case "%":
      if (right === 0) throw new AwkFault("division by zero in %");
      return left % right;
    default:
      return left ** right;
  }
}
