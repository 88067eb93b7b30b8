import { O_RDWR } from "../../machine/flags.ts";
import { decodeBytes } from "../bytes.ts";
import type { OpenFile } from "../io/open-file.ts";
import { readAll } from "../io/reader.ts";
import { displayWidth } from "../terminal/width.ts";
import { inputBytes } from "./inputs.ts";
import { splitLines } from "./lines.ts";
import type { Program, ProgramContext } from "./program.ts";

const ESCAPE = "\x1b";
/** A key as terminals send it: CSI and SS3 sequences, or one character. */
const KEY = new RegExp(`${ESCAPE}\\[[\\d;]*[A-Za-z~]|${ESCAPE}O.|[^]`, "gu");
/** A colour, or one character. */
const UNIT = new RegExp(`${ESCAPE}\\[[\\d;]*m|[^]`, "gu");
const SCREEN = { on: "\x1b[?1049h\x1b[?25l", off: "\x1b[?25h\x1b[?1049l" };

/**
 * less and more [file…]: page by page at a terminal, as `cat` elsewhere. Space and b, arrows, j, k, d, u, g, G, `/text`, n,
 * N and q; `-N` numbers lines, `-S` cuts long ones, other options change nothing.
 */
export const less: Program = async (context) => {
  const names = context.args.filter((arg) => !/^[-+]./.test(arg));
  const letters = context.args.filter((arg) => /^-[a-zA-Z]+$/.test(arg)).join("");
  if (names.length === 0 && context.isTerminal(context.stdin))
    return context.fail(`missing file name ("${context.name} FILE")`);
  const texts: string[] = [];
  for (const name of names) texts.push(decodeBytes(await inputBytes(context, name)));
  const text = names.length === 0 ? decodeBytes(await readAll(context.stdin)) : texts.join("");
  if (!context.isTerminal(context.stdout)) {
    await context.out.text(text);
    return 0;
  }
  const terminal = context.open("/dev/tty", O_RDWR);
  try {
    await new Pager(context, terminal, splitLines(text), names[0] ?? "", letters).run();
  } finally {
    context.sys.setTtyMode(terminal.fd!, "cooked");
    await context.out.text(SCREEN.off);
    await context.out.flush();
    terminal.release();
  }
  return 0;
};

class Pager {
  readonly #context: ProgramContext;
  readonly #terminal: OpenFile;
  readonly #lines: readonly string[];
  readonly #name: string;
  readonly #numbered: boolean;
  readonly #cut: boolean;
  /** The first line that is shown. */
  #top = 0;
  readonly #typed: string[] = [];
  #wanted = "";
  #said = "";

  constructor(
    context: ProgramContext,
    terminal: OpenFile,
    lines: readonly string[],
    name: string,
    letters: string,
  ) {
    this.#context = context;
    this.#terminal = terminal;
    this.#lines = lines;
    this.#name = name;
    this.#numbered = letters.includes("N");
    this.#cut = letters.includes("S");
  }

  async run(): Promise<void> {
    this.#context.sys.setTtyMode(this.#terminal.fd!, "raw");
    await this.#context.out.text(SCREEN.on);
    for (;;) {
      if (this.#typed.length === 0) await this.#draw();
      const key = await this.#next();
      this.#said = "";
      if (key === "" || key === "q" || key === "Q" || key === "\x03") return;
      if (key === "/" || key === "?") await this.#ask(key);
      else this.#key(key);
    }
  }

  /** The next key; empty at the end of input. */
  async #next(): Promise<string> {
    if (this.#typed.length === 0) {
      const text = decodeBytes(await this.#terminal.read(64));
      for (const [key = ""] of text.matchAll(KEY)) this.#typed.push(key);
    }
    return this.#typed.shift() ?? "";
  }

  get #rows(): number {
    return Math.max(2, this.#context.sys.ttySize(this.#terminal.fd!).rows);
  }

  #key(key: string): void {
    const page = this.#rows - 1;
    switch (key) {
      case " ":
      case "f":
      case "\x06":
      case "\x1b[6~":
        return this.#go(this.#top + page);
      case "b":
      case "\x02":
      case "\x1b[5~":
        return this.#go(this.#top - page);
      case "d":
      case "\x04":
        return this.#go(this.#top + (page >> 1));
      case "u":
      case "\x15":
        return this.#go(this.#top - (page >> 1));
      case "j":
      case "e":
      case "\r":
      case "\n":
      case "\x1b[B":
      case "\x1bOB":
        return this.#go(this.#top + 1);
      case "k":
      case "y":
      case "\x1b[A":
      case "\x1bOA":
        return this.#go(this.#top - 1);
      case "g":
      case "<":
      case "\x1b[H":
      case "\x1b[1~":
        return this.#go(0);
      case "G":
      case ">":
      case "\x1b[F":
      case "\x1b[4~":
        return this.#go(this.#lines.length);
      case "n":
        return this.#search(1);
      case "N":
        return this.#search(-1);
    }
  }

