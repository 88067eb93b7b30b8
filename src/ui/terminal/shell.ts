import { FitAddon } from "@xterm/addon-fit";
import { type ITheme, Terminal } from "@xterm/xterm";
import type { Session, TerminalLink } from "../../session/index.ts";
import { type Fault, faultOf } from "../faults.ts";
import { bytes } from "../format.ts";
import { Store } from "../readable.ts";
import { isDark, onColours, readColours } from "../theme.ts";

/** Above this many characters undrawn, more output is left out. xterm itself gives up at 50 million. */
const MOST_WAITING = 4_000_000;

export interface ShellState {
  /** Why there is no shell; null when there is one, or will be. */
  readonly fault: Fault | null;
  /** The shell ended by itself, as it was told to. */
  readonly ended: boolean;
}

/** One terminal with its shell in the sandbox. It lives as long as it is mounted, shown or not. */
export class Shell extends Store<ShellState> {
  readonly #session: Session;
  readonly #terminal: Terminal;
  /** Characters handed to the terminal and not drawn yet; characters left out since. */
  #waiting = 0;
  #skipped = 0;
  #link: TerminalLink | null = null;
  #left = false;
  /** Whether anything was typed into the present shell: one that ends before that did not end as told. */
  #typed = false;

  constructor(session: Session) {
    super({ fault: null, ended: false });
    this.#session = session;
    this.#terminal = new Terminal({
      fontFamily: "'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace",
      fontSize: 13,
      lineHeight: 1.25,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      scrollback: 5000,
      minimumContrastRatio: 4.5,
      theme: themeNow(),
    });
    // F6 goes round the panels: the way out for the keyboard, since Tab belongs to the shell.
    this.#terminal.attachCustomKeyEventHandler((event) => event.key !== "F6");
  }

  /** Puts the terminal into an element and starts its shell. Returns its undo, which ends both. */
  mount(element: HTMLElement): () => void {
    const terminal = this.#terminal;
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(element);
    const stopColours = onColours(() => {
      terminal.options.theme = themeNow();
    });
    const refit = (): void => {
      // A hidden terminal has no size; it is fitted when it is shown.
      if (this.#left || element.clientWidth === 0 || element.clientHeight === 0) return;
      // Opened while hidden, it learns the size of a character a frame or two after it is shown.
      if (fit.proposeDimensions() === undefined) requestAnimationFrame(refit);
      else fit.fit();
    };
    const observer = new ResizeObserver(refit);
    observer.observe(element);
    terminal.onResize(({ cols, rows }) => this.#link?.resize({ cols, rows }));
    terminal.onData((text) => {
      this.#typed = true;
      this.#link?.write(text);
    });
    element.addEventListener("focus", () => terminal.focus());
    void this.start();
    return () => {
      this.#left = true;
      observer.disconnect();
      stopColours();
      this.#link?.close();
      terminal.dispose();
    };
  }

  /** Starts the shell, again after a fault. */
  async start(): Promise<void> {
    const { cols, rows } = this.#terminal;
    this.#typed = false;
    this.set({ fault: null, ended: false });
    try {
      const link = await this.#session.openTerminal({ cols, rows });
      if (this.#left) {
        link.close();
        return;
      }
      this.#link = link;
      link.onOutput((text) => this.#show(text));
      // The element may have found its size while the shell was on its way.
      const now = { cols: this.#terminal.cols, rows: this.#terminal.rows };
      if (now.cols !== cols || now.rows !== rows) link.resize(now);
      const code = await link.exit;
      this.#link = null;
      if (this.#left) return;
      const asTold = code === 0 && this.#typed;
      this.set({ fault: asTold ? null : endedWith(code), ended: asTold });
    } catch (error) {
      if (this.#left) return;
      this.set({
        fault: faultOf(error, "Try again. If it stays so, start the sandbox again."),
        ended: false,
      });
    }
  }

  /** Shows output. What comes faster than it can be drawn is left out, and it says how much: the page stays alive. */
  #show(text: string): void {
    if (this.#waiting > MOST_WAITING) {
      this.#skipped += text.length;
      return;
    }
    this.#waiting += text.length;
    this.#terminal.write(text, () => {
      this.#waiting -= text.length;
      if (this.#skipped === 0 || this.#waiting > 0) return;
      // Styles are reset: the text that would have ended them may be among what was left out.
      const note = `${bytes(this.#skipped)} of output came too fast to be shown`;
      this.#skipped = 0;
      this.#terminal.write(`\r\n\u001b[0m\u001b[33m[${note}]\u001b[0m\r\n`);
    });
  }

  /** Whether lines are also offered as text to screen readers. */
  setReader(on: boolean): void {
    this.#terminal.options.screenReaderMode = on;
  }

  focus(): void {
    this.#terminal.focus();
  }
}

function endedWith(code: number): Fault {
  return {
    message: `The shell ended with exit code ${code}.`,
    remedy: "What it printed is still there. Start another to go on.",
  };
}

function themeNow(): ITheme {
  const c = readColours([
    "surface",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "mark-agent",
    "pass",
    "fail",
    "warn",
    "line",
    "edge",
    "code-keyword",
    "code-type",
  ]);
  const dark = isDark();
  return {
    background: c.surface,
    foreground: c.ink,
    cursor: c.accent,
    cursorAccent: c.surface,
    selectionBackground: c["mark-agent"],
    scrollbarSliderBackground: `${c.edge}66`,
    scrollbarSliderHoverBackground: `${c.edge}99`,
    scrollbarSliderActiveBackground: c.edge,
    black: dark ? c.line : c.ink,
    red: c.fail,
    green: c.pass,
    yellow: c.warn,
    blue: c.accent,
    magenta: c["code-keyword"],
    cyan: c["code-type"],
    white: dark ? c.ink : c["ink-3"],
    brightBlack: c["ink-3"],
    brightRed: c.fail,
    brightGreen: c.pass,
    brightYellow: c.warn,
    brightBlue: c.accent,
    brightMagenta: c["code-keyword"],
    brightCyan: c["code-type"],
    brightWhite: dark ? c.ink : c["ink-2"],
  };
}
