import type { AwkToken } from "./lexer.ts";
import { AwkSyntaxError, type Expression } from "./syntax.ts";

const COMPARISONS = ["<", "<=", "==", "!=", ">", ">="];
const ASSIGNMENTS = new Set(["=", "+=", "-=", "*=", "/=", "%=", "^=", "**="]);

/** Reads the expressions of an awk program, from the one that binds least to the one that binds most. */
export class ExpressionParser {
  protected readonly tokens: readonly AwkToken[];
  protected at = 0;
  protected readsMain = false;
  /** In the arguments of print, `>` redirects. */
  protected noGreater = 0;
  /** In the head of a `for`, `in` belongs to it. */
  private noIn = 0;

  constructor(tokens: readonly AwkToken[]) {
    this.tokens = tokens;
  }

  protected get token(): AwkToken {
    return this.tokens[this.at]!;
  }

  protected is(text: string): boolean {
    return (this.token.kind === "operator" || this.token.kind === "keyword") && this.token.text === text;
  }

  protected accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected expect(text: string): void {
    if (!this.accept(text)) this.fail();
  }

  protected fail(): never {
    const shown = this.token.kind === "end" ? "end of program" : this.token.text.replace("\n", "newline");
    throw new AwkSyntaxError(`syntax error at source line ${this.token.line}: unexpected ${shown}`);
  }

  protected newlines(): void {
    while (this.token.kind === "newline") this.at++;
  }

  protected terminators(): void {
    while (this.token.kind === "newline" || this.is(";")) this.at++;
  }

  /** Expressions up to the closing mark, which is taken. */
  protected list(close: string): Expression[] {
    const list: Expression[] = [];
    const [greater, inside] = [this.noGreater, this.noIn];
    this.noGreater = this.noIn = 0;
    this.newlines();
    while (!this.accept(close)) {
      list.push(this.expression());
      this.newlines();
      if (!this.is(close)) this.expect(",");
      this.newlines();
    }
    [this.noGreater, this.noIn] = [greater, inside];
    return list;
  }

  protected expression(): Expression {
    const left = this.ternary();
    if (this.token.kind !== "operator" || !ASSIGNMENTS.has(this.token.text) || !isTarget(left)) return left;
    const operator = this.token.text.replace("**", "^");
    this.at++;
    this.newlines();
    return { kind: "assign", target: left, operator: operator.slice(0, -1), value: this.expression() };
  }

  private ternary(): Expression {
    const test = this.or();
    if (!this.accept("?")) return test;
    this.newlines();
    const yes = this.expression();
    this.newlines();
    this.expect(":");
    this.newlines();
    return { kind: "condition", test, yes, no: this.expression() };
  }

  private or(): Expression {
    let left = this.and();
    while (this.accept("||")) {
      this.newlines();
      left = { kind: "or", left, right: this.and() };
    }
    return left;
  }

  private and(): Expression {
    let left = this.membership();
    while (this.accept("&&")) {
      this.newlines();
      left = { kind: "and", left, right: this.membership() };
    }
    return left;
  }

  private membership(): Expression {
    let left = this.matching();
    while (this.noIn === 0 && this.accept("in")) {
      const array = this.token.text;
      this.at++;
      left = { kind: "in", keys: left.kind === "group" ? left.parts : [left], array };
    }
    return left;
  }

  private matching(): Expression {
    let left = this.comparison();
    while (this.is("~") || this.is("!~")) {
      const negated = this.token.text === "!~";
      this.at++;
      left = { kind: "match", text: left, regex: this.comparison(), negated };
    }
    return left;
  }

  private comparison(): Expression {
    let left = this.concatenation();
    while (this.token.kind === "operator" && (COMPARISONS.includes(this.token.text) || this.is("|"))) {
      const operator = this.token.text;
      if (operator === ">" && this.noGreater > 0) break;
      if (operator === "|") {
        if (this.tokens[this.at + 1]?.text !== "getline") break;
        this.at += 2;
        left = { kind: "getline", target: this.optionalTarget(), from: { kind: "command", name: left } };
        continue;
      }
      this.at++;
      left = { kind: "binary", operator, left, right: this.concatenation() };
    }
    return left;
  }

