import type { Program } from "./program.ts";
import { posixRegex } from "./regex.ts";

/** expr: 0 when the value is neither empty nor 0, 1 when it is, 2 for a mistake. */
export const expr: Program = async (context) => {
  const expression = new Expr(context.args[0] === "--" ? context.args.slice(1) : context.args);
  const value = expression.run();
  if (expression.mistake !== null || value === null)
    return context.fail(expression.mistake ?? "syntax error", 2);
  await context.out.line(value);
  return value === "" || /^-?0+$/.test(value) ? 1 : 0;
};

const LEVELS: readonly (readonly string[])[] = [
  ["|"],
  ["&"],
  ["<", "<=", "=", "==", "!=", ">=", ">"],
  ["+", "-"],
  ["*", "/", "%"],
  [":"],
];

class Expr {
  mistake: string | null = null;
  private readonly words: readonly string[];
  private at = 0;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  run(): string | null {
    if (this.words.length === 0) this.mistake = "missing operand";
    const value = this.level(0);
    if (this.mistake === null && this.at < this.words.length)
      this.mistake = `syntax error: unexpected argument '${this.words[this.at]}'`;
    return value;
  }

  private level(depth: number): string {
    const operators = LEVELS[depth];
    if (operators === undefined) return this.primary();
    let left = this.level(depth + 1);
    for (
      let operator = this.words[this.at];
      operator !== undefined && operators.includes(operator);
      operator = this.words[this.at]
    ) {
      this.at++;
      left = this.apply(operator, left, this.level(depth + 1));
    }
    return left;
  }

  private primary(): string {
    const word = this.words[this.at++];
    if (word === undefined) {
      this.mistake ??= `syntax error: missing argument after '${this.words.at(-1) ?? ""}'`;
      return "";
    }
    if (word === "(") {
      const value = this.level(0);
      if (this.words[this.at++] !== ")")
        this.mistake ??= `syntax error: expecting ')' after '${this.words[this.at - 2] ?? ""}'`;
      return value;
    }
    const next = (): string => this.primary();
    if (this.at < this.words.length) {
      if (word === "length") return String(Array.from(next()).length);
      if (word === "match") return this.match(next(), next());
      if (word === "substr") {
        const [text, from, size] = [next(), Number(next()), Number(next())];
        return from > 0 && size > 0 ? text.slice(from - 1, from - 1 + size) : "";
      }
      if (word === "index") {
        const [text, set] = [next(), next()];
        return String(Array.from(text).findIndex((char) => set.includes(char)) + 1);
      }
    }
    return word;
  }

  private match(text: string, pattern: string): string {
    const found = posixRegex(`^\\(${pattern.replace(/^\^/, "")}\\)`, { extended: false }).exec(text);
    const groups = /\\\(/.test(pattern);
    if (groups) return found?.[2] ?? "";
    return String(Array.from(found?.[0] ?? "").length);
  }

  private apply(operator: string, left: string, right: string): string {
    const zero = (text: string): boolean => text === "" || /^-?0+$/.test(text);
    if (operator === "|") return zero(left) ? (zero(right) ? "0" : right) : left;
    if (operator === "&") return zero(left) || zero(right) ? "0" : left;
    if (operator === ":") return this.match(left, right);
    const numbers = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
    if (LEVELS[2]!.includes(operator)) {
      const order = numbers
        ? BigInt(left) < BigInt(right)
          ? -1
          : BigInt(left) > BigInt(right)
            ? 1
            : 0
        : left < right
          ? -1
          : left > right
            ? 1
            : 0;
      const results: Readonly<Record<string, boolean>> = {
        "<": order < 0,
        "<=": order <= 0,
        "=": order === 0,
        "==": order === 0,
        "!=": order !== 0,
        ">=": order >= 0,
        ">": order > 0,
      };
      return results[operator] === true ? "1" : "0";
    }
    if (!numbers) {
      this.mistake ??= "non-integer argument";
      return "0";
    }
    const [a, b] = [BigInt(left), BigInt(right)];
    if ((operator === "/" || operator === "%") && b === 0n) {
      this.mistake ??= "division by zero";
      return "0";
    }
    return String(
      operator === "+"
        ? a + b
        : operator === "-"
          ? a - b
          : operator === "*"
            ? a * b
            : operator === "/"
              ? a / b
              : a % b,
    );
  }
}
