import type { Condition, Word, WordPart } from "./ast.ts";
import type { Source } from "./source.ts";
import { Source as SourceText } from "./source.ts";
import type { Tokens } from "./tokens.ts";
import { parseWord } from "./words.ts";

const BINARY = new Set([
  "==", "=", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
]); // prettier-ignore
const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;

/** Behind `[[`, up to and with `]]`. */
export function parseCondition(tokens: Tokens): Condition {
  const condition = parseOr(tokens);
  tokens.skipNewlines();
  if (!tokens.takePlain("]]")) tokens.unexpected();
  return condition;
}

function parseOr(tokens: Tokens): Condition {
  let left = parseAnd(tokens);
  tokens.skipNewlines();
  while (tokens.takeOperator("||")) {
    left = { kind: "or", left, right: parseAnd(tokens) };
    tokens.skipNewlines();
  }
  return left;
}

function parseAnd(tokens: Tokens): Condition {
  let left = parseTerm(tokens);
  tokens.skipNewlines();
  while (tokens.takeOperator("&&")) {
    left = { kind: "and", left, right: parseTerm(tokens) };
    tokens.skipNewlines();
  }
  return left;
}

function parseTerm(tokens: Tokens): Condition {
  tokens.skipNewlines();
  if (tokens.takePlain("!")) return { kind: "not", operand: parseTerm(tokens) };
  if (tokens.takeOperator("(")) {
    const inner = parseOr(tokens);
    tokens.skipNewlines();
    if (!tokens.takeOperator(")")) tokens.unexpected();
    return inner;
  }
  const operator = tokens.plain();
  const left = takeWord(tokens);
  const next = tokens.peek();
  if (
    operator !== null &&
    UNARY.test(operator) &&
    next.kind === "word" &&
    !BINARY.has(tokens.plain() ?? "") &&
    tokens.plain() !== "]]"
  ) {
    return { kind: "unary", operator, operand: takeWord(tokens) };
  }
  const binary = tokens.plain();
  if (binary !== null && BINARY.has(binary)) {
    tokens.take();
    return { kind: "binary", operator: binary, left, right: takeRight(tokens, binary) };
  }
  if (tokens.isOperator("<", ">")) {
    const token = tokens.take();
    const text = token.kind === "operator" ? token.text : "";
    return { kind: "binary", operator: text, left, right: takeWord(tokens) };
  }
  return { kind: "unary", operator: "-n", operand: left };
}

function takeWord(tokens: Tokens): Word {
  const token = tokens.peek();
  if (token.kind !== "word" || tokens.plain() === "]]") tokens.unexpected();
  tokens.take();
  return token.word;
}

/** Patterns take extended globs without an option; a regular expression may hold `(`, `|` and `<` as they are. */
function takeRight(tokens: Tokens, operator: string): Word {
  if (operator === "=~") {
    tokens.rewind();
    return parseRegularExpression(tokens.source);
  }
  if (operator !== "==" && operator !== "=" && operator !== "!=") return takeWord(tokens);
  tokens.rewind();
  const { source } = tokens;
  const extended = new SourceText(source.text, 1, true, source.nested);
  extended.position = source.position;
  while (extended.peek() === " " || extended.peek() === "\t") extended.position++;
  const word = parseWord(extended);
  source.position = extended.position;
  return word;
}

function parseRegularExpression(source: Source): Word {
  while (source.peek() === " " || source.peek() === "\t") source.position++;
  const parts: WordPart[] = [];
  let depth = 0;
  while (!source.atEnd) {
    const char = source.peek();
    if (char === "(") depth++;
    else if (char === ")") depth--;
    if (/\s/.test(char) && depth <= 0) break;
    if (char === "[") {
      const set = /\[\^?\]?(?:\[:[a-z]+:\]|[^\]$"'`\\\s])*\]/y;
      set.lastIndex = source.position;
      const found = set.exec(source.text)?.[0];
      if (found !== undefined) {
        parts.push({ kind: "text", text: found });
        source.position += found.length;
        continue;
      }
    }
    if (/[\s()|<>&;]/.test(char)) {
      parts.push({ kind: "text", text: char });
      source.position++;
    } else parts.push(...parseWord(source).parts);
  }
  return { parts };
}
