import type { Undo } from "../machine/syscalls.ts";

/** Called around the poll phase of each turn, as uv_prepare_t and uv_check_t are. */
export interface TurnWatcher {
  prepare(): void;
  check(): void;
}

/** Keeps account of a loop's turns. */
export class LoopTurns {
  /** As uv_metrics_info: turns, callbacks of their poll phases, and how many of those did not have to be waited for. */
  readonly counts: [number, number, number] = [0, 0, 0];
  readonly #watchers = new Set<TurnWatcher>();

  reset(): void {
    this.counts.fill(0);
    this.#watchers.clear();
  }

  watch(watcher: TurnWatcher): Undo {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The poll phase begins, with so many callbacks that are due. */
  begin(waiting: number): void {
    this.counts[0]++;
    this.counts[2] += waiting;
    for (const watcher of this.#watchers) watcher.prepare();
  }

  ran(): void {
    this.counts[1]++;
  }

  end(): void {
    for (const watcher of this.#watchers) watcher.check();
  }
}
