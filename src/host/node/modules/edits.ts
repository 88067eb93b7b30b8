import type { ColumnShift } from "../source-positions.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Among insertions at one place. */
  readonly order: number;
}

const COMMENT_OR_MARK = /\/\*[^]*?\*\/|\/\/.*|=>|\(/g;

/** Replacements in a source. Lines stay where they are: what is replaced keeps its line breaks. */
export class Edits {
  readonly #source: string;
  readonly #edits: Edit[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  /** Puts `text` in the place of `[start, end)`. */
  replace(start: number, end: number, text: string): void {
    const breaks = this.#source.slice(start, end).replaceAll(/[^\n\u2028\u2029]/g, "");
    this.#edits.push({ start, end, text: text + breaks, order: this.#edits.length });
  }

  insert(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text, order: this.#edits.length });
  }

  /** Like `insert`, but goes before other insertions there: it closes something that began inside of theirs. */
  insertFirst(at: number, text: string): void {
    this.#edits.push({ start: at, end: at, text, order: -this.#edits.length - 1 });
  }

  /** Where `text` stands in the source between two places, but for comments; the second one when it does not. */
  find(text: "(" | "=>", from: number, limit: number): number {
    for (const { 0: found, index } of this.#source.slice(from, limit).matchAll(COMMENT_OR_MARK))
      if (found === text) return from + index;
    return limit;
  }

  /** The edited text, and by line (from 1) where its columns (from 0) were. */
  apply(): { text: string; shifts: Map<number, ColumnShift[]> } {
    const sorted = this.#edits.toSorted((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
    const shifts = new Map<number, ColumnShift[]>();
    let text = "";
    let at = 0;
    let line = 1;
    let lineStart = 0;
    let outLineStart = 0;
    const copy = (piece: string, fromSource: boolean) => {
      for (let brk = piece.indexOf("\n"), from = 0; brk >= 0; brk = piece.indexOf("\n", from)) {
        line++;
        outLineStart = text.length + brk + 1;
        if (fromSource) lineStart = at + brk + 1;
        from = brk + 1;
      }
      text += piece;
    };
    const mark = (to: number) => {
      const marks = shifts.get(line) ?? [];
      marks.push({ from: text.length - outLineStart, to: to - lineStart });
      shifts.set(line, marks);
    };
    for (const edit of sorted) {
      copy(this.#source.slice(at, edit.start), true);
      at = edit.start;
      mark(edit.start);
      copy(edit.text, false);
      at = edit.end;
      lineStart = Math.max(lineStart, this.#source.lastIndexOf("\n", at - 1) + 1);
      mark(edit.end);
    }
    copy(this.#source.slice(at), true);
    return { text, shifts };
  }
}
