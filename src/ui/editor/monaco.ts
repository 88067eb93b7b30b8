/** Monaco with what a workspace needs: the editor, TypeScript and JavaScript, JSON, Markdown. All workers are bundled. */
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/javascript/register";
import "monaco-editor/languages/definitions/markdown/register";
import "monaco-editor/languages/definitions/typescript/register";
import "monaco-editor/languages/features/json/register";
import { editor, languages, Range, Uri } from "monaco-editor/editor/editor.api";
// oxlint-disable import/default -- Vite makes the default export of a `?worker`.
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker?worker";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import TypeScriptWorker from "monaco-editor/languages/features/typescript/ts.worker?worker";
import { isDark, onColours, readColours } from "../theme.ts";

export { editor, Range, Uri };

let prepared = false;

/** Tells Monaco of our workers, languages and colours. Does it once per page, since Monaco's registries are per page. */
export function prepareMonaco(): void {
  if (prepared) return;
  prepared = true;
  globalThis.MonacoEnvironment = {
    getWorker: (_id: string, label: string): Worker => {
      if (label === "json") return new JsonWorker();
      if (label === "typescript" || label === "javascript") return new TypeScriptWorker();
      return new EditorWorker();
    },
  };
  for (const defaults of [typescript.javascriptDefaults, typescript.typescriptDefaults]) {
    defaults.setCompilerOptions({
      target: typescript.ScriptTarget.ESNext,
      module: typescript.ModuleKind.ESNext,
      moduleResolution: typescript.ModuleResolutionKind.NodeJs,
      lib: ["esnext"],
      allowJs: true,
      allowNonTsExtensions: true,
      checkJs: false,
    });
    // The sandbox has Node's own library, whose types are not here: only what does not parse is an error for sure.
    defaults.setDiagnosticsOptions({
      noSemanticValidation: true,
      noSyntaxValidation: false,
      noSuggestionDiagnostics: true,
    });
    defaults.setEagerModelSync(true);
  }
  languages.setLanguageConfiguration("markdown", { wordPattern: /[^\s`*_[\]()]+/ });
  paint();
  onColours(paint);
  // Columns are measured once; the bundled face may arrive after that.
  void document.fonts.load("13px 'JetBrains Mono'").then(() => editor.remeasureFonts());
}

function paint(): void {
  const c = readColours([
    "surface",
    "raised",
    "hover",
    "selected",
    "line",
    "edge",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "pass",
    "fail",
    "warn",
    "code-keyword",
    "code-string",
    "code-number",
    "code-comment",
    "code-type",
    "mark-agent",
    "pass-soft",
    "fail-soft",
  ]);
  const bare = (colour: string): string => colour.slice(1);
  editor.defineTheme("mirrorbox", {
    base: isDark() ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: bare(c.ink) },
      { token: "keyword", foreground: bare(c["code-keyword"]) },
      { token: "string", foreground: bare(c["code-string"]) },
      { token: "regexp", foreground: bare(c["code-string"]) },
      { token: "number", foreground: bare(c["code-number"]) },
      { token: "comment", foreground: bare(c["code-comment"]) },
      { token: "type", foreground: bare(c["code-type"]) },
      { token: "delimiter", foreground: bare(c["ink-2"]) },
    ],
    colors: {
      "editor.background": c.surface,
      "editor.foreground": c.ink,
      "editorLineNumber.foreground": c["ink-3"],
      "editorLineNumber.activeForeground": c.ink,
      "editor.lineHighlightBackground": `${c.hover}80`,
      "editor.lineHighlightBorder": "#00000000",
      "editor.selectionBackground": c["mark-agent"],
      "editorCursor.foreground": c.accent,
      "editorIndentGuide.background1": c.line,
      "editorIndentGuide.activeBackground1": c.edge,
      "editorWidget.background": c.raised,
      "editorWidget.border": c.line,
      "editorSuggestWidget.selectedBackground": c.selected,
      "editorSuggestWidget.selectedForeground": c.ink,
      "editorError.foreground": c.fail,
      "editorWarning.foreground": c.warn,
      "editorBracketHighlight.foreground1": c["ink-2"],
      "editorBracketHighlight.foreground2": c["code-type"],
      "editorBracketHighlight.foreground3": c["code-keyword"],
      "diffEditor.insertedLineBackground": c["pass-soft"],
      "diffEditor.removedLineBackground": c["fail-soft"],
      "diffEditor.insertedTextBackground": `${c.pass}10`,
      "diffEditor.removedTextBackground": `${c.fail}10`,
      // As the editor itself: another colour would break off at the margins, which Monaco draws over it.
      "diffEditor.unchangedRegionBackground": c.surface,
      "diffEditor.unchangedRegionShadow": "#00000000",
      "diffEditor.unchangedRegionForeground": c["ink-2"],
      "editorOverviewRuler.border": "#00000000",
      "scrollbarSlider.background": `${c.edge}66`,
      "scrollbarSlider.hoverBackground": `${c.edge}99`,
      "scrollbarSlider.activeBackground": c.edge,
      "scrollbar.shadow": "#00000000",
      focusBorder: c.accent,
      "input.border": c.edge,
    },
  });
  editor.setTheme("mirrorbox");
}

/** Which language a file is in, by its name. */
export function languageOf(path: string): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  switch (ending) {
    case "js":
    case "mjs":
    case "cjs":
      return "javascript";
    case "ts":
    case "mts":
    case "cts":
      return "typescript";
    case "json":
      return "json";
    case "md":
      return "markdown";
    default:
      return "plaintext";
  }
}
