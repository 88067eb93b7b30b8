import type { BindingContext } from "../binding.ts";
import type { RealmContext } from "../realm-context.ts";

/** When the process started, and since when it runs; its threads have it from the one that started them. */
export interface ProcessClock {
  /** Milliseconds since 1970. */
  startedAt(): number;
  /** Milliseconds, with fractions. */
  uptime(): number;
}

/** The realm's clock of its process. */
export function processClock(context: BindingContext): ProcessClock {
  return context.shared(makeProcessClock);
}

function makeProcessClock(context: BindingContext): ProcessClock {
  const { loop, pristine, thread } = context as RealmContext;
  const threadStartedAt = () => pristine.timeOrigin + loop.startedAt;
  const startedAt = () => thread?.processStartedAt ?? threadStartedAt();
  return { startedAt, uptime: () => loop.uptime() + (threadStartedAt() - startedAt()) };
}