  #go(line: number): void {
    const last = Math.max(0, this.#lines.length - (this.#rows - 1));
    this.#top = Math.max(0, Math.min(line, last));
  }

  /** Reads what to look for in the last row. */
  async #ask(mark: string): Promise<void> {
    let text = "";
    for (;;) {
      await this.#context.out.text(`\x1b[${this.#rows};1H\x1b[K${mark}${text}`);
      await this.#context.out.flush();
      const key = await this.#next();
      if (key === "" || key === "\x03" || key === "\x1b") return;
      if (key === "\r" || key === "\n") {
        if (text !== "") this.#wanted = text;
        return this.#search(mark === "/" ? 1 : -1);
      }
      text = key === "\x7f" || key === "\b" ? text.slice(0, -1) : `${text}${key}`;
    }
  }

  #search(step: 1 | -1): void {
    const wanted = this.#wanted.toLowerCase();
    for (let at = this.#top + step; wanted !== "" && at >= 0 && at < this.#lines.length; at += step) {
      if (!this.#lines[at]!.toLowerCase().includes(wanted)) continue;
      this.#top = at;
      return;
    }
    this.#said = "Pattern not found";
  }

  async #draw(): Promise<void> {
    const { cols, rows } = this.#context.sys.ttySize(this.#terminal.fd!);
    const shown: string[] = [];
    for (let at = this.#top; at < this.#lines.length && shown.length < rows - 1; at++) {
      const line = this.#lines[at]!.replaceAll("\t", "        ").replaceAll("\r", "");
      const numbered = this.#numbered ? `${String(at + 1).padStart(7)} ${line}` : line;
      shown.push(...pieces(numbered, cols).slice(0, this.#cut ? 1 : undefined));
    }
    const visible = shown.slice(0, rows - 1);
    while (visible.length < rows - 1) visible.push("~");
    const atEnd = this.#top >= this.#lines.length - (rows - 1);
    const status = this.#said || (atEnd ? "(END)" : this.#name || ":");
    await this.#context.out.text(
      `\x1b[H${visible.map((line) => `${line}\x1b[K\n`).join("")}\x1b[7m${status}\x1b[0m\x1b[K`,
    );
    await this.#context.out.flush();
  }
}

/** A line in parts that fit the screen; colours take no room. */
function pieces(line: string, columns: number): string[] {
  const parts: string[] = [];
  let part = "";
  let used = 0;
  for (const [unit = ""] of line.matchAll(UNIT)) {
    const width = unit.startsWith("\x1b[") ? 0 : displayWidth(unit);
    if (used + width > columns) {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += unit;
    used += width;
  }
  return [...parts, part];
}

/** watch [-n seconds] COMMAND…: again and again, until it is interrupted. */
export const watch: Program = async (context) => {
  const args = [...context.args];
  let seconds = 2;
  while (args[0]?.startsWith("-") === true) {
    const option = args.shift()!;
    const [, value] = /^(?:-n|--interval=?)(.*)$/.exec(option) ?? [];
    if (value !== undefined) seconds = Math.max(0.1, Number(value === "" ? args.shift() : value) || 2);
  }
  if (args.length === 0) return context.fail("which command? Usage: watch [-n SECONDS] COMMAND");
  for (;;) {
    await context.out.text(`\x1b[H\x1b[2JEvery ${seconds.toFixed(1)}s: ${args.join(" ")}\n\n`);
    await context.run(["sh", "-c", args.join(" ")]);
    await context.sleep(seconds * 1000);
  }
};
