import { encodeText } from "../bytes.ts";
import { quoteForPrintf } from "../expand/transform.ts";
import { ansiEscapes } from "../syntax/ansi-escapes.ts";
import { formatTime } from "../programs/time-format.ts";

export interface Formatted {
  readonly text: string;
  /** Complaints about arguments; the output stands all the same. */
  readonly errors: readonly string[];
}

const DIRECTIVE =
  /%(?:(%)|([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:hh|h|ll|l|L|q|j|z|t)?([a-zA-Z])|([-+ 0#]*)(\d+)?\(([^)]*)\)T)/y;

/** printf(1): the format is used again as long as there are arguments. */
export function formatPrintf(format: string, args: readonly string[]): Formatted {
  const run = new Formatting(args);
  do {
    const before = run.taken;
    run.pass(format);
    if (run.stopped || run.taken === before) break;
  } while (run.taken < args.length);
  return { text: run.text, errors: run.errors };
}

class Formatting {
  text = "";
  taken = 0;
  stopped = false;
  readonly errors: string[] = [];
  private readonly args: readonly string[];

  constructor(args: readonly string[]) {
    this.args = args;
  }

  private next(): string | undefined {
    const arg = this.args[this.taken];
    if (this.taken < this.args.length) this.taken++;
    return arg;
  }

  pass(format: string): void {
    let plain = "";
    const flush = (): void => {
      const escaped = ansiEscapes(plain, "printf");
      this.text += escaped.text;
      plain = "";
    };
    for (let at = 0; at < format.length && !this.stopped;) {
      if (format[at] === "\\" && at + 1 < format.length) {
        if (format[at + 1] === "c") {
          flush();
          this.stopped = true;
          return;
        }
        plain += format.slice(at, at + 2);
        at += 2;
        continue;
      }
      if (format[at] !== "%") {
        plain += format[at++];
        continue;
      }
      flush();
      DIRECTIVE.lastIndex = at;
      const match = DIRECTIVE.exec(format);
      if (match === null) {
        const rest = format.slice(at);
        this.errors.push(
          rest === "%" ? "`%': missing format character" : `\`${rest.charAt(1)}': invalid format character`,
        );
        this.stopped = true;
        return;
      }
      this.directive(match);
      at = DIRECTIVE.lastIndex;
    }
    flush();
  }

  private directive(match: RegExpExecArray): void {
    if (match[1] === "%") {
      this.text += "%";
      return;
    }
    const [, , flags = "", widthText, precisionText, conversion, timeFlags, timeWidth, timeFormat] = match;
    if (timeFormat !== undefined) {
      const seconds = this.next();
      const date =
        seconds === undefined || seconds === "-1" || seconds === "-2"
          ? new Date()
          : new Date(Number(seconds) * 1000);
      this.text += pad(
        formatTime(timeFormat === "" ? "%X" : timeFormat, date),
        Number(timeWidth ?? 0),
        timeFlags ?? "",
      );
      return;
    }
    let width = widthText === "*" ? this.number(this.next(), "*") : Number(widthText ?? 0);
    let shape = flags;
    if (width < 0) {
      shape += "-";
      width = -width;
    }
    const hasPrecision = match[0].includes(".");
    const precision =
      precisionText === "*"
        ? Number(this.number(this.next(), "*"))
        : hasPrecision
          ? Number(precisionText ?? 0)
          : null;
    this.text += this.convert(
      conversion!,
      shape,
      Number(width),
      precision !== null && precision < 0 ? null : precision,
    );
  }

  private convert(conversion: string, flags: string, width: number, precision: number | null): string {
    switch (conversion) {
      case "s": {
        const text = this.next() ?? "";
        return pad(precision === null ? text : cut(text, precision), width, flags);
      }
      case "c":
        return pad((this.next() ?? "").slice(0, 1), width, flags);
      case "q":
        return pad(quoteForPrintf(this.next() ?? ""), width, flags);
      case "b": {
        const escaped = ansiEscapes(this.next() ?? "", "printf-b");
        if (escaped.stops) this.stopped = true;
        return pad(precision === null ? escaped.text : cut(escaped.text, precision), width, flags);
      }
      case "d":
      case "i":
        return integer(this.integer(this.next()), "d", flags, width, precision);
      case "u":
      case "o":
      case "x":
      case "X":
        return integer(BigInt.asUintN(64, this.integer(this.next())), conversion, flags, width, precision);
      case "e":
      case "E":
      case "f":
      case "F":
      case "g":
      case "G":
      case "a":
      case "A":
        return formatFloat(this.number(this.next(), conversion), conversion, flags, width, precision);
      default:
        this.errors.push(`\`${conversion}': invalid format character`);
        this.stopped = true;
        return "";
    }
  }

  private integer(arg: string | undefined): bigint {
    const text = (arg ?? "0").trimStart();
    if (arg === "") return 0n;
    if (text.startsWith('"') || text.startsWith("'")) return BigInt(text.codePointAt(1) ?? 0);
    const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
    if (match === null) {
      this.errors.push(`${arg}: invalid number`);
      return 0n;
    }
    if (match[0].length < text.length)
      this.errors.push(
        `${arg}: invalid ${/^0[0-9]/.test(match[2]!) && /^[+-]?[0-9]+$/.test(text) ? "octal number" : "number"}`,
      );
    const digits = match[2]!;
    const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const signed = match[1] === "-" ? -value : value;
    const limited = signed > 2n ** 64n - 1n ? 2n ** 63n - 1n : signed < -(2n ** 63n) ? -(2n ** 63n) : signed;
    if (limited !== signed) this.errors.push(`warning: ${arg}: Numerical result out of range`);
    return limited;
  }

  private number(arg: string | undefined, conversion: string): number {
    if (arg === undefined || arg === "") return 0;
    if (/^["']/.test(arg)) return arg.codePointAt(1) ?? 0;
    const match =
      /^\s*[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)/i.exec(arg);
    if (match === null || match[0].length < arg.length) this.errors.push(`${arg}: invalid number`);
    if (match === null) return 0;
    const text = match[0].trim().toLowerCase();
    if (text.includes("inf")) return text.startsWith("-") ? -Infinity : Infinity;
    return conversion === "*" ? Math.trunc(Number(text)) : Number(text);
  }
}

/** By bytes, as printf counts, but never through the middle of a character. */
function cut(text: string, bytes: number): string {
  if (encodeText(text).length <= bytes) return text;
  let result = "";
  let used = 0;
  for (const char of text) {
    used += encodeText(char).length;
    if (used > bytes) break;
    result += char;
  }
  return result;
}

function pad(text: string, width: number, flags: string): string {
  const missing = width - encodeText(text).length;
  if (missing <= 0) return text;
  return flags.includes("-") ? text + " ".repeat(missing) : " ".repeat(missing) + text;
}

function integer(
  value: bigint,
  conversion: string,
  flags: string,
  width: number,
  precision: number | null,
): string {
  const base = conversion === "o" ? 8 : conversion === "x" || conversion === "X" ? 16 : 10;
  let digits = (value < 0n ? -value : value).toString(base);
  if (conversion === "X") digits = digits.toUpperCase();
  if (precision !== null) digits = precision === 0 && value === 0n ? "" : digits.padStart(precision, "0");
  let sign = value < 0n ? "-" : "";
  if (conversion === "d" && value >= 0n) sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  if (flags.includes("#") && base === 16 && value !== 0n) sign = `0${conversion}`;
  if (flags.includes("#") && base === 8 && !digits.startsWith("0")) digits = `0${digits}`;
  if (flags.includes("0") && !flags.includes("-") && precision === null)
    digits = digits.padStart(width - sign.length, "0");
  return pad(sign + digits, width, flags);
}

/** As C's printf writes a double. */
export function formatFloat(
  value: number,
  conversion: string,
  flags: string,
  width: number,
  precision: number | null,
): string {
  const upper = conversion === conversion.toUpperCase();
  let sign =
    value < 0 || Object.is(value, -0) ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  if (Number.isNaN(value)) sign = sign === "-" ? "" : sign;
  let text = Number.isFinite(value)
    ? digitsOf(Math.abs(value), conversion.toLowerCase(), precision, flags.includes("#"))
    : Number.isNaN(value)
      ? "nan"
      : "inf";
  if (upper) text = text.toUpperCase();
  if (flags.includes("0") && !flags.includes("-") && Number.isFinite(value))
    text = text.padStart(width - sign.length, "0");
  return pad(sign + text, width, flags);
}

function digitsOf(value: number, conversion: string, precision: number | null, alternate: boolean): string {
  const places = Math.min(precision ?? 6, 100);
  if (conversion === "f") return value < 1e21 ? value.toFixed(places) : bigFixed(value, places);
  if (conversion === "e" || conversion === "a") return exponent(value.toExponential(places));
  const significant = places === 0 ? 1 : places;
  const power = value === 0 ? 0 : Number(/e(.*)$/.exec(value.toExponential(significant - 1))![1]);
  const scientific = power < -4 || power >= significant;
  const text = scientific
    ? value.toExponential(significant - 1)
    : value.toFixed(Math.max(0, significant - 1 - power));
  const trimmed = alternate ? text : text.replace(/(\.\d*?)0+(e|$)/, "$1$2").replace(/\.(e|$)/, "$1");
  return scientific ? exponent(trimmed) : trimmed;
}

function bigFixed(value: number, places: number): string {
  return BigInt(value).toString() + (places > 0 ? `.${"0".repeat(places)}` : "");
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}
