import { SIGNALS } from "./signals.ts";

interface LineEditorOutput {
  /** To be shown at once. */
  echo(bytes: Uint8Array): void;
  /** A finished line (with its line feed), or what ^D sent; empty = end of input. */
  line(bytes: Uint8Array): void;
  signal(signal: number): void;
}

const encoder = new TextEncoder();
const CTRL_C = 3;
const CTRL_D = 4;
const BACKSPACE = 8;
const TAB = 9;
const LF = 10;
const CR = 13;
const CTRL_R = 18;
const CTRL_U = 21;
const CTRL_V = 22;
const CTRL_W = 23;
const CTRL_Z = 26;
const CTRL_BACKSLASH = 28;
const DELETE = 127;
/** As Linux: a line is 4,095 bytes and its line feed. */
const MAX_LINE = 4095;

/** Canonical mode of a terminal, with the default settings of `stty sane` and UTF-8 (IUTF8). */
export class LineEditor {
  #line: number[] = [];
  #literal = false;
  readonly #out: LineEditorOutput;

  constructor(output: LineEditorOutput) {
    this.#out = output;
  }

  /** What was typed of the current line, which is then empty. */
  take(): Uint8Array {
    return Uint8Array.from(this.#line.splice(0));
  }

  key(typed: number): void {
    if (this.#literal) {
      this.#literal = false;
      this.#append(typed);
      return;
    }
    const byte = typed === CR ? LF : typed;
    switch (byte) {
      case CTRL_C:
        return this.#signal(SIGNALS.SIGINT, "^C");
      case CTRL_BACKSLASH:
        return this.#signal(SIGNALS.SIGQUIT, "^\\");
      case CTRL_Z:
        return this.#signal(SIGNALS.SIGTSTP, "^Z");
      case CTRL_D:
        return this.#out.line(this.take());
      case BACKSPACE:
      case DELETE:
        return this.#erase();
      case CTRL_U:
        while (this.#line.length > 0) this.#erase();
        return;
      case CTRL_W:
        while (this.#endsWithSpace()) this.#erase();
        while (this.#line.length > 0 && !this.#endsWithSpace()) this.#erase();
        return;
      case CTRL_R:
        return this.#out.echo(Uint8Array.from([...encoder.encode("^R\n"), ...this.#line]));
      case CTRL_V:
        this.#literal = true;
        return;
      case LF:
        this.#out.echo(Uint8Array.of(LF));
        this.#line.push(LF);
        return this.#out.line(this.take());
      default:
        this.#append(byte);
    }
  }

  #append(byte: number): void {
    if (this.#line.length >= MAX_LINE) return this.#out.echo(Uint8Array.of(7));
    this.#line.push(byte);
    this.#out.echo(isControl(byte) ? caret(byte) : Uint8Array.of(byte));
  }

  #signal(signal: number, shown: string): void {
    this.#line.length = 0;
    this.#out.echo(encoder.encode(shown));
    this.#out.signal(signal);
  }

  #endsWithSpace(): boolean {
    const last = this.#line.at(-1);
    return last === 32 || last === TAB;
  }

  /** Removes the last character, all bytes of it, from the line and from the screen. */
  #erase(): void {
    let last = this.#line.pop();
    if (last === undefined) return;
    const bytes = [last];
    while (last !== undefined && (last & 0xc0) === 0x80 && this.#line.length > 0) {
      last = this.#line.pop();
      if (last !== undefined) bytes.unshift(last);
    }
    const columns = isControl(bytes[0] ?? 0) ? 2 : width(bytes);
    this.#out.echo(encoder.encode("\b \b".repeat(columns)));
  }
}

const isControl = (byte: number): boolean => (byte < 32 && byte !== TAB) || byte === DELETE;
const caret = (byte: number): Uint8Array => Uint8Array.of(94, byte ^ 64);

/** Columns of one character: East Asian wide ones and emoji take two. */
function width(bytes: readonly number[]): number {
  if (bytes.length < 3) return 1;
  const code = new TextDecoder().decode(Uint8Array.from(bytes)).codePointAt(0) ?? 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
