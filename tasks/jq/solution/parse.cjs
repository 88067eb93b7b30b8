// The language: tokens become a tree.
const { SyntaxFault, tokenize } = require("./tokens.cjs");

/** Operators: strength, and R for right, N for no association. */
const OPERATORS = {
  "//": [2, "R"],
  "=": [3, "N"],
  "|=": [3, "N"],
  "+=": [3, "N"],
  "-=": [3, "N"],
  "*=": [3, "N"],
  "/=": [3, "N"],
  "%=": [3, "N"],
  "//=": [3, "N"],
  or: [4, "L"],
  and: [5, "L"],
  "==": [6, "N"],
  "!=": [6, "N"],
  "<": [6, "N"],
  "<=": [6, "N"],
  ">": [6, "N"],
  ">=": [6, "N"],
  "+": [7, "L"],
  "-": [7, "L"],
  "*": [8, "L"],
  "/": [8, "L"],
  "%": [8, "L"],
};
const KEYWORDS = [
  "def",
  "if",
  "then",
  "elif",
  "else",
  "end",
  "as",
  "reduce",
  "foreach",
  "try",
  "catch",
  "label",
  "import",
  "include",
  "and",
  "or",
  "__loc__",
];

class Parser {
  constructor(tokens) {
    this.tokens = tokens;
    this.at = 0;
  }

  whole() {
    const node = this.pipe();
    if (this.at < this.tokens.length) throw new SyntaxFault("something follows");
    return node;
  }

  peek(value) {
    const token = this.tokens[this.at];
    return token !== undefined && (token.type === "op" || token.type === "word") && token.value === value;
  }

  eat(value) {
    if (!this.peek(value)) return false;
    this.at++;
    return true;
  }

  need(value) {
    if (!this.eat(value)) throw new SyntaxFault(`${value} is missing`);
  }

  take(type) {
    const token = this.tokens[this.at++];
    if (token?.type !== type) throw new SyntaxFault(`a ${type} is missing`);
    return token.value;
  }

  pipe() {
    if (this.peek("def")) {
      const definition = this.definition();
      return { type: "def", definition, rest: this.pipe() };
    }
    if (this.eat("label")) {
      const name = this.take("var");
      this.need("|");
      return { type: "label", name, body: this.pipe() };
    }
    let left = this.comma();
    if (this.eat("|")) left = { type: "pipe", left, right: this.pipe() };
    return left;
  }

  definition() {
    this.need("def");
    const name = this.take("word");
    const params = [];
    if (this.eat("(")) {
      do {
        const token = this.tokens[this.at++];
        params.push(token.type === "var" ? `$${token.value}` : token.value);
      } while (this.eat(";"));
      this.need(")");
    }
    this.need(":");
    const body = this.pipe();
    this.need(";");
    return { name, params, body };
  }

  comma() {
    let left = this.binary(0);
    while (this.eat(",")) left = { type: "comma", left, right: this.binary(0) };
    return left;
  }

  binary(least) {
    let left = this.unary();
    for (;;) {
      const token = this.tokens[this.at];
      const found =
        token && (token.type === "op" || token.type === "word") ? OPERATORS[token.value] : undefined;
      if (!found || found[0] < least || !Object.hasOwn(OPERATORS, token.value)) return left;
      const [strength, side] = found;
      this.at++;
      const right = this.binary(side === "R" ? strength : strength + 1);
      left = { type: "op", op: token.value, left, right };
      const next = this.tokens[this.at];
      if (side === "N" && next?.type === "op" && OPERATORS[next.value]?.[0] === strength)
        throw new SyntaxFault("operators do not associate");
    }
  }

  unary() {
    if (this.eat("-")) return { type: "negate", body: this.postfix() };
    return this.postfix();
  }

  pattern() {
    if (this.tokens[this.at]?.type === "var") return { type: "name", name: this.take("var") };
    if (this.eat("[")) {
      const items = [];
      do items.push(this.pattern());
      while (this.eat(","));
      this.need("]");
      return { type: "array", items };
    }
    this.need("{");
    const entries = [];
    do {
      const token = this.tokens[this.at];
      if (token?.type === "var") {
        this.at++;
        entries.push({
          name: token.value,
          key: literal(token.value),
          pattern: this.eat(":") ? this.pattern() : null,
        });
        continue;
      }
      let key;
      if (this.eat("(")) {
        key = this.pipe();
        this.need(")");
      } else key = token.type === "text" ? this.text(null) : literal(this.take("word"));
      this.need(":");
      entries.push({ name: null, key, pattern: this.pattern() });
    } while (this.eat(","));
    this.need("}");
    return { type: "object", entries };
  }

  postfix(binds = true) {
    const node = this.chain();
    if (!binds || !this.eat("as")) return node;
    const patterns = [this.pattern()];
    while (this.eat("?//")) patterns.push(this.pattern());
    this.need("|");
    return { type: "as", source: node, patterns, body: this.pipe() };
  }

