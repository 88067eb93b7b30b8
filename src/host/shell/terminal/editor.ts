import { EditBuffer } from "./buffer.ts";
import type { Completion } from "./completion.ts";
import type { History } from "./history.ts";
import { KeyDecoder, type Key } from "./keys.ts";
import { LineView } from "./view.ts";
import { displayWidth } from "./width.ts";

/** What the editor needs of a terminal in raw mode. */
export interface EditorTerminal {
  read(): Promise<Uint8Array>;
  write(text: string): void;
  columns(): number;
  onResize(listener: () => void): () => void;
}

export type Edited =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "interrupt" }
  | { readonly kind: "end" };

interface Search {
  query: string;
  at: number;
  readonly original: string;
}

/** Reads lines with the keys of readline's Emacs mode. */
export class LineEditor {
  private readonly terminal: EditorTerminal;
  private readonly history: History;
  private readonly completeAt: (before: string) => Completion | null;
  private readonly decoder = new KeyDecoder();
  private readonly view: LineView;
  private readonly buffer = new EditBuffer();
  private waiting: Key[] = [];
  private prompt = "";
  /** Place in the history; its length: the new line. */
  private place = 0;
  private draft = "";
  private search: Search | null = null;

  constructor(terminal: EditorTerminal, history: History, completeAt: (before: string) => Completion | null) {
    this.terminal = terminal;
    this.history = history;
    this.completeAt = completeAt;
    this.view = new LineView(
      (text) => terminal.write(text),
      () => terminal.columns(),
    );
  }

  async readLine(prompt: string): Promise<Edited> {
    // All but the last line of a prompt stays where it is.
    const fixed = prompt.lastIndexOf("\n") + 1;
    if (fixed > 0) this.terminal.write(prompt.slice(0, fixed));
    this.prompt = prompt.slice(fixed);
    this.buffer.set("");
    this.place = this.history.lines.length;
    this.draft = "";
    this.search = null;
    this.view.reset();
    const forget = this.terminal.onResize(() => this.draw());
    try {
      for (;;) {
        while (this.waiting.length > 0) {
          const result = this.key(this.waiting.shift()!);
          if (result !== null) return result;
        }
        this.draw();
        const bytes = await this.terminal.read();
        if (bytes.length === 0) return { kind: "end" };
        this.waiting.push(...this.decoder.decode(bytes));
      }
    } finally {
      forget();
    }
  }

  private draw(): void {
    if (this.search === null) this.view.draw(this.prompt, this.buffer.before, this.buffer.after);
    else this.view.draw(`(reverse-i-search)\`${this.search.query}': `, this.buffer.before, this.buffer.after);
  }

  private finish(result: Edited, mark = ""): Edited {
    this.search = null;
    this.view.finish(this.prompt, this.buffer.text, mark);
    return result;
  }

  private key(key: Key): Edited | null {
    if (this.search !== null && this.searchKey(key)) return null;
    if (key.kind === "text") this.buffer.insert(key.text);
    // A pasted line end does not run the line.
    else if (key.kind === "paste") this.buffer.insert(key.text.replace(/\r\n?/g, "\n").replace(/\n$/, ""));
    else return this.command(key.name);
    return null;
  }

  private command(name: string): Edited | null {
    const { buffer } = this;
    switch (name) {
      case "enter":
        return this.finish({ kind: "line", text: buffer.text });
      case "C-c":
        return this.finish({ kind: "interrupt" }, "^C");
      case "C-d":
        if (buffer.text === "") return this.finish({ kind: "end" });
        buffer.delete();
        break;
      case "tab":
        this.complete();
        break;
      case "C-l":
        this.terminal.write("\x1b[H\x1b[2J");
        this.view.reset();
        break;
      case "C-r":
        this.search = { query: "", at: this.history.lines.length, original: buffer.text };
        break;
      case "up":
      case "C-p":
        this.recall(this.place - 1);
        break;
      case "down":
      case "C-n":
        this.recall(this.place + 1);
        break;
      case "M-<":
        this.recall(0);
        break;
      case "M->":
        this.recall(this.history.lines.length);
        break;
      default:
        this.edit(name);
    }
    return null;
  }

