import { CatalogError } from "../catalog/index.ts";
import { GradingError } from "../grading/index.ts";
import { StoreError } from "../runs/index.ts";
import { SandboxError } from "../sandbox/index.ts";
import { AppError } from "./app.ts";
import type { Notice } from "./session.ts";

export type NoticeContent = Omit<Notice, "id">;

/** What a person reads about an error, whichever room it comes from. */
export function noticeOf(error: unknown, place: Notice["place"]): NoticeContent {
  const known =
    error instanceof AppError ||
    error instanceof StoreError ||
    error instanceof SandboxError ||
    error instanceof GradingError ||
    error instanceof CatalogError;
  const message = error instanceof Error ? error.message : String(error);
  const where = error instanceof StoreError ? "storage" : place;
  const remedy =
    known && error.remedy !== "" ? error.remedy : "Try again; if it happens again, reload the page.";
  return { level: "error", message, remedy, place: where };
}

/** Whether somebody asked for the end: nothing to tell. */
export function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** The notices on the screen. One with a `topic` replaces the one before it, and goes when the trouble is over. */
export class Notices {
  #list: readonly Notice[] = [];
  #next = 1;
  readonly #topics = new Map<string, number>();
  readonly #changed: (list: readonly Notice[]) => void;

  constructor(changed: (list: readonly Notice[]) => void) {
    this.#changed = changed;
  }

  get list(): readonly Notice[] {
    return this.#list;
  }

  add(notice: NoticeContent): void {
    this.#set([...this.#list, { ...notice, id: this.#next++ }]);
  }

  /** Shows the notice unless one of this topic says the same already. */
  raise(topic: string, notice: NoticeContent): void {
    const shown = this.#list.find((one) => one.id === this.#topics.get(topic));
    if (shown?.message === notice.message) return;
    const id = this.#next++;
    this.#topics.set(topic, id);
    this.#set([...this.#list.filter((one) => one !== shown), { ...notice, id }]);
  }

  clear(topic: string): void {
    const id = this.#topics.get(topic);
    this.#topics.delete(topic);
    if (id !== undefined) this.dismiss(id);
  }

  dismiss(id: number): void {
    if (this.#list.some((one) => one.id === id)) this.#set(this.#list.filter((one) => one.id !== id));
  }

  #set(list: readonly Notice[]): void {
    this.#list = list;
    this.#changed(list);
  }
}
