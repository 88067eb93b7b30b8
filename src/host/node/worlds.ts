import type { SharedLibrary } from "../machine/syscalls.ts";
import { Checkpoint } from "./checkpoint/checkpoint.ts";
import { Definitions } from "./checkpoint/definitions.ts";
import type { Recorder } from "./checkpoint/recorder.ts";
import { closerFor } from "./closer.ts";
import { clearGlobals, LANGUAGE_GLOBALS } from "./globals.ts";
import { hiddenIntrinsics, Intrinsics } from "./intrinsics.ts";
import { removeNewer } from "./language-objects.ts";
import { installLazyProperties } from "./lazy-properties.ts";
import { Library } from "./library.ts";
import { installJsonFaults } from "./json-faults.ts";
import { installNativeTexts } from "./native-texts.ts";
import type { RunningProcess } from "./node-process.ts";
import { PendingNatives } from "./pending-natives.ts";
import type { WorkerPristine } from "./pristine.ts";
import { PrivateSymbols } from "./private-symbols.ts";
import { Proxies } from "./proxies.ts";
import { Realm, type RealmHost } from "./realm.ts";
import type { ThreadInfo } from "./thread-data.ts";

// Taken before any program ran.
const { defineProperty } = Reflect;
const { Error: RealError } = globalThis;
const STACK_TRACE_LIMIT = { writable: true, enumerable: true, configurable: true };

/** Evaluating these does something that shows, or depends on the environment: only a program that wants it may have it done. */
const TELLING =
  /^(internal\/main\/|internal\/bootstrap\/|internal\/per_context\/|internal\/test_runner\/|internal\/test\/|internal\/util\/colors$|internal\/cluster\/|cluster$|domain$|repl$|test$|punycode$|sys$|wasi$|inspector|trace_events|_|internal\/repl)/;

/** Evaluating these asks for what only a process has: streams, randomness. To try it would cost a realm each time. */
const OF_PROCESS =
  /^(assert$|assert\/|internal\/assert\/|internal\/util\/diff$|http2$|internal\/http2\/|vendor\/public-keys$)/;

/** What lives in the memory of a WebAssembly instance, which a checkpoint does not put back. */
const IN_WEBASSEMBLY = /^internal\/deps\/amaro\//;

const NOT_AHEAD = [TELLING, OF_PROCESS, IN_WEBASSEMBLY];

/** Evaluated ahead in any case, since evaluating it does to the library's objects what a checkpoint cannot take back. */
const ALWAYS = ["internal/worker/io"];

/** So many programs must want a module before a new checkpoint is taken for it. */
const WANTED_BY = 3;

/**
 * Inner modules of the library that need each other come out whole only when they are entered through the public one: a
 * program that entered them otherwise, as by `_tls_wrap`, must not decide it for others.
 */
function publicFirst(ids: Iterable<string>): readonly string[] {
  const isInner = (id: string): number => (id.startsWith("internal/") ? 1 : 0);
  return [...ids].toSorted((a, b) => isInner(a) - isInner(b));
}

/**
 * The realms of a worker. The first one is booted while the worker waits for its first program, and given up after it.
 * The second one is kept: it is put back to a checkpoint between programs.
 */
export class Worlds {
  readonly #host: RealmHost;
  readonly #recorder: Recorder;
  readonly #definitions = new Definitions();
  readonly #intrinsics: Intrinsics;
  /** Globals that the browser does not let go. */
  readonly #stubborn: string;
  /** Classes of this script; those of a realm come after them. */
  readonly #ownClasses: number;
  /** How many programs asked for each module that was not there. */
  readonly #wanted = new Map<string, number>();
  /** What is evaluated before a checkpoint, because programs wanted it. */
  readonly #preloaded = new Set<string>(ALWAYS);
  /** What is evaluated in the realm of the checkpoint. */
  #loaded: ReadonlySet<string> = new Set();
  /** What cannot be evaluated without a process. */
  readonly #unfit = new Set<string>();
  #checkpoint: Checkpoint | null = null;
  #realm: Realm;

  constructor(pristine: WorkerPristine, shared: SharedLibrary, recorder: Recorder) {
    this.#recorder = recorder;
    this.#ownClasses = recorder.classes.length;
    const library = new Library(shared, pristine, recorder);
    const natives = new PendingNatives(pristine);
    const privateSymbols = new PrivateSymbols(library.recorded);
    this.#host = { pristine, library, privateSymbols, proxies: new Proxies(pristine.Proxy), natives };
    this.#stubborn = clearGlobals().join();
    removeNewer(LANGUAGE_GLOBALS, library.recorded.languageObjects);
    Error.stackTraceLimit = 10;
    installNativeTexts();
    installJsonFaults();
    const { proxies } = this.#host;
    this.#definitions.install((value) => proxies.details(value) !== undefined);
    installLazyProperties(Object.defineProperty);
    this.#intrinsics = new Intrinsics(LANGUAGE_GLOBALS);
    this.#realm = new Realm(this.#host);
    library.takeAsked();
  }

