import { ExpressionParser } from "./expressions.ts";
import { tokenize } from "./lexer.ts";
import type { AwkFunction, AwkProgram, Expression, Rule, Statement } from "./syntax.ts";

/** Reads an awk program. @throws {AwkSyntaxError} */
export function parseAwk(text: string): AwkProgram {
  return new Parser(tokenize(text)).program();
}

class Parser extends ExpressionParser {
  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    this.terminators();
    while (this.token.kind !== "end") {
      if (this.accept("function")) {
        const definition = this.definition();
        functions.set(definition.name, definition);
      } else rules.push(this.rule());
      this.terminators();
    }
    return { rules, functions, readsMain: this.readsMain };
  }

  private definition(): AwkFunction {
    const name = this.token.text;
    if (this.token.kind !== "name" && this.token.kind !== "call") this.fail();
    this.at++;
    this.expect("(");
    const parameters: string[] = [];
    while (!this.accept(")")) {
      if (this.token.kind !== "name") this.fail();
      parameters.push(this.token.text);
      this.at++;
      this.newlines();
      if (!this.is(")")) this.expect(",");
      this.newlines();
    }
    this.newlines();
    return { name, parameters, body: this.block() };
  }

  private rule(): Rule {
    if (this.is("BEGIN") || this.is("END")) {
      const pattern = this.token.text as "BEGIN" | "END";
      this.at++;
      this.newlines();
      return { pattern, action: this.block() };
    }
    let pattern: Rule["pattern"] = null;
    if (!this.is("{")) {
      const first = this.expression();
      if (this.accept(",")) {
        this.newlines();
        pattern = [first, this.expression()];
      } else pattern = first;
    }
    return { pattern, action: this.is("{") ? this.block() : null };
  }

  private block(): Statement {
    this.expect("{");
    const body: Statement[] = [];
    this.terminators();
    while (!this.accept("}")) {
      body.push(this.statement());
      this.terminators();
    }
    return { kind: "block", body };
  }

  /** A statement and what ends it. */
  private statement(): Statement {
    if (this.is("{")) return this.block();
    if (this.accept(";")) return { kind: "block", body: [] };
    if (this.accept("if")) return this.conditional();
    if (this.accept("while")) {
      this.expect("(");
      const test = this.expression();
      this.expect(")");
      if (this.accept(";")) return { kind: "while", test, body: { kind: "block", body: [] } };
      return { kind: "while", test, body: this.nested() };
    }
    if (this.accept("do")) {
      const body = this.nested();
      this.terminators();
      this.expect("while");
      this.expect("(");
      const test = this.expression();
      this.expect(")");
      return { kind: "do", test, body };
    }
    if (this.accept("for")) return this.loop();
    const simple = this.simple();
    if (!this.is("}") && !this.accept(";") && this.token.kind !== "newline" && this.token.kind !== "end")
      this.fail();
    return simple;
  }

  private nested(): Statement {
    this.newlines();
    return this.statement();
  }

  private conditional(): Statement {
    this.expect("(");
    const test = this.expression();
    this.expect(")");
    const yes = this.nested();
    const here = this.at;
    this.terminators();
    if (this.accept("else")) return { kind: "if", test, yes, no: this.nested() };
    this.at = here;
    return { kind: "if", test, yes, no: null };
  }

  private loop(): Statement {
    this.expect("(");
    const [name, word, array, close] = this.tokens.slice(this.at, this.at + 4);
    if (name?.kind === "name" && word?.text === "in" && array?.kind === "name" && close?.text === ")") {
      this.at += 4;
      return { kind: "for-in", name: name.text, array: array.text, body: this.nested() };
    }
    const init = this.is(";") ? null : this.simple();
    this.expect(";");
    this.newlines();
    const test = this.is(";") ? null : this.expression();
    this.expect(";");
    this.newlines();
    const step = this.is(")") ? null : this.simple();
    this.expect(")");
    if (this.accept(";")) return { kind: "for", init, test, step, body: { kind: "block", body: [] } };
    return { kind: "for", init, test, step, body: this.nested() };
  }

  private simple(): Statement {
    const { text } = this.token;
    if (this.token.kind === "keyword") {
      switch (text) {
        case "print":
        case "printf":
          this.at++;
          return this.print(text);
        case "break":
        case "continue":
        case "next":
        case "nextfile":
          this.at++;
          return { kind: text };
        case "exit":
        case "return":
          this.at++;
          return { kind: text, value: this.endsStatement() ? null : this.expression() };
        case "delete": {
          this.at++;
          const name = this.token.text;
          this.at++;
          if (!this.accept("[")) return { kind: "delete", name, keys: null };
          const keys = this.list("]");
          return { kind: "delete", name, keys };
        }
        default:
      }
    }
    return { kind: "expression", value: this.expression() };
  }

  private endsStatement(): boolean {
    return this.token.kind === "newline" || this.token.kind === "end" || this.is(";") || this.is("}");
  }

  private print(kind: "print" | "printf"): Statement {
    let args: Expression[] = [];
    this.noGreater++;
    if (!this.endsStatement() && !this.is(">") && !this.is(">>") && !this.is("|")) {
      args.push(this.expression());
      while (this.accept(",")) {
        this.newlines();
        args.push(this.expression());
      }
    }
    this.noGreater--;
    const [only] = args;
    if (args.length === 1 && only?.kind === "group") args = [...only.parts];
    for (const operator of [">", ">>", "|"] as const) {
      if (this.accept(operator)) {
        this.noGreater++;
        const target = this.concatenation();
        this.noGreater--;
        return { kind, args, redirect: { operator, target } };
      }
    }
    return { kind, args, redirect: null };
  }
}
