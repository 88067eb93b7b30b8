import { runImage } from "../machine/process-side.ts";
import type { ProcessImage, ProcessStart, SharedLibrary, Syscalls } from "../machine/syscalls.ts";
import { Library } from "./library.ts";
import { runProcess } from "./node-process.ts";
import { capturePristine } from "./pristine.ts";
import { PrivateSymbols } from "./private-symbols.ts";
import { Proxies } from "./proxies.ts";
import { Realm } from "./realm.ts";
import { hook } from "./realm-context.ts";
import { promiseStates } from "./promise-states.ts";

/** The program `node`: the pinned Node's own library over the machine's system calls. */
class NodeImage implements ProcessImage {
  readonly #pristine = capturePristine();
  #realm: Realm | null = null;

  prepare(shared: SharedLibrary): void {
    const library = new Library(shared, this.#pristine);
    const privateSymbols = new PrivateSymbols(library.recorded);
    const proxies = new Proxies(this.#pristine.Proxy);
    this.#listen();
    this.#realm = new Realm({ pristine: this.#pristine, library, privateSymbols, proxies });
  }

  start(sys: Syscalls, start: ProcessStart): void {
    if (!this.#realm) throw new Error("A Node process was started before its worker was prepared");
    runProcess(this.#realm, sys, start);
  }

  /** What the browser tells of errors that nothing caught. */
  #listen(): void {
    const { listen } = this.#pristine;
    listen("error", (event) => {
      const realm = this.#running();
      if (!realm) return;
      event.preventDefault();
      const { filename: file, lineno: line, colno: column } = event;
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
