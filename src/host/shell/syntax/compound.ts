import type { CaseBranch, CompoundCommand, Script, Word } from "./ast.ts";
import { parseCondition } from "./condition.ts";
import type { Parser } from "./parser.ts";
import { ShellSyntaxError } from "./source.ts";
import type { Tokens } from "./tokens.ts";
import { parseArithmeticText, readArithmetic } from "./words.ts";

const KEYWORDS = new Set(["if", "for", "select", "while", "until", "case", "{", "[["]);
const EMPTY: Word = { parts: [] };

export function isCompoundStart(tokens: Tokens): boolean {
  return tokens.isOperator("(") || KEYWORDS.has(tokens.plain() ?? "");
}

/** A compound command without its redirections. */
export function parseCompound(parser: Parser, line: number): CompoundCommand {
  const tokens: Tokens = parser.tokens;
  const base = { line, redirects: [] };
  const keyword = tokens.plain();
  if (keyword === null) return parseParentheses(parser, line);
  if (keyword === "[[") {
    tokens.take();
    return { ...base, kind: "condition", expression: parseCondition(tokens) };
  }
  tokens.take();
  switch (keyword) {
    case "{": {
      const body = parser.list(true);
      expect(tokens, "}");
      return { ...base, kind: "group", body };
    }
    case "if":
      return parseIf(parser, line);
    case "for":
    case "select":
      return parseFor(parser, line, keyword);
    case "while":
    case "until": {
      const condition = parser.list(true);
      return { ...base, kind: keyword, condition, body: parseDoGroup(parser) };
    }
    default:
      return parseCase(parser, line);
  }
}

function expect(tokens: Tokens, keyword: string): void {
  if (!tokens.takePlain(keyword)) tokens.unexpected();
}

function parseParentheses(parser: Parser, line: number): CompoundCommand {
  const tokens: Tokens = parser.tokens;
  tokens.rewind();
  if (tokens.source.startsWith("((")) {
    const start = tokens.source.position;
    const text = readArithmetic(tokens.source);
    if (text !== null) {
      const expression = parseArithmeticText(tokens.source.part(text, line));
      return { kind: "arithmetic", line, redirects: [], expression };
    }
    tokens.source.position = start;
  }
  tokens.take();
  const body = parser.list(true);
  if (!tokens.takeOperator(")")) tokens.unexpected();
  return { kind: "subshell", line, redirects: [], body };
}

function parseIf(parser: Parser, line: number): CompoundCommand {
  const tokens: Tokens = parser.tokens;
  const clauses: { condition: Script; body: Script }[] = [];
  let otherwise: Script | null = null;
  do {
    const condition = parser.list(true);
    expect(tokens, "then");
    clauses.push({ condition, body: parser.list(true) });
  } while (tokens.takePlain("elif"));
  if (tokens.takePlain("else")) otherwise = parser.list(true);
  expect(tokens, "fi");
  return { kind: "if", line, redirects: [], clauses, otherwise };
}

function parseDoGroup(parser: Parser): Script {
  expect(parser.tokens, "do");
  const body = parser.list(true);
  expect(parser.tokens, "done");
  return body;
}

function parseFor(parser: Parser, line: number, kind: "for" | "select"): CompoundCommand {
  const tokens: Tokens = parser.tokens;
  const base = { line, redirects: [] };
  if (tokens.isOperator("(") && kind === "for") {
    tokens.rewind();
    const text = tokens.source.startsWith("((") ? readArithmetic(tokens.source) : null;
    const parts = text?.split(";") ?? [];
    if (parts.length !== 3) tokens.unexpected();
    const [init, condition, step] = parts.map((part) =>
      parseArithmeticText(tokens.source.part(part.trim(), line)),
    );
    tokens.takeOperator(";");
    tokens.skipNewlines();
    const body = parseBody(parser);
    return {
      ...base,
      kind: "arithmetic-for",
      init: init ?? EMPTY,
      condition: condition ?? EMPTY,
      step: step ?? EMPTY,
      body,
    };
  }
  const name = tokens.plain();
  if (name === null) tokens.unexpected();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new ShellSyntaxError(`\`${name}': not a valid identifier`, line, false, false);
  }
  tokens.take();
  let words: Word[] | null = null;
  tokens.skipNewlines();
  if (tokens.takePlain("in")) {
    words = [];
    for (let token = tokens.peek(); token.kind === "word"; token = tokens.peek()) {
      words.push(token.word);
      tokens.take();
    }
    if (!tokens.takeOperator(";") && tokens.peek().kind !== "newline") tokens.unexpected();
  } else tokens.takeOperator(";");
  tokens.skipNewlines();
  return { ...base, kind, name, words, body: parseBody(parser) };
}

/** `do … done`, or the braces that bash takes as well. */
function parseBody(parser: Parser): Script {
  if (!parser.tokens.takePlain("{")) return parseDoGroup(parser);
  const body = parser.list(true);
  expect(parser.tokens, "}");
  return body;
}

function parseCase(parser: Parser, line: number): CompoundCommand {
  const tokens: Tokens = parser.tokens;
  const subject = takeWord(tokens);
  tokens.skipNewlines();
  expect(tokens, "in");
  tokens.skipNewlines();
  const branches: CaseBranch[] = [];
  while (!tokens.takePlain("esac")) {
    tokens.takeOperator("(");
    const patterns = [takeWord(tokens)];
    while (tokens.takeOperator("|")) patterns.push(takeWord(tokens));
    if (!tokens.takeOperator(")")) tokens.unexpected();
    const body = parser.list(false);
    let end: CaseBranch["end"] = ";;";
    if (tokens.isOperator(";;", ";&", ";;&")) {
      const token = tokens.take();
      if (token.kind === "operator") end = token.text as CaseBranch["end"];
    } else if (tokens.plain() !== "esac") tokens.unexpected();
    branches.push({ patterns, body, end });
    tokens.skipNewlines();
  }
  return { kind: "case", line, redirects: [], subject, branches };
}

function takeWord(tokens: Tokens): Word {
  const token = tokens.peek();
  if (token.kind !== "word") tokens.unexpected();
  tokens.take();
  return token.word;
}
