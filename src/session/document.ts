import { applyEdits, editsBetween, rebase } from "./merge.ts";
import type { EditSource, TextDocument, TextEdit } from "./session.ts";

type ChangeListener = (edits: readonly TextEdit[], source: EditSource) => void;

/** The document behind the contract: its owner may also merge into it, move it and close it. */
export class OwnedDocument implements TextDocument {
  readonly path: string;
  #text: string;
  #version = 0;
  #beforeAgent: string | null;
  readonly #changed = new Set<ChangeListener>();
  readonly #closed = new Set<() => void>();

  /** @param beforeAgent "" when the agent has just created the file */
  constructor(path: string, text: string, beforeAgent: string | null = null) {
    this.path = path;
    this.#text = text;
    this.#beforeAgent = beforeAgent;
  }

  get text(): string {
    return this.#text;
  }

  get version(): number {
    return this.#version;
  }

  get beforeAgent(): string | null {
    return this.#beforeAgent;
  }

  apply(edits: readonly TextEdit[], source: EditSource): void {
    const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
    let end = 0;
    for (const edit of sorted) {
      if (edit.from < end || edit.to < edit.from || edit.to > this.#text.length) {
        throw new RangeError(
          `edit ${edit.from}-${edit.to} of ${this.path} overlaps another or is outside the text`,
        );
      }
      end = edit.to;
    }
    const text = applyEdits(this.#text, sorted);
    if (text === this.#text) return;
    this.#beforeAgent = source === "agent" ? this.#text : null;
    this.#text = text;
    this.#version++;
    for (const listener of this.#changed) listener(sorted, source);
  }

  replace(text: string, source: EditSource): void {
    this.apply(editsBetween(this.#text, text), source);
  }

  /**
   * Takes in `text`, which another side made of `base`, a text that this document had. What was changed here since
   * then stays; where both changed the same stretch, both texts are kept.
   */
  merge(base: string, text: string, source: EditSource): void {
    if (text === this.#text) return;
    if (base === this.#text) this.replace(text, source);
    else this.apply(rebase(editsBetween(base, text), editsBetween(base, this.#text)), source);
  }

  onChange(listener: ChangeListener): () => void {
    this.#changed.add(listener);
    return () => void this.#changed.delete(listener);
  }

  onClose(listener: () => void): () => void {
    this.#closed.add(listener);
    return () => void this.#closed.delete(listener);
  }

  /** The file is gone (deleted, renamed, session closed): listeners are told and dropped. */
  close(): void {
    const listeners = [...this.#closed];
    this.#closed.clear();
    this.#changed.clear();
    for (const listener of listeners) listener();
  }
}
