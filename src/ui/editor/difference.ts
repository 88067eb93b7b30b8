import { editor } from "./monaco.ts";
import { editorOptions } from "./options.ts";

/**
 * A difference in one column, with what stayed the same folded away.
 *
 * Monaco never ends the comparison of two models that it was handed: the view model it makes of them lives on, and when
 * one is disposed before the worker has answered, the answer is an error that nobody catches. So the view model is made
 * here, and ended before either of its models is, whoever disposes them.
 */
export class Difference {
  readonly editor: editor.IStandaloneDiffEditor;
  #view: editor.IDiffEditorViewModel | null = null;
  #leave: (() => void) | null = null;

  constructor(box: HTMLElement, readOnly: boolean) {
    this.editor = editor.createDiffEditor(box, {
      ...editorOptions,
      readOnly,
      originalEditable: false,
      renderSideBySide: false,
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      renderGutterMenu: false,
      hideUnchangedRegions: { enabled: true, contextLineCount: 4, minimumLineCount: 6, revealLineCount: 20 },
      diffAlgorithm: "advanced",
    });
    this.editor.getOriginalEditor().updateOptions({ ariaLabel: "Before" });
    this.editor.getModifiedEditor().updateOptions({ ariaLabel: "After" });
  }

  /** What is shown as the later text; null when nothing is. */
  get modified(): editor.ITextModel | null {
    return this.#view?.model.modified ?? null;
  }

  show(original: editor.ITextModel, modified: editor.ITextModel): void {
    // Heard before Monaco's own listener, which takes a disposed model for an error.
    const heard = [original, modified].map((model) => model.onWillDispose(() => this.clear()));
    this.#replace(this.editor.createViewModel({ original, modified }));
    this.#leave = () => {
      for (const one of heard) one.dispose();
    };
  }

  clear(): void {
    this.#replace(null);
  }

  dispose(): void {
    this.clear();
    this.editor.dispose();
  }

  #replace(view: editor.IDiffEditorViewModel | null): void {
    const old = this.#view;
    this.#leave?.();
    this.#leave = null;
    this.#view = view;
    this.editor.setModel(view);
    old?.dispose();
  }
}
