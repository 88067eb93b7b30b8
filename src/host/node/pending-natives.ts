import type { Undo } from "../machine/syscalls.ts";
import { CompiledModules } from "./compiled-modules.ts";
import { showsNative } from "./native-texts.ts";
import type { WorkerPristine } from "./pristine.ts";
import { type ReadResponse, streamed } from "./streamed-modules.ts";

/** What of the process's event loop this uses. */
interface Loop {
  /** Keeps the process alive until its undo is called, as V8's own work on its behalf does. */
  ref(): Undo;
  enqueue(callback: () => void): void;
  enqueueWeak(callback: () => void): void;
}

type Starter = (this: unknown, ...values: unknown[]) => unknown;

// Taken before any program ran.
const { apply, defineProperty } = Reflect;

/**
 * Counts what the browser still works on for a program: when it is done, code of the program runs again, and that must
 * not happen in the time of another one.
 */
export class PendingNatives {
  #count = 0;
  #unknowable = false;
  readonly #undo: (() => void)[] = [];
  readonly #pristine: WorkerPristine;
  readonly #compiled = new CompiledModules();
  /** Taken when nothing of a program's can be on it. */
  readonly #then = Promise.prototype.then as Starter;

  constructor(pristine: WorkerPristine) {
    this.#pristine = pristine;
  }

  /** @param read reads the responses that WebAssembly is compiled from */
  install(loop: Loop, read: ReadResponse): void {
    this.#replace(WebAssembly, "compile", (start) => this.#counted(start, loop, false));
    this.#replace(WebAssembly, "instantiate", (start) => this.#counted(start, loop, true));
    for (const name of ["compileStreaming", "instantiateStreaming"])
      this.#replace(WebAssembly, name, (start) => this.#counted(streamed(start, read), loop, false));
    const forgetful = (start: Starter): Starter => {
      const note = () => this.markUnknowable();
      return {
        forgetful(this: unknown, ...values: unknown[]): unknown {
          note();
          return start.apply(this, values);
        },
      }.forgetful;
    };
    this.#replace(Atomics, "waitAsync", (start) => {
      const note = () => this.markUnknowable();
      const whenWoken = (woken: Promise<unknown>) => this.#woken(woken, loop);
      return {
        waiting(this: unknown, ...values: unknown[]): unknown {
          note();
          const made = start.apply(this, values) as { async: boolean; value: Promise<unknown> };
          if (made.async) made.value = whenWoken(made.value);
          return made;
        },
      }.waiting;
    });
    this.#replace(FinalizationRegistry.prototype, "register", forgetful);
  }

  /** The process has begun what may call back at any time. */
  markUnknowable(): void {
    this.#unknowable = true;
  }

  /**
   * Gives the browser's own back, and forgets. Runs nothing of the program's, which could begin something now that is not
   * counted any more.
   *
   * @returns whether nothing is pending that could call the program back
   */
  remove(): boolean {
    const isOver = this.#count === 0 && !this.#unknowable;
    for (let i = 0; i < this.#undo.length; i++) this.#undo[i]?.();
    this.#undo.length = 0;
    this.#count = 0;
    this.#unknowable = false;
    return isOver;
  }

  #counted(start: Starter, loop: Loop, instantiates: boolean): Starter {
    const begin = (self: unknown, values: readonly unknown[]): unknown => {
      // Where there are options, the same bytes may mean something else.
      const isPlain = instantiates
        ? values[2] === undefined &&
          (values[1] === undefined || (typeof values[1] === "object" && values[1] !== null))
        : values[1] === undefined;
      const module = isPlain ? this.#compiled.known(values[0]) : null;
      if (module) {
        const make = instantiates ? () => apply(start, self, [module, values[1]]) as Promise<unknown> : null;
        return this.#counting(this.#soon(module, make, loop), loop, null);
      }
      const compiled = isPlain ? this.#compiled.expect(values[0]) : null;
      return this.#counting(apply(start, self, values) as Promise<unknown>, loop, compiled);
    };
    // Methods, so that they are no constructors, like the natives.
    return {
      counted(this: unknown, ...values: unknown[]): unknown {
        return begin(this, values);
      },
    }.counted;
  }

  /** What compiling or instantiating bytes leads to, when the loop comes to it, as with whatever takes time. */
  #soon(module: WebAssembly.Module, make: (() => Promise<unknown>) | null, loop: Loop): Promise<unknown> {
    const { Promise: RealPromise } = this.#pristine;
    return new RealPromise((resolve, reject) => {
      loop.enqueue(() => {
        if (make) apply(this.#then, make(), [(instance: unknown) => resolve({ module, instance }), reject]);
        else resolve(module);
      });
    });
  }

  /** What waits goes on when the loop comes to it, so that ticks follow; by itself it keeps no process alive. */
  #woken(woken: Promise<unknown>, loop: Loop): Promise<unknown> {
    const { Promise: RealPromise } = this.#pristine;
    return new RealPromise((resolve) => {
      apply(this.#then, woken, [(how: unknown) => loop.enqueueWeak(() => resolve(how))]);
    });
  }

  #counting(result: Promise<unknown>, loop: Loop, worked: (() => void) | null): Promise<unknown> {
    this.#count++;
    const release = loop.ref();
    const done = () => {
      this.#count--;
      release();
    };
    const well = () => {
      done();
      worked?.();
    };
    apply(this.#then, result, [well, done]);
    return result;
  }

  #replace(target: object, name: string, make: (start: Starter) => Starter): void {
    const original = Object.getOwnPropertyDescriptor(target, name);
    if (!original) return;
    const start = original.value as Starter;
    const value = make(start);
    for (const key of ["name", "length"] as const)
      Object.defineProperty(value, key, { value: start[key], configurable: true });
    Object.defineProperty(target, name, { ...original, value: showsNative(value) });
    this.#undo.push(() => void defineProperty(target, name, original));
  }
}
