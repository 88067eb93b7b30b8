import { runImage } from "../machine/process-side.ts";
import type { ProcessImage, ProcessStart, SharedLibrary, Syscalls } from "../machine/syscalls.ts";
import { removeNewer } from "./language-objects.ts";
import { Library } from "./library.ts";
import { clearGlobals, LANGUAGE_GLOBALS } from "./globals.ts";
import { Intrinsics } from "./intrinsics.ts";
import { RunningProcess } from "./node-process.ts";
import { capturePristine } from "./pristine.ts";
import { PrivateSymbols } from "./private-symbols.ts";
import { Proxies } from "./proxies.ts";
import { Realm, type RealmHost } from "./realm.ts";
import { hook } from "./realm-context.ts";
import { promiseStates } from "./promise-states.ts";

/** The program `node`: the pinned Node's own library over the machine's system calls. */
class NodeImage implements ProcessImage {
  readonly #pristine = capturePristine();
  #host: RealmHost | null = null;
  #intrinsics: Intrinsics | null = null;
  /** Globals that the browser does not let go. */
  #stubborn = "";
  #realm: Realm | null = null;
  #process: RunningProcess | null = null;

  prepare(shared: SharedLibrary): void {
    const library = new Library(shared, this.#pristine);
    const privateSymbols = new PrivateSymbols(library.recorded);
    const proxies = new Proxies(this.#pristine.Proxy);
    this.#host = { pristine: this.#pristine, library, privateSymbols, proxies };
    this.#stubborn = clearGlobals().join();
    removeNewer(LANGUAGE_GLOBALS, library.recorded.languageObjects);
    Error.stackTraceLimit = 10;
    this.#intrinsics = new Intrinsics(LANGUAGE_GLOBALS);
    this.#listen();
    this.#realm = new Realm(this.#host);
  }

  start(sys: Syscalls, start: ProcessStart): void {
    if (!this.#realm) throw new Error("A Node process was started before its worker was prepared");
    this.#process = new RunningProcess(this.#realm);
    this.#process.run(sys, start);
  }

  reset(done: (clean: boolean) => void): void {
    if (!this.#removeProcess()) return done(false);
    // In a task of its own: what the program put into methods may have run just now, and left jobs that run after it.
    this.#pristine.setTimeout(() => done(this.#makeClean()), 0);
  }

  #removeProcess(): boolean {
    try {
      return this.#process?.remove() ?? false;
    } catch {
      return false; // as in #makeClean
    }
  }

  #makeClean(): boolean {
    if (!this.#host || !this.#intrinsics) return false;
    try {
      const left = clearGlobals().join();
      if (left !== this.#stubborn || this.#intrinsics.difference() !== null) return false;
      this.#process = null;
      this.#realm = new Realm(this.#host);
      return true;
    } catch {
      // A program may have closed or spoilt the very objects that the next realm needs: then the worker is of no use.
      return false;
    }
  }

  /** What the browser tells of errors that nothing caught. */
  #listen(): void {
    const { listen } = this.#pristine;
    listen("error", (event) => {
      const realm = this.#running();
      if (!realm) return;
      event.preventDefault();
      const { lineno: line, colno: column } = event;
      const file = realm.context.positions.nameOf(event.filename);
      const known = realm.context.positions.has(file) || file.startsWith("node:");
      const place = known ? { file, ...realm.context.positions.original(file, { line, column }) } : undefined;
      realm.fatal.trigger(event.error, false, place);
      realm.context.loop.recover();
    });
    listen("unhandledrejection", (event) => {
      const realm = this.#running();
      if (!realm) return;
      event.preventDefault();
      promiseStates(realm.context).rejected(event.promise, event.reason);
      hook(realm.context, "promiseRejected")(0, event.promise, event.reason);
      realm.context.loop.wake();
    });
    listen("rejectionhandled", (event) => {
      const realm = this.#running();
      if (!realm) return;
      hook(realm.context, "promiseRejected")(1, event.promise, undefined);
      realm.context.loop.wake();
    });
  }

  #running(): Realm | null {
    return this.#realm?.context.loop.running ? this.#realm : null;
  }
}

runImage(new NodeImage());
