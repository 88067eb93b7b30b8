import type { RealmContext } from "../realm-context.ts";
import { ValueCounts } from "./histogram.ts";

/** `performance`: clocks of `perf_hooks`. Under a frozen clock no time passes. */
export function performanceBinding(context: RealmContext): Record<string, unknown> {
  const constants = context.recorded.bindings["performance"]?.values["constants"] as Readonly<
    Record<string, number>
  >;
  const milestones = new Float64Array(8);
  const at = (name: string) => constants[`NODE_PERFORMANCE_MILESTONE_${name}`] ?? 0;
  const { pristine, loop } = context;
  // Nanoseconds since the origin; the origin itself as a timestamp in microseconds.
  milestones[at("TIME_ORIGIN_TIMESTAMP")] = (pristine.timeOrigin + loop.startedAt) * 1e3;
  milestones[at("LOOP_EXIT")] = -1;
  const now = () => (context.policy.frozen ? 0 : loop.uptime());
  return {
    constants,
    milestones,
    observerCounts: new Uint32Array(16),
    now,
    loopIdleTime: () => 0,
    markBootstrapComplete() {
      milestones[at("TIME_ORIGIN_TIMESTAMP")] =
        (context.policy.frozen?.now ?? pristine.timeOrigin + loop.startedAt) * 1e3;
      milestones[at("BOOTSTRAP_COMPLETE")] = now() * 1e6;
      milestones[at("LOOP_START")] = now() * 1e6;
    },
    Histogram: class Histogram extends ValueCounts {
      recordDelta(): void {
        this.recordSince(now() * 1e6);
      }
    },
    uvMetricsInfo: () => [0, 0, 0],
  };
}
