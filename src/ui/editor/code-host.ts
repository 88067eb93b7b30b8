import { type Fault, faultOf } from "../faults.ts";
import { Store } from "../readable.ts";
import type { Bench } from "../workbench/context.ts";
import { Models } from "./models.ts";
import { editor, prepareMonaco } from "./monaco.ts";

export interface CodeState {
  /** Where the cursor is, from 1, and how many characters are selected. */
  readonly line: number;
  readonly column: number;
  readonly selected: number;
  /** Why the file cannot be shown; null when it is. */
  readonly fault: Fault | null;
}

/** One Monaco editor for all tabs of a run; each file has its own model, cursor and scroll. */
export class CodeHost extends Store<CodeState> {
  readonly #bench: Bench;
  readonly #models: Models;
  #code: editor.IStandaloneCodeEditor | null = null;
  #leave: (() => void) | null = null;

  constructor(bench: Bench) {
    super({ line: 1, column: 1, selected: 0, fault: null });
    this.#bench = bench;
    this.#models = new Models(bench.session, (closed) => bench.view.closeFile(closed));
  }

  /** Puts the editor into an element. Returns its undo, which lets go of everything. */
  mount(element: HTMLElement): () => void {
    prepareMonaco();
    const code = editor.create(element, {
      ...options,
      model: null,
      readOnly: this.#bench.session.state.readOnly,
    });
    this.#code = code;
    element.addEventListener("focus", () => code.focus());
    code.onDidChangeCursorSelection(({ selection }) => {
      const selected = code.getModel()?.getValueLengthInRange(selection) ?? 0;
      const { positionLineNumber: line, positionColumn: column } = selection;
      this.set({ ...this.state, line, column, selected });
    });
    return () => {
      this.#leave?.();
      this.#leave = null;
      this.#code = null;
      code.dispose();
      this.#models.dispose();
    };
  }

  /** Shows a file where it was left; `openFiles` are the tabs, models of other files are let go. */
  show(path: string, openFiles: readonly string[]): void {
    const code = this.#code;
    if (code === null) return;
    this.#leave?.();
    this.#leave = null;
    try {
      const opened = this.#models.open(path);
      code.setModel(opened.binding.model);
      if (opened.view !== null) code.restoreViewState(opened.view);
      code.updateOptions({ ariaLabel: `${path}. Ctrl+M lets Tab leave the editor.` });
      opened.binding.onForeign((range) => {
        const follows = this.#bench.view.state.arrangement === "watch" && !code.hasTextFocus();
        if (follows) code.revealRangeInCenterIfOutsideViewport(range);
      });
      this.#leave = () => {
        opened.binding.onForeign(null);
        opened.view = code.saveViewState();
      };
      this.set({ ...this.state, fault: null });
    } catch (error) {
      code.setModel(null);
      this.set({ ...this.state, fault: faultOf(error, "Look at it in the terminal instead.") });
    }
    this.#models.keepOnly(openFiles);
  }
}

const options: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  theme: "mirrorbox",
  fontFamily: "'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace",
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 8, bottom: 8 },
  lineNumbersMinChars: 4,
  tabSize: 2,
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderFinalNewline: "on",
  unicodeHighlight: { ambiguousCharacters: false },
  accessibilityPageSize: 200,
};
