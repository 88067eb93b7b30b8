import { editor } from "./monaco.ts";
import { editorOptions } from "./options.ts";

/** A difference in one column, with what stayed the same folded away. */
export function makeDiffEditor(box: HTMLElement, readOnly: boolean): editor.IStandaloneDiffEditor {
  const diff = editor.createDiffEditor(box, {
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
  diff.getOriginalEditor().updateOptions({ ariaLabel: "Before" });
  diff.getModifiedEditor().updateOptions({ ariaLabel: "After" });
  return diff;
}