  protected concatenation(): Expression {
    let left = this.additive();
    while (this.startsOperand()) left = { kind: "binary", operator: " ", left, right: this.additive() };
    return left;
  }

  /** Whether what follows can be joined to what stands before. */
  private startsOperand(): boolean {
    const { kind, text } = this.token;
    if (kind === "keyword") return false;
    if (kind === "operator")
      return (
        text === "$" ||
        text === "!" ||
        text === "(" ||
        text === "-" ||
        text === "+" ||
        text === "++" ||
        text === "--"
      );
    return kind !== "newline" && kind !== "end";
  }

  private additive(): Expression {
    let left = this.multiplicative();
    while (this.is("+") || this.is("-")) {
      const operator = this.token.text;
      this.at++;
      left = { kind: "binary", operator, left, right: this.multiplicative() };
    }
    return left;
  }

  private multiplicative(): Expression {
    let left = this.unary();
    while (this.is("*") || this.is("/") || this.is("%")) {
      const operator = this.token.text;
      this.at++;
      left = { kind: "binary", operator, left, right: this.unary() };
    }
    return left;
  }

  private unary(): Expression {
    if (this.is("!") || this.is("-") || this.is("+")) {
      const operator = this.token.text as "!" | "-" | "+";
      this.at++;
      return { kind: "unary", operator, operand: this.unary() };
    }
    return this.power();
  }

  private power(): Expression {
    const base = this.postfix();
    if (!this.accept("^") && !this.accept("**")) return base;
    // -2^2 and 2^-2: the exponent may have a sign, and powers group to the right.
    const right = this.is("-") || this.is("+") || this.is("!") ? this.unary() : this.power();
    return { kind: "binary", operator: "^", left: base, right };
  }

  private postfix(): Expression {
    if (this.is("++") || this.is("--")) {
      const by = this.token.text === "++" ? 1 : -1;
      this.at++;
      return { kind: "step", target: this.postfix(), by, before: true };
    }
    const value = this.primary();
    if (isTarget(value) && (this.is("++") || this.is("--"))) {
      const by = this.token.text === "++" ? 1 : -1;
      this.at++;
      return { kind: "step", target: value, by, before: false };
    }
    return value;
  }

  private primary(): Expression {
    const { kind, text } = this.token;
    switch (kind) {
      case "number":
        this.at++;
        return { kind: "number", value: Number(text) };
      case "string":
        this.at++;
        return { kind: "string", value: text };
      case "regex":
        this.at++;
        return { kind: "regex", source: text };
      case "name":
        this.at++;
        if (this.accept("[")) return { kind: "element", name: text, keys: this.list("]") };
        return { kind: "variable", name: text };
      case "call":
        this.at += 2;
        return { kind: "call", name: text, args: this.list(")"), builtin: false };
      case "builtin":
        this.at++;
        return { kind: "call", name: text, args: this.accept("(") ? this.list(")") : [], builtin: true };
      default:
    }
    if (this.accept("$")) {
      if (this.is("++") || this.is("--") || this.is("-") || this.is("+"))
        return { kind: "field", index: this.unary() };
      return { kind: "field", index: this.primary() };
    }
    if (this.accept("(")) {
      const parts = this.list(")");
      return { kind: "group", parts };
    }
    if (this.accept("getline")) {
      const target = this.optionalTarget();
      if (this.accept("<")) return { kind: "getline", target, from: { kind: "file", name: this.primary() } };
      this.readsMain = true;
      return { kind: "getline", target, from: { kind: "main" } };
    }
    return this.fail();
  }

  private optionalTarget(): Expression | null {
    return this.is("$") || this.token.kind === "name" ? this.primary() : null;
  }
}

function isTarget(expression: Expression): boolean {
  return expression.kind === "variable" || expression.kind === "element" || expression.kind === "field";
}
