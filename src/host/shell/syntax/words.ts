import type { TextPart, Word, WordPart } from "./ast.ts";
import { ansiEscapes } from "./ansi-escapes.ts";
import type { Source } from "./source.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SPECIAL_PARAMETER = /[0-9@*#?$!-]/;
const WORD_END = /[\s;&|<>()]/;

class Parts {
  readonly list: WordPart[] = [];

  add(kind: TextPart["kind"], text: string): void {
    const last = this.list.at(-1);
    if (last?.kind === kind) this.list[this.list.length - 1] = { kind, text: last.text + text };
    else this.list.push({ kind, text });
  }
}

/** Reads a word at the source's position. An empty list of parts where no word stands. */
export function parseWord(source: Source): Word {
  const parts = new Parts();
  while (!source.atEnd) {
    const char = source.peek();
    if (char === "\\" && source.peek(1) === "\n") {
      source.position += 2;
      continue;
    }
    if ((char === "<" || char === ">") && source.peek(1) === "(") {
      parts.list.push(parseProcessSubstitution(source));
      continue;
    }
    if (source.extendedGlob && /[?*+@!]/.test(char) && source.peek(1) === "(") {
      parseExtendedGlob(source, parts);
      continue;
    }
    if (WORD_END.test(char)) break;
    parsePiece(source, parts, (at) => WORD_END.test(at));
  }
  return { parts: parts.list };
}

