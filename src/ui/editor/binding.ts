import type { EditSource, TextDocument, TextEdit } from "../../session/index.ts";
import { type editor, Range } from "./monaco.ts";
import { smallestEdit, spansAfter } from "./spans.ts";

type Model = editor.ITextModel;

/** How long a change by another stays bright, and how long its line keeps a mark. */
const FRESH_MS = 3000;
const MARK_MS = 60_000;

/**
 * Keeps one document and one Monaco model the same. Both change synchronously, one edit at a time, so neither side's
 * text can be lost: what a person types goes to the document at once, what others write is applied in place, as an edit
 * that undo covers and that leaves cursor and selection where they were.
 *
 * Monaco knows one kind of line ending per model. A text that mixes them differs from its model, offsets no longer
 * agree, and edits are then found by comparing the texts (`#level` false) instead of carried over.
 */
export class Binding {
  readonly document: TextDocument;
  readonly model: Model;
  readonly #undo: (() => void)[] = [];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #applying = false;
  #level: boolean;
  #foreign: ((range: Range) => void) | null = null;

  constructor(document: TextDocument, model: Model) {
    this.document = document;
    this.model = model;
    this.#level = model.getValueLength() === document.text.length;
    const typing = model.onDidChangeContent((event) => this.#fromModel(event));
    this.#undo.push(
      () => typing.dispose(),
      document.onChange((edits, source) => this.#fromDocument(edits, source)),
    );
  }

  /** Told where another changed the text. One listener at a time: the editor that shows the model. */
  onForeign(listener: ((range: Range) => void) | null): void {
    this.#foreign = listener;
  }

  dispose(): void {
    for (const undo of this.#undo) undo();
    for (const timer of this.#timers) clearTimeout(timer);
    this.model.dispose();
  }

  #fromModel(event: editor.IModelContentChangedEvent): void {
    if (this.#applying) return;
    const source: EditSource = event.isUndoing || event.isRedoing ? "undo" : "editor";
    this.#applying = true;
    try {
      if (this.#level && !event.isEolChange) {
        const edits = event.changes.map(({ rangeOffset, rangeLength, text }) => ({
          from: rangeOffset,
          to: rangeOffset + rangeLength,
          text,
        }));
        this.document.apply(edits, source);
      } else this.document.replace(this.model.getValue(), source);
      this.#level = this.model.getValueLength() === this.document.text.length;
    } finally {
      this.#applying = false;
    }
  }

  #fromDocument(edits: readonly TextEdit[], source: EditSource): void {
    if (this.#applying) return;
    this.#applying = true;
    try {
      if (this.#level) this.#applyEdits(edits, source);
      if (!this.#level || this.model.getValueLength() !== this.document.text.length) {
        const eol = this.model.getEOL();
        const edit = smallestEdit(this.model.getValue(), this.document.text.replaceAll(/\r\n|\r|\n/g, eol));
        if (edit !== null) this.#applyEdits([edit], source);
        this.#level = this.model.getValueLength() === this.document.text.length;
      }
    } finally {
      this.#applying = false;
    }
  }

  #applyEdits(edits: readonly TextEdit[], source: EditSource): void {
    const { model } = this;
    const operations = edits.map(({ from, to, text }) => ({ range: this.#range(from, to), text }));
    // A step of its own on the undo stack, apart from what the person is typing.
    model.pushStackElement();
    model.pushEditOperations(null, operations, () => null);
    model.pushStackElement();
    if (source === "agent" || source === "program") this.#mark(edits);
  }

  #range(from: number, to: number): Range {
    return Range.fromPositions(this.model.getPositionAt(from), this.model.getPositionAt(to));
  }

  #mark(edits: readonly TextEdit[]): void {
    const ranges = spansAfter(edits).map(({ from, to }) => this.#range(from, to));
    const fresh = this.model.deltaDecorations(
      [],
      ranges.map((range) => ({ range, options: { description: "agent-fresh", className: "agent-fresh" } })),
    );
    const lines = this.model.deltaDecorations(
      [],
      ranges.map((range) => ({
        range,
        options: { description: "agent-line", isWholeLine: true, linesDecorationsClassName: "agent-line" },
      })),
    );
    this.#later(FRESH_MS, () => this.model.deltaDecorations(fresh, []));
    this.#later(MARK_MS, () => this.model.deltaDecorations(lines, []));
    const [first] = ranges;
    if (first !== undefined) this.#foreign?.(first);
  }

  #later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}
