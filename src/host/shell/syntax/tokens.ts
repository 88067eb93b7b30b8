import type { Redirect, Word } from "./ast.ts";
import { ShellSyntaxError, type Source } from "./source.ts";
import { parseQuotedText, parseWord } from "./words.ts";

export type Token =
  | { readonly kind: "word"; readonly word: Word; readonly start: number; readonly end: number }
  | { readonly kind: "operator"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "newline" | "end"; readonly start: number; readonly end: number };

const OPERATORS = [
  "&>>", "<<-", "<<<", ";;&", "&&", "||", ";;", ";&", "|&", "<<", ">>", "<&", ">&", "<>", ">|", "&>",
  ";", "&", "|", "(", ")", "<", ">",
]; // prettier-ignore

/** Aliases by name; a name maps to the text that replaces it. */
export interface Aliases {
  get(name: string): string | undefined;
}

/** Reads tokens one at a time, since what a character means depends on where the parser is. */
export class Tokens {
  private next: Token | null = null;
  /** End of the text that came from an alias, by the alias's name: inside it the name is not replaced again. */
  private readonly replaced = new Map<string, number>();

  readonly source: Source;
  private readonly aliases: Aliases;

  constructor(source: Source, aliases: Aliases) {
    this.source = source;
    this.aliases = aliases;
  }

  peek(): Token {
    return (this.next ??= this.scan());
  }

  take(): Token {
    const token = this.peek();
    this.next = null;
    if (token.kind === "newline") this.readHereDocuments();
    return token;
  }

  /** Back to the start of the token that was looked at, for what is not made of tokens. */
  rewind(): void {
    if (this.next !== null) this.source.position = this.next.start;
    this.next = null;
  }

  isOperator(...texts: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === "operator" && texts.includes(token.text);
  }

  takeOperator(...texts: readonly string[]): boolean {
    if (!this.isOperator(...texts)) return false;
    this.take();
    return true;
  }

  /** The word's text if nothing in it is quoted or expanded: what a reserved word must be. */
  plain(): string | null {
    const token = this.peek();
    if (token.kind !== "word" || token.word.parts.length !== 1) return null;
    const part = token.word.parts[0]!;
    // A line continuation inside of the word is no hindrance.
    return part.kind === "text" ? part.text : null;
  }

  takePlain(...texts: readonly string[]): boolean {
    const plain = this.plain();
    if (plain === null || !texts.includes(plain)) return false;
    this.take();
    return true;
  }

  /** Puts an alias's text in place of the word that comes next. @returns whether there was one. */
  replaceAlias(): boolean {
    const name = this.plain();
    const token = this.peek();
    const value = name === null ? undefined : this.aliases.get(name);
    if (name === null || value === undefined || (this.replaced.get(name) ?? -1) > token.start) return false;
    const { source } = this;
    for (const [other, end] of this.replaced) {
      if (end > token.start) this.replaced.set(other, end + value.length - (token.end - token.start));
    }
    source.text = source.text.slice(0, token.start) + value + source.text.slice(token.end);
    source.position = token.start;
    this.replaced.set(name, token.start + value.length);
    this.next = null;
    return true;
  }

  skipNewlines(): void {
    while (this.peek().kind === "newline") this.take();
  }

  /** The message that bash has for a token that may not stand here. */
  unexpected(): never {
    const token = this.peek();
    const line = this.source.lineAt(token.start);
    if (token.kind === "end")
      throw new ShellSyntaxError(
        "syntax error: unexpected end of file",
        this.source.lineAt(this.source.text.length) + (this.source.text.endsWith("\n") ? 0 : 1),
        true,
        false,
      );
    const text = token.kind === "newline" ? "newline" : this.source.text.slice(token.start, token.end);
    throw new ShellSyntaxError(`syntax error near unexpected token \`${text}'`, line, false, true);
  }

  private scan(): Token {
    this.skipBlanks();
    const { source } = this;
    const start = source.position;
    if (source.atEnd) return { kind: "end", start, end: start };
    if (source.skip("\n")) return { kind: "newline", start, end: start + 1 };
    const process = /[<>]/.test(source.peek()) && source.peek(1) === "(";
    const operator = process ? undefined : OPERATORS.find((text) => source.startsWith(text));
    const extended = source.extendedGlob && operator === undefined;
    if (operator !== undefined && !extended) {
      source.position += operator.length;
      return { kind: "operator", text: operator, start, end: source.position };
    }
    const word = parseWord(source);
    return { kind: "word", word, start, end: source.position };
  }

  private skipBlanks(): void {
    const { source } = this;
    for (;;) {
      const char = source.peek();
      if (char === " " || char === "\t" || char === "\r") source.position++;
      else if (char === "\\" && source.peek(1) === "\n") source.position += 2;
      else if (char === "#") {
        const end = source.text.indexOf("\n", source.position);
        source.position = end === -1 ? source.text.length : end;
      } else return;
    }
  }

  /** Behind the newline that ends the line of `<<word`: the bodies follow. */
  private readHereDocuments(): void {
    const { source } = this;
    for (const document of source.hereDocuments.splice(0)) {
      const line = source.line;
      let body = "";
      for (;;) {
        // Bash takes the end of the input as the delimiter, with a warning.
        if (source.atEnd) {
          if (this.interactive) throw new ShellSyntaxError("here-document", line, true, false);
          break;
        }
        const end = source.text.indexOf("\n", source.position);
        let text = end === -1 ? source.text.slice(source.position) : source.text.slice(source.position, end);
        source.position = end === -1 ? source.text.length : end + 1;
        if (document.stripTabs) text = text.replace(/^\t+/, "");
        if (text === document.delimiter) break;
        body += end === -1 ? text : `${text}\n`;
      }
      setBody(
        document.redirect,
        document.quoted ? quotedWord(body) : parseQuotedText(source.part(body, line)),
      );
    }
  }

  /** At a terminal an unfinished here-document asks for another line. */
  interactive = false;
}

function setBody(redirect: Redirect, body: Word): void {
  redirect.target = body;
}

function quotedWord(text: string): Word {
  return { parts: [{ kind: "quoted", text }] };
}
