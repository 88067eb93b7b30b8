import type { Hooks, RealmContext } from "../realm-context.ts";

/** `task_queue`: ticks, microtasks and rejected promises. */
export function taskQueueBinding(context: RealmContext): Record<string, unknown> {
  return {
    tickInfo: context.tickInfo,
    promiseRejectEvents: {
      kPromiseRejectWithNoHandler: 0,
      kPromiseHandlerAddedAfterReject: 1,
      kPromiseResolveAfterResolved: 3,
      kPromiseRejectAfterResolved: 2,
    },
    enqueueMicrotask: context.pristine.queueMicrotask,
    // The browser drains microtasks when the worker returns to it, and only then.
    runMicrotasks() {},
    setTickCallback(callback: Hooks["processTicks"]) {
      context.hooks.processTicks = callback;
    },
    setPromiseRejectCallback(callback: Hooks["promiseRejected"]) {
      context.hooks.promiseRejected = callback;
    },
  };
}
