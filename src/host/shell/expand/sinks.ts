/** Takes the pieces of a word as they are expanded. */
export interface Sink {
  /** Text of the script, or the result of an expansion that is not split any more. */
  literal(text: string, quoted: boolean): void;
  /** What an expansion gave. Unquoted, it is split into fields. */
  expansion(text: string, quoted: boolean): void;
  /** The elements of `$@` are fields of their own. */
  breakField(): void;
}

/** One text, whatever was quoted. */
export class TextSink implements Sink {
  text = "";
  private readonly joiner: string;

  constructor(joiner: string) {
    this.joiner = joiner;
  }
  literal(text: string): void {
    this.text += text;
  }
  expansion(text: string): void {
    this.text += text;
  }
  breakField(): void {
    this.text += this.joiner;
  }
}

/** One text in which the special characters of quoted pieces are escaped. */
export class PatternSink implements Sink {
  text = "";
  private readonly joiner: string;
  private readonly special: RegExp;

  constructor(joiner: string, special: RegExp) {
    this.joiner = joiner;
    this.special = special;
  }
  literal(text: string, quoted: boolean): void {
    this.text += quoted ? text.replace(this.special, "\\$&") : text;
  }
  expansion(text: string, quoted: boolean): void {
    this.literal(text, quoted);
  }
  breakField(): void {
    this.text += this.joiner;
  }
}

export interface Field {
  readonly text: string;
  /** The same, with quoted characters escaped, for path names. */
  readonly pattern: string;
}

const SPECIAL = /[\\*?[\]!+@()|^-]/g;

/** Splits into fields at the separators of `IFS`. */
export class FieldSink implements Sink {
  private readonly done: Field[] = [];
  private text = "";
  private pattern = "";
  private open = false;
  /** A non-blank separator has just ended a field: blanks after it belong to it. */
  private readonly blanks: string;
  private readonly marks: string;

  constructor(separators: string) {
    this.blanks = Array.from(separators)
      .filter((char) => " \t\n".includes(char))
      .join("");
    this.marks = Array.from(separators)
      .filter((char) => !" \t\n".includes(char))
      .join("");
  }

  fields(): Field[] {
    this.endField();
    return this.done;
  }

  literal(text: string, quoted: boolean): void {
    this.text += text;
    this.pattern += quoted ? text.replace(SPECIAL, "\\$&") : text;
    if (quoted || text !== "") this.open = true;
  }

  expansion(text: string, quoted: boolean): void {
    if (quoted) this.literal(text, true);
    else this.split(text);
  }

  breakField(): void {
    this.endField();
  }

  private split(text: string): void {
    let at = 0;
    while (at < text.length) {
      const char = text[at]!;
      if (this.blanks.includes(char)) {
        while (at < text.length && this.blanks.includes(text[at]!)) at++;
        // Blanks before a mark belong to the mark.
        if (at < text.length && this.marks.includes(text[at]!) && this.open) continue;
        this.endField();
      } else if (this.marks.includes(char)) {
        this.open = true;
        this.endField();
        at++;
        while (at < text.length && this.blanks.includes(text[at]!)) at++;
      } else {
        const start = at;
        while (at < text.length && !this.blanks.includes(text[at]!) && !this.marks.includes(text[at]!)) at++;
        this.text += text.slice(start, at);
        // A backslash that an expansion gave is an ordinary character.
        this.pattern += text.slice(start, at).replaceAll("\\", "\\\\");
        this.open = true;
      }
    }
  }

  private endField(): void {
    if (this.open) this.done.push({ text: this.text, pattern: this.pattern });
    this.text = "";
    this.pattern = "";
    this.open = false;
  }
}