  private edit(name: string): void {
    const { buffer } = this;
    const actions: Readonly<Record<string, () => void>> = {
      left: () => buffer.move(-1),
      "C-b": () => buffer.move(-1),
      right: () => buffer.move(1),
      "C-f": () => buffer.move(1),
      home: () => buffer.toStart(),
      "C-a": () => buffer.toStart(),
      end: () => buffer.toEnd(),
      "C-e": () => buffer.toEnd(),
      backspace: () => buffer.backspace(),
      delete: () => buffer.delete(),
      "C-k": () => buffer.killToEnd(),
      "C-u": () => buffer.kill(0),
      "C-w": () => buffer.kill(buffer.blankLeft()),
      "C-y": () => buffer.yank(),
      "C-t": () => buffer.transpose(),
      "M-b": () => void (buffer.cursor = buffer.wordLeft()),
      "M-f": () => void (buffer.cursor = buffer.wordRight()),
      "M-d": () => buffer.kill(buffer.wordRight()),
      "M-backspace": () => buffer.kill(buffer.wordLeft()),
      "M-.": () => buffer.insert(this.history.lines.at(-1)?.trim().split(/\s+/).at(-1) ?? ""),
    };
    const aliases: Readonly<Record<string, string>> = {
      "C-left": "M-b",
      "M-left": "M-b",
      "C-right": "M-f",
      "M-right": "M-f",
      "C-delete": "M-d",
    };
    actions[aliases[name] ?? name]?.();
  }

  private recall(place: number): void {
    const { lines } = this.history;
    if (place < 0 || place > lines.length || place === this.place) return;
    if (this.place === lines.length) this.draft = this.buffer.text;
    this.place = place;
    this.buffer.set(place === lines.length ? this.draft : lines[place]!);
  }

  /** @returns whether the search took the key; any other ends it and does what it does. */
  private searchKey(key: Key): boolean {
    const search = this.search!;
    if (key.kind === "text") {
      search.query += key.text;
      this.find(Math.min(search.at, this.history.lines.length - 1));
      return true;
    }
    const name = key.kind === "key" ? key.name : "";
    if (name === "C-r") {
      this.find(search.at - 1);
      return true;
    }
    if (name === "backspace") {
      search.query = search.query.slice(0, -1);
      this.find(this.history.lines.length - 1);
      return true;
    }
    if (name === "C-g" || name === "M-C-g") {
      this.buffer.set(search.original);
      this.search = null;
      return true;
    }
    this.search = null;
    if (search.at < this.history.lines.length) this.place = search.at;
    return false;
  }

  private find(from: number): void {
    const search = this.search!;
    const at = search.query === "" ? -1 : this.history.search(search.query, from);
    if (at === -1) return;
    search.at = at;
    const line = this.history.lines[at]!;
    this.buffer.set(line, Array.from(line.slice(0, line.indexOf(search.query))).length);
  }

  private complete(): void {
    const completion = this.completeAt(this.buffer.before);
    if (completion === null) {
      this.terminal.write("\x07");
      return;
    }
    const typed = this.buffer.before.slice(-completion.length || this.buffer.before.length);
    if (completion.unique || completion.common.length > typed.length) {
      this.buffer.replaceBefore(completion.length, completion.common);
      return;
    }
    this.view.finish(this.prompt, this.buffer.text);
    this.terminal.write(inColumns(completion.shown, this.terminal.columns()));
  }
}

function inColumns(names: readonly string[], columns: number): string {
  const width = Math.max(...names.map(displayWidth)) + 2;
  const count = Math.max(1, Math.floor(columns / width));
  const rows = Math.ceil(names.length / count);
  let text = "";
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: count }, (_, column) => names[column * rows + row] ?? "");
    text += `${cells
      .map((cell) => cell + " ".repeat(Math.max(0, width - displayWidth(cell))))
      .join("")
      .trimEnd()}\n`;
  }
  return text;
}
