import type { BindingContext } from "../binding.ts";
import type { Hooks, RealmContext } from "../realm-context.ts";

/** How many timers keep the process alive; the library counts. */
export function timeoutInfo(context: BindingContext): Int32Array {
  return context.shared(makeTimeoutInfo);
}

const makeTimeoutInfo = () => new Int32Array(1);

/** `timers`: one timer and one check handle serve all of the library's. */
export function timersBinding(context: RealmContext): Record<string, unknown> {
  return {
    immediateInfo: context.immediateInfo,
    timeoutInfo: timeoutInfo(context),
    setupTimers(immediates: Hooks["processImmediates"], timers: Hooks["processTimers"]) {
      context.hooks.processImmediates = immediates;
      context.hooks.processTimers = timers;
    },
    getLibuvNow: () => context.loop.now(),
    scheduleTimer: (ms: number) => context.loop.scheduleTimer(ms),
    toggleTimerRef: (on: boolean) => context.loop.refTimers(on),
    toggleImmediateRef: () => context.loop.wake(),
  };
}
