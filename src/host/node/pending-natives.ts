import type { Undo } from "../machine/syscalls.ts";

type Starter = (this: unknown, ...values: unknown[]) => unknown;

/**
 * Counts what the browser still works on for a program: when it is done, code of the program runs again, and that must
 * not happen in the time of another one.
 */
export class PendingNatives {
  #count = 0;
  #unknowable = false;
  readonly #undo: (() => void)[] = [];
  readonly #compiled: (result: unknown) => void;

  /** @param compiled is told what compiling WebAssembly led to */
  constructor(compiled: (result: unknown) => void) {
    this.#compiled = compiled;
  }

  get none(): boolean {
    return this.#count === 0 && !this.#unknowable;
  }

  /** @param ref keeps the process alive until its undo is called, as V8's own work on its behalf does */
  install(promises: PromiseConstructor, ref: () => Undo): void {
    const then = promises.prototype.then;
    const counted = (start: Starter): Starter => {
      const pending = this.#started.bind(this, then, ref);
      return function (...values) {
        return pending(start.apply(this, values));
      };
    };
    for (const name of ["compile", "instantiate"]) this.#replace(WebAssembly, name, counted);
    const forgetful = (start: Starter): Starter => {
      const note = () => this.markUnknowable();
      return function (...values) {
        note();
        return start.apply(this, values);
      };
    };
    this.#replace(Atomics, "waitAsync", forgetful);
    this.#replace(FinalizationRegistry.prototype, "register", forgetful);
  }

  /** The process has begun what may call back at any time. */
  markUnknowable(): void {
    this.#unknowable = true;
  }

  /** Gives the browser's own back, and forgets. */
  remove(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#count = 0;
    this.#unknowable = false;
  }

  #started(then: Promise<unknown>["then"], ref: () => Undo, result: unknown): unknown {
    this.#count++;
    const release = ref();
    const done = () => {
      this.#count--;
      release();
    };
    const compiled = (made: unknown) => {
      this.#compiled(made);
      done();
    };
    void then.call(result as Promise<unknown>, compiled, done);
    return result;
  }

  #replace(target: object, name: string, make: (start: Starter) => Starter): void {
    const original = Object.getOwnPropertyDescriptor(target, name);
    if (!original) return;
    const start = original.value as Starter;
    const value = make(start);
    for (const key of ["name", "length"] as const)
      Object.defineProperty(value, key, { value: start[key], configurable: true });
    Object.defineProperty(target, name, { ...original, value });
    this.#undo.push(() => Object.defineProperty(target, name, original));
  }
}
