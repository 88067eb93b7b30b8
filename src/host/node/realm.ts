import type { ProcessStart, Syscalls } from "../machine/syscalls.ts";
import type { CallSite } from "./call-site.ts";
import { asyncContext } from "./async-context.ts";
import type { BindingContext } from "./binding.ts";
import { makeInternalBindings } from "./bindings/index.ts";
import { compileCache } from "./compile-cache.ts";
import { Loop } from "./event-loop.ts";
import type { Environment } from "./environment.ts";
import { FatalErrors } from "./fatal.ts";
import { KeptMap } from "./kept-map.ts";
import type { Library } from "./library.ts";
import { defaultOptions, type ParsedOptions } from "./options.ts";
import type { PendingNatives } from "./pending-natives.ts";
import type { PrivateSymbols } from "./private-symbols.ts";
import type { WorkerPristine } from "./pristine.ts";
import { makeProcess } from "./process-object.ts";
import { promiseHooks } from "./promise-hooks.ts";
import { notedPromises } from "./noted-promises.ts";
import { promiseStates, restorePromises } from "./promise-states.ts";
import type { Proxies } from "./proxies.ts";
import { ReadOptions } from "./read-options.ts";
import { type RealmContext, hook } from "./realm-context.ts";
import { SourcePositions } from "./source-positions.ts";
import { ProcessTimers } from "./process-timers.ts";
import { StackTraces } from "./stack-trace.ts";
import { tickFrame } from "./tick-frame.ts";
import type { ThreadInfo } from "./thread-data.ts";
import type { Vendor } from "./vendor.ts";

/** What a worker has once and every realm in it uses. */
export interface RealmHost {
  readonly pristine: WorkerPristine;
  readonly library: Library;
  readonly privateSymbols: PrivateSymbols;
  readonly proxies: Proxies;
  readonly natives: PendingNatives;
}

/** What is registered by the time a process ends without one. */
const NO_PROCESS = "Node's library used the system before a process started";

/** One Node process's world: Node's library booted over fresh bindings, on a cleared global object. */
export class Realm {
  readonly context: RealmContext;
  readonly #host: RealmHost;
  readonly #stacks: StackTraces;
  readonly #fatal: FatalErrors;
  readonly #tickFrame: CallSite;
  readonly #timers: ProcessTimers;
  #sys: Syscalls | null = null;
  #start: ProcessStart | null = null;
  /** The system was asked for something before there was a process. */
  #wasEarly = false;
  #environment: Environment | null = null;
  readonly #thread: ThreadInfo | null;
  /** `preload` was called. */
  #isAhead = false;
  /** What it evaluated looked at these. */
  readonly #read = new ReadOptions();
  /** The main module's promise, once somebody watches it. */
  #entry: { settled: boolean } | null = null;

