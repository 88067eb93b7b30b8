import type { Undo } from "../../machine/syscalls.ts";
import type { RealmContext } from "../realm-context.ts";
import { immutable, natives } from "../messaging/natives.ts";
import { type CountsData, ValueCounts } from "./histogram.ts";
import { processClock } from "./process-clock.ts";

const statisticsOf = (context: RealmContext) => () => context.vendor("statistics");

type Counted = ConstructorParameters<typeof ValueCounts> extends [unknown, ...infer Rest] ? Rest : never;

/** How late the loop is: the time between two looks at the clock that should be `resolution` milliseconds apart. */
class DelayHistogram extends ValueCounts {
  readonly #context: RealmContext;
  readonly #resolution: number;
  readonly #now: () => number;
  #timer: number | null = null;

  constructor(context: RealmContext, resolution: number, now: () => number) {
    super(statisticsOf(context), 1, 3.6e12, 3);
    this.#context = context;
    this.#resolution = resolution;
    this.#now = now;
  }

  start(reset = false): void {
    if (this.#timer !== null) return;
    if (reset) this.reset();
    let last = this.#now();
    const look = () => {
      const now = this.#now();
      this.record(Math.max(1, Math.round((now - last) * 1e6)));
      last = now;
      this.#timer = this.#context.pristine.setTimeout(look, this.#resolution);
    };
    this.#timer = this.#context.pristine.setTimeout(look, this.#resolution);
  }

  stop(): void {
    if (this.#timer !== null) this.#context.pristine.clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** What each turn of the loop took, but for waiting. */
class TurnHistogram extends ValueCounts {
  readonly #context: RealmContext;
  readonly #now: () => number;
  #stop: Undo | null = null;

  constructor(context: RealmContext, now: () => number) {
    super(statisticsOf(context), 1, 3.6e12, 3);
    this.#context = context;
    this.#now = now;
  }

  start(reset = false): void {
    if (this.#stop) return;
    if (reset) this.reset();
    const { loop } = this.#context;
    let checked = this.#now();
    let prepared = checked;
    let idle = loop.idleTime;
    this.#stop = loop.turns.watch({
      prepare: () => {
        prepared = this.#now() - (loop.idleTime - idle);
      },
      check: () => {
        this.record(Math.max(1, Math.round((prepared - checked) * 1e6)));
        checked = this.#now();
        idle = loop.idleTime;
      },
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

/** What a start's steps took that were over before the program was known. */
const STEP_MS = 1e-3;

/** What lies between two readings of the clock at least. */
const LEAST_STEP_MS = 1e-4;

/** `performance`: clocks of `perf_hooks`. Under a frozen clock no time passes. */
export function performanceBinding(context: RealmContext): Record<string, unknown> {
  const constants = context.recorded.bindings["performance"]?.values["constants"] as Readonly<
    Record<string, number>
  >;
  const milestones = new Float64Array(8);
  const at = (name: string) => constants[`NODE_PERFORMANCE_MILESTONE_${name}`] ?? 0;
  const { pristine, loop } = context;
  const clock = processClock(context);
  milestones[at("LOOP_START")] = milestones[at("LOOP_EXIT")] = -1;
  /** In nanoseconds, on the clock of `process.hrtime`. */
  const mark = (name: string, sinceStart: number) => {
    milestones[at(name)] = ((context.policy.frozen?.now ?? clock.startedAt()) + sinceStart) * 1e6;
  };
  let last = -1;
  // Node's clock counts nanoseconds, so that nothing takes no time; the browser's goes in steps of some microseconds.
  const now = () => {
    if (context.policy.frozen) return 0;
    last = Math.max(clock.uptime(), last + LEAST_STEP_MS);
    return last;
  };
  class Histogram extends ValueCounts {
    constructor(...given: Counted) {
      super(statisticsOf(context), ...given);
    }
    recordDelta(): void {
      this.recordSince(now() * 1e6);
    }
  }
  natives(context).add(
    immutable(
      "performance.Histogram",
      (value): value is ValueCounts => value instanceof ValueCounts,
      (counts) => counts.data,
      (data) => Object.assign(new Histogram(), { data: data as CountsData }),
    ),
  );
  return {
    constants,
    milestones,
    observerCounts: new Uint32Array(16),
    now,
    loopIdleTime: () => (context.policy.frozen ? 0 : loop.idleTime),
    markBootstrapComplete() {
      // In microseconds.
      milestones[at("TIME_ORIGIN_TIMESTAMP")] = (context.policy.frozen?.now ?? clock.startedAt()) * 1e3;
      // A worker is up before its program is known: what came before that took no time of the program's.
      for (const [step, name] of ["TIME_ORIGIN", "NODE_START", "V8_START", "ENVIRONMENT"].entries())
        mark(name, step * STEP_MS);
      mark("BOOTSTRAP_COMPLETE", Math.max(4 * STEP_MS, now()));
      const begin = () => mark("LOOP_START", Math.max(4 * STEP_MS, now()));
      if (context.thread) begin();
      else pristine.queueMicrotask(begin);
    },
    /** The loop has nothing left. */
    markLoopExit() {
      mark("LOOP_EXIT", Math.max(5 * STEP_MS, now()));
    },
    Histogram,
    createELDHistogram: (resolution: number, perTurn: boolean) =>
      perTurn ? new TurnHistogram(context, now) : new DelayHistogram(context, resolution, now),
    uvMetricsInfo() {
      const { counts } = context.loop.turns;
      return [counts[0], counts[1], counts[2]];
    },
  };
}
