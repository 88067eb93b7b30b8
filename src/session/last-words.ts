import * as z from "zod/mini";

const SCHEMA = z.record(z.string(), z.nullable(z.string()));

/** Text files that the store had not yet got when the page went away: path -> text, null for a removed file. */
export type Unsaved = Readonly<Record<string, string | null>>;

/**
 * A page that goes away cannot wait for IndexedDB, and a write under way is undone by the browser. What it would lose
 * is left in localStorage, which is written at once, and found there by the next page.
 */
export class LastWords {
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage, runId: string) {
    this.#storage = storage;
    this.#key = `mirrorbox.unsaved.${runId}`;
  }

  /** Leaves these in place of earlier words; nothing when there is nothing to leave. */
  leave(unsaved: Unsaved): void {
    if (Object.keys(unsaved).length === 0) {
      this.clear();
      return;
    }
    try {
      this.#storage.setItem(this.#key, JSON.stringify(unsaved));
    } catch {
      // Full or forbidden, and the page is going: there is nobody to tell and no other place.
    }
  }

  /** What the last page left. Damaged words are none. */
  read(): Unsaved {
    try {
      return SCHEMA.parse(JSON.parse(this.#storage.getItem(this.#key) ?? "{}"));
    } catch {
      // Forbidden storage or damaged JSON: the store's own state stands.
      return {};
    }
  }

  clear(): void {
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      // Where storage is forbidden nothing was left either.
    }
  }
}
