import type { ArrayElement, Assignment, Word } from "./ast.ts";
import { parseSubscript, subscriptEnd } from "./parameter.ts";
import type { Source } from "./source.ts";
import { parseWord } from "./words.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** `name=value`, `name[index]+=value` or `name=(…)` at the source's position; null (and nothing read) for another word. */
export function parseAssignment(source: Source): Assignment | null {
  const start = source.position;
  NAME.lastIndex = start;
  const name = NAME.exec(source.text)?.[0];
  if (name === undefined) return null;
  source.position += name.length;
  const index = readSubscript(source);
  const append = source.peek() === "+" && source.peek(1) === "=";
  if (index === undefined || (!append && source.peek() !== "=")) {
    source.position = start;
    return null;
  }
  source.position += append ? 2 : 1;
  if (source.peek() === "(" && index === null) return { name, index, append, value: parseArray(source) };
  return { name, index, append, value: parseWord(source) };
}

/** Undefined: a bracket that does not close. */
function readSubscript(source: Source): Word | null | undefined {
  if (source.peek() !== "[") return null;
  const end = subscriptEnd(source.text, source.position);
  if (end === -1) return undefined;
  const text = source.text.slice(source.position + 1, end);
  const line = source.line;
  source.position = end + 1;
  return parseSubscript(source.part(text, line));
}

function parseArray(source: Source): ArrayElement[] {
  const line = source.line;
  const elements: ArrayElement[] = [];
  source.position++;
  for (;;) {
    skipSpace(source);
    if (source.atEnd) source.failAtEnd(")", line);
    if (source.skip(")")) return elements;
    const start = source.position;
    const index = readSubscript(source);
    const append = source.peek() === "+" && source.peek(1) === "=";
    if (index !== null && index !== undefined && (append || source.peek() === "=")) {
      source.position += append ? 2 : 1;
      elements.push({ index, append, value: parseWord(source) });
      continue;
    }
    source.position = start;
    const value = parseWord(source);
    if (value.parts.length === 0) source.fail(`syntax error near unexpected token \`${source.peek()}'`);
    elements.push({ index: null, append: false, value });
  }
}

function skipSpace(source: Source): void {
  for (;;) {
    if (/\s/.test(source.peek())) source.position++;
    else if (source.startsWith("\\\n")) source.position += 2;
    else if (source.peek() === "#") {
      const end = source.text.indexOf("\n", source.position);
      source.position = end === -1 ? source.text.length : end;
    } else return;
  }
}