  /** @param thread null: the process's main thread */
  constructor(host: RealmHost, thread: ThreadInfo | null = null) {
    this.#host = host;
    this.#timers = new ProcessTimers(host.pristine);
    this.#thread = thread;
    this.context = this.#makeContext();
    const { positions } = this.context;
    this.#tickFrame = tickFrame(host.library.text("internal/process/task_queues"), positions);
    this.#stacks = new StackTraces(positions, (error) => this.#takeOverride(error), {
      current: () => (this.context.loop.followsTicks ? this.#tickFrame : null),
    });
    this.#fatal = new FatalErrors(this.context, this.#stacks);
    this.#boot();
  }

  get fatal(): FatalErrors {
    return this.#fatal;
  }

  get stacks(): StackTraces {
    return this.#stacks;
  }

  /** Gives the realm its process. Nothing of the program has run yet. */
  attach(sys: Syscalls, start: ProcessStart, environment: Environment): void {
    const { loop } = this.context;
    this.#host.natives.install(loop, (stream, source) => hook(this.context, "readWasm")(stream, source));
    this.#sys = {
      ...sys,
      // Where a worker goes on without the process, `exit` throws: nothing of the program may be called back then.
      exit: (code) => {
        compileCache(this.context).flush();
        loop.stop();
        return sys.exit(code);
      },
      abort(signal) {
        loop.stop();
        return sys.abort(signal);
      },
    };
    this.#start = start;
    this.#environment = environment;
    (this.context as { start: ProcessStart | null }).start = start;
  }

  #makeContext(): RealmContext {
    const { pristine, library, privateSymbols, proxies, natives } = this.#host;
    const { recorded } = library;
    const shared = new KeptMap<unknown, unknown>();
    const vendored = new KeptMap<string, unknown>();
    const tickInfo = new Uint8Array(2);
    const immediateInfo = new Uint32Array(3);
    const started = <T>(value: T | null): T => {
      if (value !== null) return value;
      realm.#wasEarly = true;
      throw new Error(NO_PROCESS);
    };
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- getters below belong to the context
    const realm = this;
    const exitCode = () => (context.exitInfo[2] ? (context.exitInfo[1] ?? 0) : 0);
    const context: RealmContext = {
      get sys() {
        return started(realm.#sys);
      },
      get env() {
        return realm.#environment?.all() ?? {};
      },
      get environment() {
        return started(realm.#environment);
      },
      thread: realm.#thread,
      nodeOptions: "",
      get policy() {
        return started(realm.#start).policy;
      },
      start: null,
      permissions: null,
      recorded,
      library,
      pristine: { ...pristine, setTimeout: this.#timers.set, clearTimeout: this.#timers.clear },
      loop: new Loop(pristine, {
        tickInfo,
        immediateInfo,
        get frame() {
          return context.frame;
        },
        set frame(frame: unknown) {
          context.frame = frame;
        },
        processTicks: () => hook(context, "processTicks").call(context.process),
        processImmediates: () => hook(context, "processImmediates").call(context.process),
        processTimers: (now) => hook(context, "processTimers").call(context.process, now),
        beforeExit() {
          realm.#watchEntry();
          context.process.emit("beforeExit", exitCode());
        },
        exit: () => realm.#exit(),
      }),
      positions: new SourcePositions(),
      process: makeProcess(recorded),
      exitInfo: new Int32Array(3),
      hooks: {},
      tickInfo,
      immediateInfo,
      waiting: new Map(),
      options: defaultOptions(library.optionDefaults),
      frame: undefined,
      symbols: Object.fromEntries(recorded.symbols.map((name) => [name, Symbol(name)])),
      privateSymbols: privateSymbols.symbols,
      primordials: {},
      require: () => {
        throw new Error("Node's library has not booted");
      },
      internalBinding: () => {
        throw new Error("Node's library has not booted");
      },
      isProxy: (value) => proxies.details(value),
      uvException: (code, syscall, path, dest) => realm.#uvException(code, syscall, path, dest),
      shared<T>(make: (binding: BindingContext) => T): T {
        if (!shared.has(make)) shared.set(make, make(context));
        return shared.get(make) as T;
      },
      vendor<Name extends keyof Vendor>(name: Name): Vendor[Name] {
        if (!vendored.has(name)) vendored.set(name, library.vendor(name));
        return vendored.get(name) as Vendor[Name];
      },
      unreusable: () => natives.markUnknowable(),
      uncaught: (error, fromPromise) => realm.#fatal.trigger(error, fromPromise),
    };
    return context;
  }

  #boot(): void {
    const { library, privateSymbols, proxies } = this.#host;
    const { context } = this;
    const { process, primordials, symbols } = context;
    const internals = context as {
      -readonly [Key in keyof RealmContext]: RealmContext[Key];
    };
    Reflect.deleteProperty(Error, "prepareStackTrace");
    const perContext = (id: string, exports: object) =>
      library.factory(`internal/per_context/${id}`)(exports, primordials, privateSymbols.symbols, symbols);
    privateSymbols.hide();
    // The library asks for the state of promises that it made.
    promiseStates(context).install(this.#host.pristine.Promise);
    perContext("primordials", {});
    restorePromises(this.#host.pristine.Promise);
    privateSymbols.show();
    process[privateSymbols.symbols["exit_info_private_symbol"] as symbol] = context.exitInfo;
    const exceptions: Record<string, unknown> = {};
    perContext("domexception", exceptions);
    const ports: Record<string, unknown> = {};
    perContext("messageport", ports);
    context.hooks.emitMessage = ports["emitMessage"] as NonNullable<typeof context.hooks.emitMessage>;

    const bindings = makeInternalBindings(context, {
      DOMException: exceptions["DOMException"] ?? Object.values(exceptions)[0],
      loaded: (internalBinding, require) => {
        internals.internalBinding = internalBinding;
        internals.require = require;
      },
      stacks: this.#stacks,
      fatal: this.#fatal,
    });
    const noLinkedBinding = (name: string) => {
      context.permissions?.demand("addon", name, noLinkedBinding);
      throw new Error(`No such binding: ${name}`);
    };
    library.factory("internal/bootstrap/realm")(process, noLinkedBinding, bindings, primordials);
    const run = (id: string) =>
      library.factory(id)({}, context.require, {}, process, context.internalBinding, primordials);
    run("internal/bootstrap/node");
    run("internal/bootstrap/web/exposed-wildcard");
    run("internal/bootstrap/web/exposed-window-or-worker");
    run(`internal/bootstrap/switches/${this.#thread ? "is_not_main_thread" : "is_main_thread"}`);
    run(
      `internal/bootstrap/switches/${this.#thread ? "does_not_own_process_state" : "does_own_process_state"}`,
    );
    this.#stacks.install();
    proxies.install();
    for (const id of PRELOADED) context.require(id);
    moveToEnd(globalThis, "EventSource");
  }

  /** `overrideStackTrace` of internal/errors: how the library reads call sites without the program's formatter. */
  #takeOverride(error: unknown) {
    const { overrideStackTrace } = this.context.require("internal/errors") as {
      overrideStackTrace: Map<unknown, (error: unknown, sites: readonly NodeJS.CallSite[]) => unknown>;
    };
    const format = overrideStackTrace.get(error);
    if (format) overrideStackTrace.delete(error);
    return format;
  }

  #uvException(code: string, syscall: string, path?: string, dest?: string): Error {
    const { recorded } = this.context;
    const [errno, [, message]] = recorded.errors.find(([, [name]]) => name === code) ?? [0, ["", code]];
    // An empty path is named too, which the library's own UVException leaves out.
    const named = path === undefined ? "" : ` '${path}'`;
    const target = dest === undefined ? "" : ` -> '${dest}'`;
    return Object.assign(new Error(`${code}: ${message}, ${syscall}${named}${target}`), {
      errno,
      code,
      syscall,
      ...(path === undefined ? {} : { path }),
      ...(dest === undefined ? {} : { dest }),
    });
  }

  /** Learns whether the main module settled, in time for the end of the process. */
  #watchEntry(): void {
    const { privateSymbols, pristine } = this.context;
    const symbol = privateSymbols["entry_point_promise_private_symbol"] as symbol;
    const promise = (globalThis as unknown as Record<symbol, unknown>)[symbol];
    if (promise === undefined || this.#entry) return;
    const entry = { settled: false };
    this.#entry = entry;
    const settled = () => {
      entry.settled = true;
    };
    void pristine.Promise.prototype.then.call(promise, settled, settled);
  }

  /** EmitProcessExit: the loop has nothing left. */
  #exit(): void {
    const { process, exitInfo, sys, recorded } = this.context;
    const code = () => (exitInfo[2] ? (exitInfo[1] ?? 0) : 0);
    if (this.#entry?.settled === false && exitInfo[2] === 0) {
      exitInfo[1] = recorded.exitCodes["kUnsettledTopLevelAwait"] ?? 13;
      exitInfo[2] = 1;
      this.#fatal.warnOfUnsettledAwaits();
    }
    if (!process._exiting) {
      (this.context.internalBinding("performance")["markLoopExit"] as () => void)();
      process._exiting = true;
      process.emit("exit", code());
    }
    sys.exit(code());
  }

  /** Runs `internal/main/<name>`. */
  main(name: string): void {
    const { context } = this;
    this.#host.library.factory(`internal/main/${name}`)(
      {},
      context.require,
      {},
      context.process,
      context.internalBinding,
      context.primordials,
    );
  }

  /**
   * Evaluates modules and chunks now, so that they are part of a checkpoint.
   *
   * @returns one that cannot be evaluated without a process; the realm is of no use then. Null when all were.
   */
  preload(ids: Iterable<string>): string | null {
    const { context } = this;
    const { options } = context;
    this.#isAhead = true;
    const values = this.#read.watch(options.values, context.pristine.Proxy);
    context.options = { ...options, values };
    this.#forgetOptions();
    const unfit = this.#preload(ids);
    context.options = options;
    this.#forgetOptions();
    return unfit;
  }

  /** Whether nobody can tell that `preload` evaluated things before the process had these options. */
  fits({ values }: ParsedOptions): boolean {
    return !this.#isAhead || (!values["--expose-internals"] && this.#read.areSame(values));
  }

  /** The library looks at the options anew. */
  #forgetOptions(): void {
    (this.context.require("internal/options") as { refreshOptions(): void }).refreshOptions();
  }

  #preload(ids: Iterable<string>): string | null {
    for (const id of ids) {
      try {
        if (id.startsWith("vendor/")) this.context.vendor(id.slice("vendor/".length) as keyof Vendor);
        else this.context.require(id);
      } catch {
        return id;
      }
      // Who asked may have gone on without an answer.
      if (this.#wasEarly) return id;
    }
    return null;
  }

  /** Ends the process: the language's objects are as they were before it, but for what counts pending work. */
  leave(): void {
    this.context.loop.stop();
    this.#timers.stop();
    restorePromises(this.#host.pristine.Promise);
    asyncContext(this.context).remove();
    promiseHooks(this.context).remove();
    notedPromises(this.context).remove();
  }

  /** Takes from the language's objects what this realm put on them. The realm is of no use afterwards. */
  remove(): void {
    const { privateSymbols, proxies } = this.#host;
    this.#stacks.remove();
    proxies.remove();
    privateSymbols.forget(globalThis);
    privateSymbols.hide();
  }
}

/** Nearly every program deletes it when it starts: putting it back must not move what came after it. */
function moveToEnd(object: object, key: string): void {
  const own = Object.getOwnPropertyDescriptor(object, key);
  if (own && Reflect.deleteProperty(object, key)) Object.defineProperty(object, key, own);
}

/** What nearly every program needs, loaded while the worker waits for one. */
const PRELOADED = [
  "internal/modules/cjs/loader",
  "internal/process/pre_execution",
  "internal/modules/run_main",
  "internal/modules/esm/utils",
  "internal/util/inspect",
];
