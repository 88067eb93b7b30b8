import type { Pristine } from "./binding.ts";

/** The browser's timers, for one process after the other: those that a process leaves behind come to nothing. */
export class ProcessTimers {
  readonly #ids = new Set<number>();
  readonly #pristine: Pick<Pristine, "setTimeout" | "clearTimeout">;

  constructor(pristine: Pick<Pristine, "setTimeout" | "clearTimeout">) {
    this.#pristine = pristine;
  }

  readonly set = (callback: () => void, ms: number): number => {
    const id = this.#pristine.setTimeout(() => {
      this.#ids.delete(id);
      callback();
    }, ms);
    this.#ids.add(id);
    return id;
  };

  readonly clear = (id: number): void => {
    this.#ids.delete(id);
    this.#pristine.clearTimeout(id);
  };

  stop(): void {
    for (const id of this.#ids) this.#pristine.clearTimeout(id);
    this.#ids.clear();
  }
}
