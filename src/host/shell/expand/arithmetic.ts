import { ExpansionError } from "../run/control.ts";

/** The variables that an expression reads and assigns. `index` is the text between brackets, or null. */
export interface ArithmeticVariables {
  get(name: string, index: string | null): string;
  set(name: string, index: string | null, value: string): void;
}

const TOKEN =
  /\s*(?:(\d+#[0-9A-Za-z@_]+|0[xX][0-9a-fA-F]+|\d+\w*)|([A-Za-z_][A-Za-z0-9_]*)|(<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

const BINARY: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];

const ASSIGN = new Set(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="]);

/** Value of an expression of `$((…))`, as a 64-bit integer. @throws {ExpansionError} */
export function evaluate(text: string, variables: ArithmeticVariables, depth = 0): bigint {
  if (depth > 100) throw new ExpansionError(`${text}: expression recursion level exceeded`);
  return new Evaluation(text, variables, depth).run();
}

interface Place {
  readonly name: string;
  readonly index: string | null;
}

class Evaluation {
  private readonly text: string;
  private readonly variables: ArithmeticVariables;
  private readonly depth: number;
  private position = 0;
  private token = "";
  private kind: "number" | "name" | "operator" | "end" = "end";
  private tokenStart = 0;
  /** Of the token before this one. */
  private previousStart = 0;
  /** Over 0 in the branch that is not taken: nothing is assigned, no division fails. */
  private skipping = 0;

  constructor(text: string, variables: ArithmeticVariables, depth: number) {
    this.text = text;
    this.variables = variables;
    this.depth = depth;
  }

  run(): bigint {
    this.next();
    if (this.atEnd()) return 0n;
    const value = this.comma();
    if (!this.atEnd()) this.fail("syntax error in expression");
    return value;
  }

  private atEnd(): boolean {
    return this.kind === "end";
  }

  private next(): void {
    this.previousStart = this.tokenStart;
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match === null) {
      this.tokenStart = this.position;
      if (this.text.slice(this.position).trim() !== "") {
        this.kind = "operator";
        this.token = this.text.slice(this.position).trim();
        this.fail("syntax error: invalid arithmetic operator");
      }
      this.kind = "end";
      this.token = "";
      this.position = this.text.length;
      return;
    }
    this.position = TOKEN.lastIndex;
    this.kind = match[1] !== undefined ? "number" : match[2] !== undefined ? "name" : "operator";
    this.token = match[1] ?? match[2] ?? match[3] ?? "";
    this.tokenStart = this.position - this.token.length;
  }

  private fail(message: string, start = this.tokenStart): never {
    const rest = this.text.slice(start).trimStart();
    throw new ExpansionError(`${this.text.trim()}: ${message} (error token is "${rest}")`);
  }

  private accept(operator: string): boolean {
    if (this.kind !== "operator" || this.token !== operator) return false;
    this.next();
    return true;
  }

  private comma(): bigint {
    let value = this.ternary();
    while (this.accept(",")) value = this.ternary();
    return value;
  }

  private ternary(): bigint {
    const condition = this.binary(0);
    if (!this.accept("?")) return condition;
    const yes = this.branch(condition !== 0n, () => this.comma());
    if (!this.accept(":")) this.fail("`:' expected for conditional expression");
    const no = this.branch(condition === 0n, () => this.ternary());
    return condition !== 0n ? yes : no;
  }

  private branch(taken: boolean, read: () => bigint): bigint {
    if (!taken) this.skipping++;
    const value = read();
    if (!taken) this.skipping--;
    return value;
  }

  private binary(level: number): bigint {
    const operators = BINARY[level];
    if (operators === undefined) return this.power();
    let left = this.binary(level + 1);
    while (this.kind === "operator" && operators.includes(this.token)) {
      const operator = this.token;
      this.next();
      if (operator === "&&" || operator === "||") {
        const needed = operator === "&&" ? left !== 0n : left === 0n;
        const right = this.branch(needed, () => this.binary(level + 1));
        left = needed ? flag(right !== 0n) : flag(left !== 0n);
      } else left = this.apply(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private power(): bigint {
    const base = this.unary();
    if (!this.accept("**")) return base;
    const exponent = this.power();
    if (exponent < 0n) this.fail("exponent less than 0");
    let result = 1n;
    for (let i = 0n; i < exponent && i < 100_000n; i++) result = wrap(result * base);
    return result;
  }

  private unary(): bigint {
    if (this.kind !== "operator") return this.postfix();
    const operator = this.token;
    if (operator === "++" || operator === "--") {
      this.next();
      const place = this.place();
      if (place === null) {
        // `--5` is two signs.
        const value = this.unary();
        return value;
      }
      return this.assign(place, wrap(this.read(place) + (operator === "++" ? 1n : -1n)));
    }
    if (this.accept("-")) return wrap(-this.unary());
    if (this.accept("+")) return this.unary();
    if (this.accept("!")) return flag(this.unary() === 0n);
    if (this.accept("~")) return ~this.unary();
    return this.postfix();
  }

  private postfix(): bigint {
    const place = this.place();
    if (place === null) return this.primary();
    if (this.kind === "operator" && ASSIGN.has(this.token)) {
      const operator = this.token;
      this.next();
      const value = this.ternary();
      return this.assign(
        place,
        operator === "=" ? value : this.apply(operator.slice(0, -1), this.read(place), value),
      );
    }
    const value = this.read(place);
    if (this.accept("++")) this.assign(place, wrap(value + 1n));
    else if (this.accept("--")) this.assign(place, wrap(value - 1n));
    return value;
  }

  private place(): Place | null {
    if (this.kind !== "name") return null;
    const name = this.token;
    let index: string | null = null;
    if (this.text[this.position] === "[") {
      let depth = 0;
      let end = this.position;
      for (; end < this.text.length; end++) {
        if (this.text[end] === "[") depth++;
        else if (this.text[end] === "]" && --depth === 0) break;
      }
      index = this.text.slice(this.position + 1, end);
      this.position = end + 1;
    }
    this.next();
    return { name, index };
  }

  private primary(): bigint {
    if (this.kind === "number") {
      const value = this.number(this.token);
      this.next();
      return value;
    }
    if (this.accept("(")) {
      const value = this.comma();
      if (!this.accept(")")) this.fail("missing `)'");
      return value;
    }
    return this.fail("syntax error: operand expected", this.atEnd() ? this.previousStart : this.tokenStart);
  }

  private number(text: string): bigint {
    const based = /^(\d+)#(.+)$/.exec(text);
    if (based !== null) return this.inBase(based[2]!, Number(based[1]));
    if (/^0[xX]/.test(text)) return wrap(BigInt(text));
    if (/^0\d/.test(text)) {
      if (!/^[0-7]+$/.test(text)) this.fail("value too great for base");
      return wrap(BigInt(`0o${text}`));
    }
    if (!/^\d+$/.test(text)) this.fail("value too great for base");
    return wrap(BigInt(text));
  }

  private inBase(digits: string, base: number): bigint {
    if (base < 2 || base > 64) this.fail("invalid arithmetic base");
    let value = 0n;
    for (const digit of digits) {
      const order = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_";
      const at = order.indexOf(base <= 36 ? digit.toLowerCase() : digit);
      if (at < 0 || at >= base) this.fail("value too great for base");
      value = wrap(value * BigInt(base) + BigInt(at));
    }
    return value;
  }

  private read(place: Place): bigint {
    if (this.skipping > 0) return 0n;
    const text = this.variables.get(place.name, place.index).trim();
    if (text === "") return 0n;
    if (/^-?[1-9]\d*$|^0$/.test(text)) return wrap(BigInt(text));
    // The value of a variable is an expression itself.
    return evaluate(text, this.variables, this.depth + 1);
  }

  private assign(place: Place, value: bigint): bigint {
    if (this.skipping === 0) this.variables.set(place.name, place.index, String(value));
    return value;
  }

  private apply(operator: string, left: bigint, right: bigint): bigint {
    switch (operator) {
      case "+":
        return wrap(left + right);
      case "-":
        return wrap(left - right);
      case "*":
        return wrap(left * right);
      case "/":
      case "%":
        if (right === 0n) {
          if (this.skipping > 0) return 0n;
          return this.fail("division by 0", this.previousStart);
        }
        return wrap(operator === "/" ? left / right : left % right);
      case "<<":
        return wrap(left << (right & 63n));
      case ">>":
        return left >> (right & 63n);
      case "&":
        return left & right;
      case "|":
        return left | right;
      case "^":
        return left ^ right;
      default:
        return flag(compare(operator, left, right));
    }
  }
}

function compare(operator: string, left: bigint, right: bigint): boolean {
  switch (operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    default:
      return left >= right;
  }
}

function flag(value: boolean): bigint {
  return value ? 1n : 0n;
}

function wrap(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
