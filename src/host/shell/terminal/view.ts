import { characterWidth } from "./width.ts";

interface Place {
  row: number;
  column: number;
}

/**
 * Draws a prompt and a line,  over as many rows as they take, and keeps track of where the cursor is. The
 * machine puts a carriage return before each line feed, also in raw mode.
 */
export class LineView {
  private readonly write: (text: string) => void;
  private readonly columns: () => number;
  private cursorRow = 0;

  constructor(write: (text: string) => void, columns: () => number) {
    this.write = write;
    this.columns = columns;
  }

  /** Draws everything anew. The cursor is behind `before`. */
  draw(prompt: string, before: string, after: string): void {
    const columns = Math.max(1, this.columns());
    const start = advance({ row: 0, column: 0 }, visible(prompt), columns);
    const cursor = advance({ ...start }, before, columns);
    const end = advance({ ...cursor }, after, columns);
    let output = this.home();
    output += `${prompt}${before + after}`;
    // A terminal waits at the right margin; the next row has to exist before the cursor can go there.
    if (end.column === 0 && end.row > 0 && !(before + after).endsWith("\n")) output += "\n";
    if (end.row > cursor.row) output += `\x1b[${end.row - cursor.row}A`;
    output += "\r";
    if (cursor.column > 0) output += `\x1b[${cursor.column}C`;
    this.cursorRow = cursor.row;
    this.write(output);
  }

  /** Takes what was drawn off the screen. */
  erase(): void {
    this.write(this.home());
    this.cursorRow = 0;
  }

  /** Leaves the line as it stands; what follows starts on a fresh row. */
  finish(prompt: string, text: string, mark = ""): void {
    this.draw(prompt, text, "");
    this.write(`${mark}\n`);
    this.cursorRow = 0;
  }

  /** The next drawing starts where the cursor is. */
  reset(): void {
    this.cursorRow = 0;
  }

  private home(): string {
    return `${this.cursorRow > 0 ? `\x1b[${this.cursorRow}A` : ""}\r\x1b[J`;
  }
}

/** A prompt without its escape sequences. */
export function visible(prompt: string): string {
  // eslint-disable-next-line no-control-regex
  return prompt.replace(/\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g, "");
}

function advance(place: Place, text: string, columns: number): Place {
  for (const char of text) {
    if (char === "\n") {
      place.row++;
      place.column = 0;
      continue;
    }
    const width = char === "\t" ? 8 - (place.column % 8) : characterWidth(char.codePointAt(0)!);
    if (place.column + width > columns) {
      place.row++;
      place.column = 0;
    }
    place.column += width;
    if (place.column >= columns) {
      place.row++;
      place.column = 0;
    }
  }
  return place;
}
