import type { Hooks, RealmContext } from "../realm-context.ts";

/** `timers`: one timer and one check handle serve all of the library's. */
export function timersBinding(context: RealmContext): Record<string, unknown> {
  return {
    immediateInfo: context.immediateInfo,
    timeoutInfo: new Int32Array(1),
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
