import type { PromiseHooks } from "./promise-hooks.ts";
import type { RealmContext } from "./realm-context.ts";

const TRACKED = ["async_id_symbol", "trigger_async_id_symbol"];

/**
 * Tells promise hooks of one call of an async function: of its promise and those that its awaits make, which nobody sees. For
 * each there is another promise in its place; when the call's own one turns up it gets the ids of its stand-in.
 */
export class CallTrace {
  readonly #context: RealmContext;
  readonly #hooks: PromiseHooks;
  readonly #suspends: boolean;
  readonly #promise: object;
  #awaited: object | null = null;
  #isRunning = false;

  /** @param suspends whether it is told of whatever suspends the call */
  constructor(context: RealmContext, hooks: PromiseHooks, suspends: boolean) {
    this.#context = context;
    this.#hooks = hooks;
    this.#suspends = suspends;
    this.#promise = this.#standIn();
  }

  /** It is about to wait for a promise, or for some other value. */
  waits(value: unknown): void {
    const { Promise } = this.#context.pristine;
    let parent: object;
    if (value instanceof Promise) {
      parent = value;
      if (!Object.hasOwn(value, this.#symbol(0))) this.#hooks.tell("init", value);
    } else {
      parent = this.#standIn(this.#promise);
      this.#hooks.tell("settled", parent);
    }
    const awaited = this.#standIn(parent);
    this.#leaves();
    this.#awaited = awaited;
  }

  /** An await is over, one way or the other. */
  resumes(): void {
    if (!this.#awaited || this.#isRunning || !this.#suspends) return;
    this.#isRunning = true;
    this.#hooks.tell("before", this.#awaited);
  }

  ends(): void {
    this.#hooks.tell("settled", this.#promise);
    this.#leaves();
  }

  /** It was resolved with a promise, whose `then`, which tells of itself, is called next. */
  adopts(): void {
    this.#hooks.tell("before", this.#promise);
    this.#hooks.tell("after", this.#promise);
  }

  /** The call's promise is found. */
  found(promise: object): void {
    for (const index of TRACKED.keys()) {
      const symbol = this.#symbol(index);
      const ids = Object.getOwnPropertyDescriptor(this.#promise, symbol);
      if (ids && !Object.hasOwn(promise, symbol)) Object.defineProperty(promise, symbol, ids);
    }
  }

  #leaves(): void {
    if (!this.#isRunning || !this.#awaited) return;
    this.#isRunning = false;
    this.#hooks.tell("settled", this.#awaited);
    this.#hooks.tell("after", this.#awaited);
  }

  #standIn(parent?: object): object {
    const { Promise } = this.#context.pristine;
    const promise = new Promise<never>(() => {});
    this.#hooks.tell("init", promise, parent);
    return promise;
  }

  #symbol(index: number): symbol {
    return this.#context.symbols[TRACKED[index] ?? ""] as symbol;
  }
}
