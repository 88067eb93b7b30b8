import type { Undo } from "../machine/syscalls.ts";
import type { BindingContext } from "./binding.ts";
import { NOTES } from "./modules/names.ts";
import type { NotePlan } from "./modules/note-writer.ts";
import { HAS_PROMISES, promiseNames, seenPromises } from "./modules/seen-promises.ts";
import { PromiseNotes } from "./promise-notes.ts";
import type { RealmContext } from "./realm-context.ts";

/** Sources that ask, themselves or by the test runner, which operation caused another. */
const TRACES = /\b(?:createHook|promiseHooks|executionAsyncId|node:test)\b/;

/** The realm's notes, installed when the first source that needs them is compiled. */
export class NotedPromises {
  readonly #context: RealmContext;
  #undo: Undo | null = null;
  readonly #shown = new Set<string>();
  #traces = false;
  #notes: PromiseNotes | null = null;

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /**
   * What a source has to be compiled with, if it keeps account of promises.
   *
   * @param shown its value is printed
   */
  watches(source: string, shown = false): NotePlan | undefined {
    this.#traces ||= TRACES.test(source);
    const traced = this.#traces && /\basync\b/.test(source);
    const names = shown ? this.#shownNames(source) : traced ? promiseNames(source) : seenPromises(source);
    if (names) this.#undo ??= this.#install();
    return names && { names, traced, shown };
  }

  /** What is called may have been declared by a text before. */
  #shownNames(source: string): ReadonlySet<string> | undefined {
    const mayGive = HAS_PROMISES.test(source);
    if (mayGive) for (const name of promiseNames(source)) this.#shown.add(name);
    return mayGive || [...this.#shown].some((name) => source.includes(name)) ? this.#shown : undefined;
  }

  /** The browser says that nobody handled a promise. */
  unhandled(promise: object, reason: unknown): void {
    this.#notes?.unhandled(promise, reason);
  }

  remove(): void {
    this.#undo?.();
    this.#undo = null;
  }

  #install(): Undo {
    const notes = (this.#notes = new PromiseNotes(this.#context));
    Object.defineProperty(globalThis, NOTES, { value: notes, configurable: true, enumerable: false });
    return () => void Reflect.deleteProperty(globalThis, NOTES);
  }
}

/** The realm's own. */
export function notedPromises(context: BindingContext): NotedPromises {
  return context.shared(makeNotedPromises);
}

function makeNotedPromises(context: BindingContext): NotedPromises {
  return new NotedPromises(context as RealmContext);
}
