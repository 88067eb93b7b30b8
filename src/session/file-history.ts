import type { Author, RunEvent } from "../core/event.ts";

/** Where a text is kept: the `seq` of the `file-changed` event that holds it. */
export type TextPlace = number;

/** What an event did to a file. */
export interface FileChange {
  readonly path: string;
  /** The text before and after; null where there was none. */
  readonly before: TextPlace | null;
  readonly after: TextPlace | null;
  readonly by: Author;
  /** Where it was called before, when it only got another name. */
  readonly from?: string;
}

interface Version {
  readonly seq: number;
  readonly text: TextPlace | null;
}

/**
 * Every version of every file of a run, so that the files are known as they were after any event. The texts stay in the
 * log, which holds far more of them than a page has room for.
 */
export class FileHistory {
  readonly #files = new Map<string, Version[]>();
  /** In order of `seq`. */
  readonly #changes: { readonly seq: number; readonly change: FileChange }[] = [];

  /** Takes the next event of the run. */
  add(event: RunEvent): void {
    if (event.type === "file-changed") {
      const { path, content, by, seq } = event;
      const before = this.#latest(path);
      const after = content === null ? null : seq;
      this.#set(path, seq, after);
      this.#changes.push({ seq, change: { path, before, after, by } });
    } else if (event.type === "file-renamed") {
      const { from, to, by, seq } = event;
      const text = this.#latest(from);
      this.#set(from, seq, null);
      this.#set(to, seq, text);
      this.#changes.push({ seq, change: { path: to, before: text, after: text, by, from } });
    }
  }

  /** Path -> where its text is kept, in order of the paths. */
  at(seq: number): ReadonlyMap<string, TextPlace> {
    const files = new Map<string, TextPlace>();
    for (const path of [...this.#files.keys()].sort()) {
      const versions = this.#files.get(path) ?? [];
      const text = versions[lastAtMost(versions, seq)]?.text ?? null;
      if (text !== null) files.set(path, text);
    }
    return files;
  }

  changeAt(seq: number): FileChange | null {
    const found = this.#changes[lastAtMost(this.#changes, seq)];
    return found?.seq === seq ? found.change : null;
  }

  nextChange(seq: number, step: 1 | -1): number | null {
    const at = step === 1 ? lastAtMost(this.#changes, seq) + 1 : lastAtMost(this.#changes, seq - 1);
    return this.#changes[at]?.seq ?? null;
  }

  #latest(path: string): TextPlace | null {
    return this.#files.get(path)?.at(-1)?.text ?? null;
  }

  #set(path: string, seq: number, text: TextPlace | null): void {
    const versions = this.#files.get(path);
    if (versions === undefined) this.#files.set(path, [{ seq, text }]);
    else versions.push({ seq, text });
  }
}

/** The index of the last entry whose `seq` is at most the given one, -1 when there is none. */
function lastAtMost(entries: readonly { readonly seq: number }[], seq: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
