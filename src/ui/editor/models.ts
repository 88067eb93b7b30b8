import type { Session } from "../../session/index.ts";
import { Binding } from "./binding.ts";
import { editor, languageOf, Uri } from "./monaco.ts";

interface Open {
  readonly binding: Binding;
  readonly stop: () => void;
  view: editor.ICodeEditorViewState | null;
}

/** The Monaco models of one run's open files, one per path. */
export class Models {
  readonly #session: Session;
  readonly #onClosed: (path: string) => void;
  readonly #open = new Map<string, Open>();

  /** `onClosed` is told when a file ceased to exist. */
  constructor(session: Session, onClosed: (path: string) => void) {
    this.#session = session;
    this.#onClosed = onClosed;
  }

  /** @throws what the session throws when the file cannot be shown as text. */
  open(path: string): Open {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const document = this.#session.open(path);
    const uri = Uri.from({ scheme: "file", path: `/${this.#session.state.runId}/${path}` });
    const model = editor.createModel(document.text, languageOf(path), uri);
    const binding = new Binding(document, model);
    const stop = document.onClose(() => {
      this.close(path);
      this.#onClosed(path);
    });
    const opened: Open = { binding, stop, view: null };
    this.#open.set(path, opened);
    return opened;
  }

  close(path: string): void {
    const open = this.#open.get(path);
    if (open === undefined) return;
    this.#open.delete(path);
    open.stop();
    open.binding.dispose();
  }

  /** Lets go of models whose tabs are closed. */
  keepOnly(paths: readonly string[]): void {
    for (const path of this.#open.keys()) if (!paths.includes(path)) this.close(path);
  }

  dispose(): void {
    this.keepOnly([]);
  }
}
