import type { ParameterOperation, ParameterPart, Word, WordPart } from "./ast.ts";
import type { Source } from "./source.ts";
import { parseArithmeticText, parseOperand, parseWord } from "./words.ts";

const PARAMETER = /[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]/y;

/** At the brace of `${…}`. */
export function parseBraceParameter(source: Source, quoted: boolean): WordPart {
  const start = source.position;
  source.position++;
  const part = parseInside(source, quoted);
  if (part !== null && source.skip("}")) return part;
  return bad(source, start);
}

/** Bash reports a bad substitution only when it comes to expand it. */
function bad(source: Source, start: number): ParameterPart {
  const line = source.lineAt(start);
  source.position = start + 1;
  parseOperand(source, false, "");
  if (!source.skip("}")) source.failAtEnd("}", line);
  const text = `$${source.text.slice(start, source.position)}`;
  return {
    kind: "parameter",
    name: "",
    index: null,
    form: "value",
    operation: { kind: "bad", source: text },
  };
}

function parseInside(source: Source, quoted: boolean): ParameterPart | null {
  if (
    source.peek() === "#" &&
    source.peek(1) !== "}" &&
    !/^#[-+=?:%#/]/.test(source.text.slice(source.position, source.position + 2))
  ) {
    source.position++;
    const name = parseName(source);
    if (name === null) return null;
    const index = parseIndex(source);
    return { kind: "parameter", name, index, form: "length", operation: null };
  }
  let form: ParameterPart["form"] = "value";
  if (source.peek() === "!" && /[A-Za-z_0-9@*#?]/.test(source.peek(1))) {
    source.position++;
    form = "indirect";
  }
  const name = parseName(source);
  if (name === null) return null;
  const index = parseIndex(source);
  if (form === "indirect" && (index === "@" || index === "*")) form = "keys";
  else if (
    form === "indirect" &&
    index === null &&
    /^[@*]\}/.test(source.text.slice(source.position, source.position + 2))
  ) {
    const star = source.peek() === "*" ? "*" : "@";
    source.position++;
    return { kind: "parameter", name, index: star, form: "names", operation: null };
  }
  return { kind: "parameter", name, index, form, operation: parseOperation(source, quoted) };
}

function parseName(source: Source): string | null {
  PARAMETER.lastIndex = source.position;
  const name = PARAMETER.exec(source.text)?.[0] ?? null;
  if (name !== null) source.position += name.length;
  return name;
}

/** A subscript, when one stands here. */
export function parseIndex(source: Source): Word | "@" | "*" | null {
  if (source.peek() !== "[") return null;
  const line = source.line;
  const end = subscriptEnd(source.text, source.position);
  if (end === -1) source.failAtEnd("]", line);
  const text = source.text.slice(source.position + 1, end);
  source.position = end + 1;
  if (text === "@" || text === "*") return text;
  return parseSubscript(source.part(text, line));
}

/** A subscript may be a key with spaces in it, so that it is read to the end of the text. */
export function parseSubscript(source: Source): Word {
  const parts: WordPart[] = [];
  while (!source.atEnd) {
    const word = parseWord(source);
    parts.push(...word.parts);
    if (source.atEnd) break;
    parts.push({ kind: "quoted", text: source.peek() });
    source.position++;
  }
  return { parts };
}

/** Where the bracket that opens at `start` closes; -1 if it does not. */
export function subscriptEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\") at++;
    else if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1);
      if (end === -1) return -1;
      at = end;
    } else if (char === "[") depth++;
    else if (char === "]" && --depth === 0) return at;
    else if (char === "\n" && depth === 0) return -1;
  }
  return -1;
}

function parseOperation(source: Source, quoted: boolean): ParameterOperation | null {
  const rest = source.text.slice(source.position, source.position + 2);
  const alternative = /^:?[-=?+]/.exec(rest)?.[0];
  if (alternative !== undefined) {
    source.position += alternative.length;
    const operator = alternative.at(-1) as "-" | "=" | "?" | "+";
    return {
      kind: "alternative",
      operator,
      colon: alternative.length === 2,
      word: parseOperand(source, quoted, ""),
    };
  }
  if (rest[0] === ":") {
    source.position++;
    const offset = parseArithmeticOperand(source, ":");
    const length = source.skip(":") ? parseArithmeticOperand(source, "") : null;
    return { kind: "substring", offset, length };
  }
  if (rest[0] === "#" || rest[0] === "%") {
    const operator = (rest[1] === rest[0] ? rest : rest[0]) as "#" | "##" | "%" | "%%";
    source.position += operator.length;
    return { kind: "remove", operator, pattern: parseOperand(source, false, "") };
  }
  if (rest[0] === "/") return parseReplacement(source, rest, quoted);
  if (rest[0] === "^" || rest[0] === ",") {
    const operator = (rest[1] === rest[0] ? rest : rest[0]) as "^" | "^^" | "," | ",,";
    source.position += operator.length;
    const pattern = source.peek() === "}" ? null : parseOperand(source, false, "");
    return { kind: "case", operator, pattern };
  }
  if (rest[0] === "@" && /[QPaAEKkuUL]/.test(rest[1] ?? "")) {
    source.position += 2;
    return { kind: "transform", operator: rest[1]! };
  }
  return null;
}

function parseReplacement(source: Source, rest: string, quoted: boolean): ParameterOperation {
  const modes: Readonly<Record<string, "all" | "start" | "end">> = {
    "//": "all",
    "/#": "start",
    "/%": "end",
  };
  const mode = modes[rest] ?? "first";
  source.position += mode === "first" ? 1 : 2;
  const pattern = parseOperand(source, false, "/");
  const replacement = source.skip("/") ? parseOperand(source, quoted, "") : { parts: [] };
  return { kind: "replace", mode, pattern, replacement };
}

/** An arithmetic expression up to `}` or `end`, which does not count inside brackets, parentheses and `?:`. */
function parseArithmeticOperand(source: Source, end: string): Word {
  const start = source.position;
  const line = source.line;
  let depth = 0;
  let ternaries = 0;
  for (;;) {
    if (source.atEnd) source.failAtEnd("}", line);
    const char = source.peek();
    if (depth === 0 && char === "}") break;
    if (depth === 0 && end !== "" && char === end && ternaries-- === 0) break;
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === "?" && depth === 0) ternaries++;
    source.position++;
  }
  return parseArithmeticText(source.part(source.text.slice(start, source.position), line));
}
