import { Difference } from "./difference.ts";
import { editor, languageOf, prepareMonaco } from "./monaco.ts";
import { editorOptions } from "./options.ts";

/** Two Monaco editors that only show: one a text, one a difference. Each is made when it is first needed. */
export class TextHost {
  #plainBox: HTMLElement | null = null;
  #diffBox: HTMLElement | null = null;
  #plain: editor.IStandaloneCodeEditor | null = null;
  #diff: Difference | null = null;
  #models: editor.ITextModel[] = [];

  /** Returns its undo. */
  mount(plain: HTMLElement, diff: HTMLElement): () => void {
    prepareMonaco();
    this.#plainBox = plain;
    this.#diffBox = diff;
    return () => {
      this.#plain?.dispose();
      this.#diff?.dispose();
      this.#plain = null;
      this.#diff = null;
      this.#drop();
    };
  }

  show(path: string, text: string, before: string | null): void {
    if (this.#plainBox === null || this.#diffBox === null) return;
    const language = languageOf(path);
    const old = this.#models;
    this.#models = [];
    const make = (content: string): editor.ITextModel => {
      const model = editor.createModel(content, language);
      this.#models.push(model);
      return model;
    };
    if (before === null) {
      this.#plain ??= editor.create(this.#plainBox, { ...editorOptions, readOnly: true, model: null });
      this.#plain.setModel(make(text));
      this.#plain.updateOptions({ ariaLabel: path });
      this.#diff?.clear();
    } else {
      this.#diff ??= new Difference(this.#diffBox, true);
      this.#diff.show(make(before), make(text));
      this.#plain?.setModel(null);
    }
    for (const model of old) model.dispose();
  }

  #drop(): void {
    for (const model of this.#models) model.dispose();
    this.#models = [];
  }
}