  get realm(): Realm {
    return this.#realm;
  }

  /** Gives the realm up for one in which nothing was evaluated ahead. */
  beginAnew(): void {
    this.#checkpoint = null;
    this.#host.natives.remove();
    this.#realm.remove();
    clearGlobals();
    this.#realm = new Realm(this.#host);
  }

  /** Boots the realm of a thread instead of a process's: the library differs. It is not put back afterwards. */
  becomeThread(thread: ThreadInfo): void {
    this.#realm.remove();
    clearGlobals();
    this.#realm = new Realm(this.#host, thread);
  }

  /**
   * Takes a process that has ended out of the realm. Returns whether that was possible.
   */
  leave(process: RunningProcess): boolean {
    try {
      const isFit = process.remove();
      if (!this.#checkpoint) this.#realm.remove();
      return isFit;
    } catch {
      // A program may have closed or spoilt the very objects that the next one needs: then the worker is of no use.
      return false;
    }
  }

  /**
   * Makes the realm as new. Returns whether that was possible. Until all is put back nothing may run that is the program's: the
   * jobs that it queued would run afterwards, in the next one's time.
   */
  renew(): boolean {
    try {
      // What the program began while it was left is counted, too.
      if (!this.#host.natives.remove()) return false;
      if (!this.#checkpoint) {
        if (this.#intrinsics.difference() !== null) return false;
        this.#noteWanted();
        return this.#replace();
      }
      // So many programs set it that it is no reason to give the worker up. Not by assignment, which a setter would take.
      defineProperty(RealError, "stackTraceLimit", { ...STACK_TRACE_LIMIT, value: 10 });
      this.#host.privateSymbols.revert();
      if (this.#checkpoint.restore() !== null) return false;
      this.#noteWanted();
      if ([...this.#wanted.values()].some((programs) => programs >= WANTED_BY)) {
        this.#realm.remove();
        return this.#replace();
      }
      this.#realm.context.loop.reopen();
      return true;
    } catch {
      return false; // as in `leave`
    }
  }

  #noteWanted(): void {
    for (const id of new Set(this.#host.library.takeAsked()))
      if (!NOT_AHEAD.some((each) => each.test(id)) && !this.#loaded.has(id) && !this.#unfit.has(id))
        this.#wanted.set(id, (this.#wanted.get(id) ?? 0) + 1);
  }

  /** Boots a realm anew, with what programs want, and takes the checkpoint. */
  #replace(): boolean {
    this.#checkpoint = null;
    // First of all: what comes after it relies on the language.
    if (this.#intrinsics.difference() !== null || clearGlobals().join() !== this.#stubborn) return false;
    const recorder = this.#recorder;
    for (const id of this.#wanted.keys()) this.#preloaded.add(id);
    this.#wanted.clear();
    recorder.classes.length = this.#ownClasses;
    // Of what was asked for in a realm that was given up, nothing is there in this one.
    this.#host.library.takeAsked();
    recorder.on = true;
    try {
      this.#realm = new Realm(this.#host);
      const unfit = this.#realm.preload(publicFirst(this.#preloaded));
      if (unfit !== null) {
        this.#unfit.add(unfit);
        this.#preloaded.delete(unfit);
        recorder.scopes = [];
        this.#realm.remove();
        return this.#replace();
      }
    } finally {
      recorder.on = false;
    }
    this.#loaded = new Set(this.#host.library.takeAsked());
    this.#host.privateSymbols.keep();
    this.#checkpoint = this.#take();
    // What was evaluated only now was not recorded.
    return this.#host.library.takeAsked().length === 0;
  }

  #take(): Checkpoint {
    const { context } = this.#realm;
    const { pristine, library, privateSymbols, proxies, natives } = this.#host;
    const globals = [...LANGUAGE_GLOBALS].map((name) => (globalThis as Record<string, unknown>)[name]);
    return new Checkpoint(this.#definitions, this.#recorder, {
      intrinsics: [
        ...globals.filter((value) => value !== globalThis),
        ...hiddenIntrinsics(),
        ...proxies.replaced,
      ],
      roots: [globalThis, this.#realm, context],
      outside: new Set<unknown>([
        this.#recorder,
        this.#host,
        this.#definitions,
        pristine,
        context.pristine,
        context.primordials,
        library,
        library.recorded,
        privateSymbols,
        proxies,
        natives,
      ]),
      close: closerFor(context, this.#loaded),
      proxy: (value) => proxies.details(value),
    });
  }
}
