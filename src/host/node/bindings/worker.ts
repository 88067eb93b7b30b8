import type { RealmContext } from "../realm-context.ts";

/** `worker`: this is the main thread. Threads are not offered. */
export function workerBinding(_context: RealmContext): Record<string, unknown> {
  return {
    isMainThread: true,
    isInternalThread: false,
    ownsProcessState: true,
    threadId: 0,
    threadName: "",
    resourceLimits: new Float64Array(4),
    getEnvMessagePort: () => undefined,
    Worker: class Worker {
      constructor() {
        throw Object.assign(new Error("Worker threads cannot run here: use child_process instead."), {
          code: "ERR_WORKER_INIT_FAILED",
        });
      }
    },
  };
}
