/** The line that is being edited: characters and a cursor. Words are runs of letters and digits, as in readline. */
export class EditBuffer {
  private characters: string[] = [];
  cursor = 0;
  /** What the last kill took, for Ctrl-Y. */
  private killed = "";

  get text(): string {
    return this.characters.join("");
  }

  get before(): string {
    return this.characters.slice(0, this.cursor).join("");
  }

  get after(): string {
    return this.characters.slice(this.cursor).join("");
  }

  set(text: string, cursor?: number): void {
    this.characters = Array.from(text);
    this.cursor = cursor ?? this.characters.length;
  }

  insert(text: string): void {
    const added = Array.from(text);
    this.characters.splice(this.cursor, 0, ...added);
    this.cursor += added.length;
  }

  /** Replaces the `length` characters before the cursor. */
  replaceBefore(length: number, text: string): void {
    this.characters.splice(this.cursor - length, length);
    this.cursor -= length;
    this.insert(text);
  }

  move(by: number): void {
    this.cursor = Math.max(0, Math.min(this.characters.length, this.cursor + by));
  }

  toStart(): void {
    this.cursor = 0;
  }

  toEnd(): void {
    this.cursor = this.characters.length;
  }

  wordLeft(): number {
    let at = this.cursor;
    while (at > 0 && !isWord(this.characters[at - 1]!)) at--;
    while (at > 0 && isWord(this.characters[at - 1]!)) at--;
    return at;
  }

  wordRight(): number {
    let at = this.cursor;
    while (at < this.characters.length && !isWord(this.characters[at]!)) at++;
    while (at < this.characters.length && isWord(this.characters[at]!)) at++;
    return at;
  }

  /** Where the run of anything but blanks before the cursor starts: what Ctrl-W removes. */
  blankLeft(): number {
    let at = this.cursor;
    while (at > 0 && /\s/.test(this.characters[at - 1]!)) at--;
    while (at > 0 && !/\s/.test(this.characters[at - 1]!)) at--;
    return at;
  }

  /** Removes what is between the cursor and `to`. */
  kill(to: number): void {
    const [start, end] = [Math.min(to, this.cursor), Math.max(to, this.cursor)];
    if (start === end) return;
    this.killed = this.characters.splice(start, end - start).join("");
    this.cursor = start;
  }

  killToEnd(): void {
    this.kill(this.characters.length);
  }

  yank(): void {
    this.insert(this.killed);
  }

  backspace(): void {
    if (this.cursor > 0) this.characters.splice(--this.cursor, 1);
  }

  delete(): void {
    this.characters.splice(this.cursor, 1);
  }

  transpose(): void {
    if (this.cursor === 0 || this.characters.length < 2) return;
    const at = Math.min(this.cursor, this.characters.length - 1);
    const [a, b] = [this.characters[at - 1]!, this.characters[at]!];
    this.characters.splice(at - 1, 2, b, a);
    this.cursor = at + 1;
  }
}

function isWord(char: string): boolean {
  return /[\p{L}\p{N}]/u.test(char);
}