  chain() {
    let node = this.term();
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.type === "field") {
        this.at++;
        node = { type: "index", target: node, key: literal(token.value) };
      } else if (this.eat("?")) node = { type: "try", body: node, handler: null };
      else if (this.peek(".") && this.tokens[this.at + 1]?.type === "text") {
        this.at++;
        node = { type: "index", target: node, key: this.text(null) };
      } else if (this.peek(".") && this.tokens[this.at + 1]?.value === "[") this.at++;
      else if (this.eat("[")) node = this.brackets(node);
      else return node;
    }
  }

  brackets(target) {
    if (this.eat("]")) return { type: "each", target };
    if (this.eat(":")) {
      const to = this.pipe();
      this.need("]");
      return { type: "slice", target, from: null, to };
    }
    const key = this.pipe();
    if (this.eat(":")) {
      const to = this.peek("]") ? null : this.pipe();
      this.need("]");
      return { type: "slice", target, from: key, to };
    }
    this.need("]");
    return { type: "index", target, key };
  }

  text(format) {
    return { type: "text", format, parts: this.take("text") };
  }

  term() {
    const token = this.tokens[this.at];
    if (token === undefined) throw new SyntaxFault("the program ends too soon");
    switch (token.type) {
      case "num":
        this.at++;
        return literal(token.value);
      case "text":
        return this.text(null);
      case "format":
        this.at++;
        return this.tokens[this.at]?.type === "text"
          ? this.text(token.value)
          : { type: "format", format: token.value };
      case "field":
        this.at++;
        return { type: "index", target: { type: "self" }, key: literal(token.value) };
      case "var":
        this.at++;
        return token.value === "__loc__"
          ? literal({ file: "<top-level>", line: 1 })
          : { type: "var", name: token.value };
      case "word":
        return this.word(token.value);
      default:
        return this.operatorTerm();
    }
  }

  operatorTerm() {
    if (this.eat("(")) {
      const body = this.pipe();
      this.need(")");
      return body;
    }
    if (this.eat("[")) {
      if (this.eat("]")) return literal([]);
      const body = this.pipe();
      this.need("]");
      return { type: "array", body };
    }
    if (this.eat("{")) return this.object();
    if (this.eat("..")) return { type: "call", name: "recurse", args: [] };
    if (this.eat(".")) {
      if (this.tokens[this.at]?.type === "text")
        return { type: "index", target: { type: "self" }, key: this.text(null) };
      return { type: "self" };
    }
    throw new SyntaxFault("a value is missing");
  }

  object() {
    const entries = [];
    while (!this.eat("}")) {
      entries.push(this.entry());
      if (!this.peek("}")) this.need(",");
    }
    return { type: "object", entries };
  }

  entry() {
    const token = this.tokens[this.at];
    if (token?.type === "var") {
      const value = this.term();
      return [literal(token.value), value];
    }
    let key;
    if (this.eat("(")) {
      key = this.pipe();
      this.need(")");
      this.need(":");
      return [key, this.entryValue()];
    }
    if (token?.type === "text" || token?.type === "format") key = this.term();
    else if (token?.type === "num") key = literal(this.take("num"));
    else key = literal(this.take("word"));
    return this.eat(":") ? [key, this.entryValue()] : [key, { type: "index", target: { type: "self" }, key }];
  }

  entryValue() {
    let value = this.unary();
    while (this.eat("|")) value = { type: "pipe", left: value, right: this.unary() };
    return value;
  }

  word(name) {
    this.at++;
    if (name === "if") return this.condition();
    if (name === "try") {
      const body = this.postfix();
      return { type: "try", body, handler: this.eat("catch") ? this.postfix() : null };
    }
    if (name === "reduce" || name === "foreach") return this.fold(name);
    if (name === "def") {
      this.at--;
      const definition = this.definition();
      return { type: "def", definition, rest: this.pipe() };
    }
    if (name === "break") return { type: "break", name: this.take("var") };
    if (name === "true" || name === "false" || name === "null") return literal(JSON.parse(name));
    if (KEYWORDS.includes(name)) throw new SyntaxFault(`${name} cannot stand here`);
    const args = [];
    if (this.eat("(")) {
      do args.push(this.pipe());
      while (this.eat(";"));
      this.need(")");
    }
    return { type: "call", name, args };
  }

  condition() {
    const test = this.pipe();
    this.need("then");
    const yes = this.pipe();
    let no = { type: "self" };
    if (this.eat("elif")) return { type: "if", test, yes, no: this.condition() };
    if (this.eat("else")) no = this.pipe();
    this.need("end");
    return { type: "if", test, yes, no };
  }

  fold(type) {
    const source = this.postfix(false);
    this.need("as");
    const patterns = [this.pattern()];
    while (this.eat("?//")) patterns.push(this.pattern());
    this.need("(");
    const parts = [this.pipe()];
    while (this.eat(";")) parts.push(this.pipe());
    this.need(")");
    return { type, source, patterns, parts };
  }
}

const literal = (value) => ({ type: "literal", value });

const tokens = (text) => tokenize(text, (inside) => new Parser(inside).whole());

function parse(text) {
  const parser = new Parser(tokens(text));
  if (parser.tokens.length === 0) return { type: "self" };
  return parser.whole();
}

/** A list of definitions. */
function parseDefinitions(text) {
  const parser = new Parser(tokens(text));
  const definitions = [];
  while (parser.peek("def")) definitions.push(parser.definition());
  return definitions;
}

module.exports = { parse, parseDefinitions, SyntaxFault };
