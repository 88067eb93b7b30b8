import { SyscallError } from "../../machine/syscalls.ts";
import { ports } from "../messaging/index.ts";
import { checkThreadOptions } from "../options.ts";
import type { RealmContext } from "../realm-context.ts";
import type { ThreadData } from "../thread-data.ts";
import { asyncWraps } from "./async-wrap.ts";
import { processClock } from "./process-clock.ts";

/** Node's own, where a thread is given none: young and old generation, code range, stack, in megabytes. */
const DEFAULT_LIMITS = [192, 4096, 0, 4] as const;
const STACK = 3;

/** V8's own options, of which the library knows nothing, and threads cannot be given. */
function engineOptions({ recorded, options, thread }: RealmContext): Record<string, unknown> {
  if (thread) return { ...thread.engine };
  const { kV8Option } = recorded.optionTypes;
  const given = recorded.options.filter(
    ([name, { type }]) => type === kV8Option && Object.hasOwn(options.values, name),
  );
  return Object.fromEntries(given.map(([name]) => [name, options.values[name]]));
}

/** `worker`: threads, which are further workers of the same process. */
export function workerBinding(context: RealmContext): Record<string, unknown> {
  const { thread, recorded } = context;
  const { AsyncWrap, call } = asyncWraps(context);
  let parentPort: object | undefined;
  const limits = new Float64Array(thread?.resourceLimits ?? [0, 0, 0, 0]);

  class Worker extends AsyncWrap {
    readonly messagePort!: object;
    readonly threadId!: number;
    readonly threadName!: string;
    onexit: unknown;
    readonly #data!: ThreadData;
    readonly #limits: Float64Array;
    readonly #closesFiles: boolean;
    #release: (() => void) | null = null;
    #refed = true;
    /** Joined: its thread is gone, which the program is just being told. */
    #state: "made" | "running" | "joined" | "ended" = "made";
    #startedAt = -1;

    constructor(
      _url: unknown,
      env: Record<string, string> | null | undefined,
      execArgv: readonly unknown[] | undefined,
      resourceLimits: Float64Array,
      closesFiles: boolean,
      isInternal: boolean,
      name: string,
    ) {
      context.permissions?.demand("worker", "", Worker);
      super("WORKER");
      this.#closesFiles = closesFiles;
      this.#limits = resourceLimits.slice();
      if (!(this.#limits[STACK] && this.#limits[STACK] > 0)) this.#limits[STACK] = DEFAULT_LIMITS[STACK];
      const variables = env === null ? { ...context.environment.all() } : env;
      const given = Array.isArray(execArgv) ? execArgv.map(String) : null;
      const ownOptions = env ? (env["NODE_OPTIONS"] ?? "") : "";
      const problem = checkThreadOptions(recorded, given, ownOptions);
      if (problem) {
        const key = problem.fromEnvironment ? "invalidNodeOptions" : "invalidExecArgv";
        Object.defineProperty(this, key, { value: problem.invalid, enumerable: true });
        return;
      }
      if (variables === undefined) context.environment.share();
      this.#data = {
        name,
        env: variables ? { ...variables } : null,
        execPath: context.process.argv[0] ?? "node",
        execArgv: given ?? context.options.execArgv,
        nodeOptions: env ? ownOptions : context.nodeOptions,
        engine: engineOptions(context),
        resourceLimits: [...this.#limits],
        processStartedAt: processClock(context).startedAt(),
        isInternal,
      };
      const { id, port } = started(() => context.sys.newThread());
      this.threadId = id;
      this.threadName = name;
      this.messagePort = ports(context).make(ports(context).remoteEnd(port));
    }

    startThread(): void {
      const data = JSON.stringify(this.#data);
      const ended = (code: number) => this.#exit(code);
      started(() => context.sys.startThread(this.threadId, data, !this.#closesFiles, ended));
      for (const [index, limit] of DEFAULT_LIMITS.entries())
        if ((this.#limits[index] ?? -1) <= 0) this.#limits[index] = limit;
      this.#state = "running";
      this.#startedAt = processClock(context).uptime();
      this.#update();
    }
    stopThread(): void {
      if (this.#state !== "running") return;
      try {
        context.sys.stopThread(this.threadId);
      } catch (error) {
        // It has ended just now, and the message of it is on its way.
        if (!(error instanceof SyscallError) || error.code !== "ESRCH") throw error;
      }
    }
    ref(): void {
      this.#refed = true;
      this.#update();
    }
    unref(): void {
      this.#refed = false;
      this.#update();
    }
    /** Undefined for a thread that is gone. */
    hasRef(): boolean | undefined {
      return this.#state === "ended" ? undefined : this.#refed;
    }
    getResourceLimits(): Float64Array {
      return this.#limits;
    }
    /** The browser does not tell how a thread spends its time: as far as anyone can see it waits. */
    loopStartTime(): number {
      // On the clock of `process.hrtime`.
      return this.#startedAt < 0 ? -1 : processClock(context).startedAt() + this.#startedAt;
    }
    loopIdleTime(): number {
      return this.#startedAt < 0 ? -1 : processClock(context).uptime() - this.#startedAt;
    }
    getHeapStatistics(): object | undefined {
      const { getHeapStatistics } = context.require("v8") as { getHeapStatistics(): object };
      return this.#answer(getHeapStatistics());
    }
    cpuUsage(): object | undefined {
      return this.#answer(null, { user: context.loop.uptime() * 1000, system: 0 });
    }
    takeHeapSnapshot(): undefined {}
    startCpuProfile(): undefined {}
    stopCpuProfile(): undefined {}
    startHeapProfile(): undefined {}
    stopHeapProfile(): undefined {}

    /** An object whose `ondone` is called later. */
    #answer(...values: unknown[]): object | undefined {
      if (this.#state !== "running") return undefined;
      const taker: { ondone?: (...values: unknown[]) => void } = {};
      context.loop.enqueue(() => taker.ondone?.(...values));
      return taker;
    }

    #update(): void {
      if (this.#state === "running" && this.#refed) this.#release ??= context.loop.ref();
      else {
        this.#release?.();
        this.#release = null;
      }
    }

    #exit(code: number): void {
      const ended = () => {
        this.#release?.();
        this.#release = null;
        // Listeners that get its last messages now may call terminate, which refs it.
        this.#state = "joined";
        (this as { messagePort: unknown }).messagePort = undefined;
        const { onexit } = this;
        if (typeof onexit === "function")
          call(this, () => void Reflect.apply(onexit, this, [code, null, null]));
        this.#state = "ended";
      };
      if (this.#refed) context.loop.enqueue(ended);
      else context.loop.enqueueWeak(ended);
    }
  }

  const started = <T>(start: () => T): T => {
    try {
      return start();
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      const { codes } = context.require("internal/errors") as {
        codes: Record<string, new (message: string) => Error>;
      };
      const Refusal = codes["ERR_WORKER_INIT_FAILED"] ?? Error;
      throw new Refusal(error.code);
    }
  };

  return {
    isMainThread: !thread,
    isInternalThread: thread?.isInternal ?? false,
    ownsProcessState: !thread,
    threadId: thread?.id ?? 0,
    threadName: thread?.name ?? "",
    resourceLimits: limits,
    getEnvMessagePort() {
      if (thread) parentPort ??= ports(context).make(ports(context).remoteEnd(thread.port));
      return parentPort;
    },
    Worker,
  };
}
