import type { editor } from "./monaco.ts";

/** How every editor of ours looks. */
export const editorOptions: editor.IStandaloneEditorConstructionOptions = {
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
