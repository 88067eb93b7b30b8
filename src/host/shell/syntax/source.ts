import type { Redirect, Script, WordPart } from "./ast.ts";

/** The script cannot be read. `incomplete`: more input could complete it, which is when a terminal asks for another line. */
export class ShellSyntaxError extends Error {
  override readonly name = "ShellSyntaxError";
  readonly line: number;
  readonly incomplete: boolean;
  /** Whether bash shows the line after the message. */
  readonly showsLine: boolean;

  constructor(message: string, line: number, incomplete: boolean, showsLine: boolean) {
    super(message);
    this.line = line;
    this.incomplete = incomplete;
    this.showsLine = showsLine;
  }
}

interface PendingHereDocument {
  readonly redirect: Redirect;
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
}

/** What can stand inside of a word, read by parts of the grammar that read words themselves. */
export interface NestedGrammar {
  /** The commands of `$(…)` up to its parenthesis. */
  commands(source: Source): Script;
  /** `${…}`, at its brace. */
  parameter(source: Source, quoted: boolean): WordPart;
}

/** A script's text and how far it has been read. Shared by the parsers of nested command substitutions. */
export class Source {
  position = 0;
  readonly hereDocuments: PendingHereDocument[] = [];

  text: string;
  extendedGlob: boolean;
  readonly nested: NestedGrammar;
  /** A line start that is known: lines are asked for in ascending order, mostly. */
  private known: { readonly position: number; readonly line: number };
  private readonly firstLine: number;

  /** `firstLine`: number of the text's first line. */
  constructor(text: string, firstLine: number, extendedGlob: boolean, nested: NestedGrammar) {
    this.text = text;
    this.firstLine = firstLine;
    this.known = { position: 0, line: firstLine };
    this.extendedGlob = extendedGlob;
    this.nested = nested;
  }

  get line(): number {
    return this.lineAt(this.position);
  }

  lineAt(position: number): number {
    let { position: start, line } =
      this.known.position <= position ? this.known : { position: 0, line: this.firstLine };
    for (
      let at = this.text.indexOf("\n", start);
      at !== -1 && at < position;
      at = this.text.indexOf("\n", start)
    ) {
      start = at + 1;
      line++;
    }
    this.known = { position: start, line };
    return line;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character `offset` places on; an empty string beyond the end. */
  peek(offset = 0): string {
    return this.text[this.position + offset] ?? "";
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  skip(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.position += text.length;
    return true;
  }

  /** A source for a piece of this one's text, with the same line numbers. */
  part(text: string, line: number): Source {
    return new Source(text, line, this.extendedGlob, this.nested);
  }

  fail(message: string): never {
    throw new ShellSyntaxError(message, this.line, false, true);
  }

  failAtEnd(matching: string, line: number): never {
    throw new ShellSyntaxError(`unexpected EOF while looking for matching \`${matching}'`, line, true, false);
  }
}
