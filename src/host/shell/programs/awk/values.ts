import { formatFloat } from "../../builtins/printf.ts";

/** Text from outside that looks like a number: it compares as one. */
export class NumericText {
  readonly text: string;
  readonly number: number;
  constructor(text: string, number: number) {
    this.text = text;
    this.number = number;
  }
}

/** Undefined: never assigned, both 0 and an empty text. */
export type Value = number | string | NumericText | undefined;

const NUMBER = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const WHOLE = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n]*$/;

export function fromInput(text: string): Value {
  return WHOLE.test(text) ? new NumericText(text, Number(text)) : text;
}

export function toNumber(value: Value): number {
  if (typeof value === "number") return value;
  if (value === undefined) return 0;
  if (value instanceof NumericText) return value.number;
  const match = NUMBER.exec(value);
  return match === null ? 0 : Number(match[0]);
}

export function toText(value: Value, format: string): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "";
  if (value instanceof NumericText) return value.text;
  return numberText(value, format);
}

/** Whole numbers as they are, others by CONVFMT or OFMT. */
function numberText(value: number, format: string): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value === 0 ? 0 : value);
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const match = /^%(?:\.(\d+))?([efgEFG])$/.exec(format);
  if (match === null) return formatFloat(value, "g", "", 0, 6);
  return formatFloat(value, match[2]!, "", 0, match[1] === undefined ? null : Number(match[1]));
}

export function toBoolean(value: Value): boolean {
  if (typeof value === "number") return value !== 0;
  if (value === undefined) return false;
  return value instanceof NumericText ? value.number !== 0 : value !== "";
}

export function compare(left: Value, right: Value, format: string): number {
  if (typeof left !== "string" && typeof right !== "string") {
    const [a, b] = [toNumber(left), toNumber(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  const [a, b] = [toText(left, format), toText(right, format)];
  return a < b ? -1 : a > b ? 1 : 0;
}