/** One quoted string, expansion or run of plain characters of an unquoted context. */
function parsePiece(source: Source, parts: Parts, ends: (char: string) => boolean): void {
  const char = source.peek();
  if (char === "\\") {
    if (source.position + 1 >= source.text.length) {
      source.position++;
      parts.add("quoted", "\\");
      return;
    }
    if (source.peek(1) !== "\n") parts.add("quoted", source.peek(1));
    source.position += 2;
  } else if (char === "'") {
    const line = source.line;
    const end = source.text.indexOf("'", source.position + 1);
    if (end === -1) source.failAtEnd("'", line);
    parts.list.push({ kind: "quoted", text: source.text.slice(source.position + 1, end) });
    source.position = end + 1;
  } else if (char === '"') {
    parts.list.push(parseDoubleQuoted(source));
  } else if (char === "$" && source.peek(1) === "'") {
    parts.list.push({ kind: "quoted", text: parseAnsiQuoted(source) });
  } else if (char === "$" && source.peek(1) === '"') {
    source.position++;
    parts.list.push(parseDoubleQuoted(source));
  } else if (char === "$" || char === "`") {
    const part = parseExpansion(source);
    if (part === null) parts.add("text", "$");
    else parts.list.push(part);
  } else {
    const start = source.position++;
    while (!source.atEnd && !/[\\'"$`?*+@!<>]/.test(source.peek()) && !ends(source.peek())) source.position++;
    parts.add("text", source.text.slice(start, source.position));
  }
}

function parseExtendedGlob(source: Source, parts: Parts): void {
  const line = source.line;
  parts.add("text", `${source.peek()}(`);
  source.position += 2;
  for (;;) {
    if (source.atEnd) source.failAtEnd(")", line);
    const char = source.peek();
    if (char === ")") break;
    if (/[?*+@!]/.test(char) && source.peek(1) === "(") parseExtendedGlob(source, parts);
    else parsePiece(source, parts, (at) => at === ")" || at === "|");
  }
  source.position++;
  parts.add("text", ")");
}

/** At `"`. Text inside becomes `quoted` parts. */
function parseDoubleQuoted(source: Source): WordPart {
  const line = source.line;
  source.position++;
  const parts = new Parts();
  for (;;) {
    if (source.atEnd) source.failAtEnd('"', line);
    if (source.peek() === '"') break;
    parseQuotedPiece(source, parts, '"');
  }
  source.position++;
  return { kind: "double", parts: parts.list };
}

/** One piece of a context where only `$`, backquotes and some backslashes are special. */
function parseQuotedPiece(source: Source, parts: Parts, quote: string): void {
  const char = source.peek();
  if (char === "\\") {
    const next = source.peek(1);
    if (next === "\n") {
      source.position += 2;
    } else if (next !== "" && ("$`\\".includes(next) || next === quote)) {
      parts.add("quoted", next);
      source.position += 2;
    } else {
      parts.add("quoted", "\\");
      source.position++;
    }
  } else if (char === "$" || char === "`") {
    const part = parseExpansion(source, true);
    if (part === null) parts.add("quoted", "$");
    else parts.list.push(part);
  } else {
    const start = source.position++;
    while (!source.atEnd && !/[\\$`]/.test(source.peek()) && source.peek() !== quote) source.position++;
    parts.add("quoted", source.text.slice(start, source.position));
  }
}

/** The text of a here-document, or of anything that is expanded as if between double quotes. */
export function parseQuotedText(source: Source): Word {
  const parts = new Parts();
  while (!source.atEnd) parseQuotedPiece(source, parts, "");
  return { parts: [{ kind: "double", parts: parts.list }] };
}

/** The text of an arithmetic expression: as between double quotes, the quotes themselves dropped. */
export function parseArithmeticText(source: Source): Word {
  const parts = new Parts();
  while (!source.atEnd) {
    if (source.peek() === '"') source.position++;
    else parseQuotedPiece(source, parts, '"');
  }
  return { parts: [{ kind: "double", parts: parts.list }] };
}

/** The word in `${name-word}` and the like, up to `}` or one of `ends`. In double quotes the text is quoted. */
export function parseOperand(source: Source, quoted: boolean, ends: string): Word {
  const line = source.line;
  const parts = new Parts();
  for (;;) {
    if (source.atEnd) source.failAtEnd("}", line);
    const char = source.peek();
    if (char === "}" || (ends !== "" && ends.includes(char))) break;
    if (!quoted) {
      parsePiece(source, parts, (at) => at === "}" || ends.includes(at));
    } else if (char === '"') {
      parts.list.push(parseDoubleQuoted(source));
    } else if (char === "\\" && source.peek(1) === "}") {
      parts.add("quoted", "}");
      source.position += 2;
    } else if (/[\\$`]/.test(char)) {
      parseQuotedPiece(source, parts, '"');
    } else {
      parts.add("quoted", char);
      source.position++;
    }
  }
  return { parts: parts.list };
}

function parseAnsiQuoted(source: Source): string {
  const line = source.line;
  source.position += 2;
  const start = source.position;
  while (source.peek() !== "'") {
    if (source.atEnd) source.failAtEnd("'", line);
    source.position += source.peek() === "\\" ? 2 : 1;
  }
  const text = source.text.slice(start, source.position++);
  return ansiEscapes(text, "ansi-c").text;
}

/** At `$` or a backquote. Null: a lone `$`, which has been skipped. */
export function parseExpansion(source: Source, quoted = false): WordPart | null {
  if (source.peek() === "`") return parseBackquoted(source, quoted);
  source.position++;
  if (source.startsWith("((")) {
    const part = parseArithmeticExpansion(source);
    if (part !== null) return part;
  }
  const char = source.peek();
  if (char === "(") {
    const line = source.line;
    source.position++;
    const script = source.nested.commands(source);
    if (source.peek() !== ")") source.failAtEnd(")", line);
    source.position++;
    return { kind: "command", script };
  }
  if (char === "[") {
    const end = source.text.indexOf("]", source.position);
    if (end !== -1) {
      const text = source.text.slice(source.position + 1, end);
      const expression = parseArithmeticText(source.part(text, source.line));
      source.position = end + 1;
      return { kind: "arithmetic", expression };
    }
  }
  if (char === "{") return source.nested.parameter(source, quoted);
  NAME.lastIndex = source.position;
  const name = NAME.exec(source.text)?.[0] ?? (SPECIAL_PARAMETER.test(char) ? char : null);
  if (name === null) return null;
  source.position += name.length;
  return { kind: "parameter", name, index: null, form: "value", operation: null };
}

/** At `((`. Null (and nothing read) when the parentheses do not end in `))`: then it is a subshell in a substitution. */
export function parseArithmeticExpansion(source: Source): WordPart | null {
  const start = source.position;
  const text = readArithmetic(source);
  if (text === null) {
    source.position = start;
    return null;
  }
  return { kind: "arithmetic", expression: parseArithmeticText(source.part(text, source.lineAt(start))) };
}

/** At `((`: the text up to the matching `))`, or null. */
export function readArithmetic(source: Source): string | null {
  const start = source.position + 2;
  let depth = 0;
  for (let at = start; at < source.text.length; at++) {
    const char = source.text[at];
    if (char === "(") depth++;
    else if (char === "\\") at++;
    else if (char === "'" || char === '"') {
      const end = source.text.indexOf(char, at + 1);
      if (end !== -1) at = end;
    } else if (char === ")") {
      if (depth > 0) depth--;
      else if (source.text[at + 1] !== ")") return null;
      else {
        source.position = at + 2;
        return source.text.slice(start, at);
      }
    }
  }
  return null;
}

function parseBackquoted(source: Source, quoted: boolean): WordPart {
  const line = source.line;
  let text = "";
  source.position++;
  while (source.peek() !== "`") {
    if (source.atEnd) source.failAtEnd("`", line);
    const next = source.peek(1);
    if (source.peek() === "\\" && next !== "" && ("$`\\".includes(next) || (quoted && next === '"')))
      source.position++;
    text += source.peek();
    source.position++;
  }
  source.position++;
  const inner = source.part(text, line);
  const script = source.nested.commands(inner);
  if (!inner.atEnd) inner.fail(`syntax error near unexpected token \`${inner.peek()}'`);
  return { kind: "command", script };
}

function parseProcessSubstitution(source: Source): WordPart {
  const direction = source.peek() === "<" ? "<" : ">";
  const line = source.line;
  source.position += 2;
  const script = source.nested.commands(source);
  if (source.peek() !== ")") source.failAtEnd(")", line);
  source.position++;
  return { kind: "process", direction, script };
}
