import type { Undo } from "../machine/syscalls.ts";

/** Called around the poll phase of each turn, as uv_prepare_t and uv_check_t are. */
export interface TurnWatcher {
  prepare(): void;
  check(): void;
}

/** Keeps account of a loop's turns. Goes by index each time: iterators may be the program's by now. */
export class LoopTurns {
  /** As uv_metrics_info: turns, callbacks of their poll phases, and how many of those did not have to be waited for. */
  readonly counts: [number, number, number] = [0, 0, 0];
  readonly #watchers: TurnWatcher[] = [];

  reset(): void {
    this.counts.fill(0);
    this.#watchers.length = 0;
  }

  watch(watcher: TurnWatcher): Undo {
    this.#watchers.push(watcher);
    return () => {
      const at = this.#watchers.indexOf(watcher);
      if (at >= 0) this.#watchers.splice(at, 1);
    };
  }

  /** The poll phase begins, with so many callbacks that are due. */
  begin(waiting: number): void {
    this.counts[0]++;
    this.counts[2] += waiting;
    for (let i = 0; i < this.#watchers.length; i++) this.#watchers[i]?.prepare();
  }

  ran(): void {
    this.counts[1]++;
  }

  end(): void {
    for (let i = 0; i < this.#watchers.length; i++) this.#watchers[i]?.check();
  }
}
