import { type Fault, faultOf } from "../faults.ts";
import { Store } from "../readable.ts";
import type { Bench } from "../workbench/context.ts";
import { Difference } from "./difference.ts";
import { editorOptions } from "./options.ts";
import { Models } from "./models.ts";
import { editor, prepareMonaco } from "./monaco.ts";

export interface CodeState {
  /** Where the cursor is, from 1, and how many characters are selected. */
  readonly line: number;
  readonly column: number;
  readonly selected: number;
  /** Why the file cannot be shown; null when it is. */
  readonly fault: Fault | null;
  /** Whether the agent's last edit is known, so that it can be shown. */
  readonly edited: boolean;
  /** Whether it is shown, in place of the file alone. */
  readonly diff: boolean;
}

/** One Monaco editor for all tabs of a run; each file has its own model, cursor and scroll. */
export class CodeHost extends Store<CodeState> {
  readonly #bench: Bench;
  readonly #models: Models;
  #code: editor.IStandaloneCodeEditor | null = null;
  #leave: (() => void) | null = null;
  #diffBox: HTMLElement | null = null;
  #diff: Difference | null = null;
  #before: editor.ITextModel | null = null;
  #file: ReturnType<Models["open"]> | null = null;
  #wanted = false;

  constructor(bench: Bench) {
    super({ line: 1, column: 1, selected: 0, fault: null, edited: false, diff: false });
    this.#bench = bench;
    this.#models = new Models(bench.session, (closed) => bench.view.closeFile(closed));
  }

  /**
   * Puts the editor into an element, and what shows the agent's edits into another. Returns its undo, which lets go of
   * everything.
   */
  mount(element: HTMLElement, diffBox: HTMLElement): () => void {
    prepareMonaco();
    this.#diffBox = diffBox;
    const code = editor.create(element, {
      ...editorOptions,
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
      this.#file = null;
      code.dispose();
      this.#diff?.dispose();
      this.#diff = null;
      this.#before?.dispose();
      this.#before = null;
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
      const { document } = opened.binding;
      const stopListening = document.onChange(() => this.#compare());
      this.#leave = () => {
        stopListening();
        opened.binding.onForeign(null);
        opened.view = code.saveViewState();
      };
      this.#file = opened;
      this.set({ ...this.state, fault: null });
      this.#compare();
    } catch (error) {
      code.setModel(null);
      this.#file = null;
      this.#compare();
      this.set({ ...this.state, fault: faultOf(error, "Look at it in the terminal instead.") });
    }
    this.#models.keepOnly(openFiles);
  }

  /** Told whether the person wants to see the agent's edits. */
  wantEdits(wanted: boolean): void {
    this.#wanted = wanted;
    this.#compare();
  }

  /** Shows what the agent's last edit changed, where that is wanted and known; else the file alone. */
  #compare(): void {
    const before = this.#file?.binding.document.beforeAgent ?? null;
    const diff = this.#wanted && before !== null && this.#code?.hasTextFocus() !== true;
    const model = this.#file?.binding.model;
    if (diff && model !== undefined && this.#diffBox !== null) {
      this.#diff ??= this.#makeDiff(this.#diffBox);
      if (this.#before?.getValue() !== before || this.#diff.modified !== model) {
        const old = this.#before;
        this.#before = editor.createModel(before, model.getLanguageId());
        this.#diff.show(this.#before, model);
        old?.dispose();
      }
    } else if (this.state.diff) this.#backToFile();
    this.set({ ...this.state, edited: before !== null, diff });
  }

  #makeDiff(box: HTMLElement): Difference {
    const difference = new Difference(box, this.#bench.session.state.readOnly);
    const { editor: shown } = difference;
    shown.onDidUpdateDiff(() => {
      const [first] = shown.getLineChanges() ?? [];
      if (first !== undefined) shown.revealLineInCenterIfOutsideViewport(first.modifiedStartLineNumber);
    });
    return difference;
  }

  /** One who wrote in the difference goes on at the same place in the file. */
  #backToFile(): void {
    const changed = this.#diff?.editor.getModifiedEditor();
    const place = changed?.hasTextFocus() === true ? changed.getPosition() : null;
    this.#diff?.clear();
    if (place === null || place === undefined) return;
    requestAnimationFrame(() => {
      this.#code?.setPosition(place);
      this.#code?.revealPositionInCenterIfOutsideViewport(place);
      this.#code?.focus();
    });
  }
}
