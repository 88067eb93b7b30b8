import { ProcessEnded } from "../machine/process-ended.ts";
import { runImage } from "../machine/process-side.ts";
import type { ProcessImage, ProcessStart, SharedLibrary, Syscalls } from "../machine/syscalls.ts";
import type { Recorder } from "./checkpoint/recorder.ts";
import { asyncContext } from "./async-context.ts";
import { RunningProcess } from "./node-process.ts";
import { capturePristine } from "./pristine.ts";
import type { Realm } from "./realm.ts";
import { hook } from "./realm-context.ts";
import type { ThreadData } from "./thread-data.ts";
import { notedPromises } from "./noted-promises.ts";
import { promiseStates } from "./promise-states.ts";
import { Worlds } from "./worlds.ts";

/** Put before this script by the build. */
declare const $k: Recorder;

/** The program `node`: the pinned Node's own library over the machine's system calls. */
class NodeImage implements ProcessImage {
  readonly #pristine = capturePristine();
  #worlds: Worlds | null = null;
  #process: RunningProcess | null = null;

  prepare(shared: SharedLibrary): void {
    this.#worlds = new Worlds(this.#pristine, shared, $k);
    this.#listen();
  }

  start(sys: Syscalls, start: ProcessStart): void {
    const worlds = this.#worlds;
    if (!worlds) throw new Error("A Node process was started before its worker was prepared");
    const { thread } = start;
    if (thread) {
      const { id, port, data } = thread;
      worlds.becomeThread({ ...(JSON.parse(data) as ThreadData), id, port });
    }
    this.#process = new RunningProcess(worlds.realm);
    if (this.#process.run(sys, start)) return;
    this.#process.remove();
    worlds.beginAnew();
    this.#process = new RunningProcess(worlds.realm);
    this.#process.run(sys, start, true);
  }

  reset(done: (clean: boolean) => void): void {
    const process = this.#process;
    this.#process = null;
    if (!this.#worlds || !process || !this.#worlds.leave(process)) return done(false);
    const worlds = this.#worlds;
    // In a task of its own: what the program put into methods may have run just now, and left jobs that run after it.
    this.#pristine.setTimeout(() => done(worlds.renew()), 0);
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
      leaving(() => {
        realm.fatal.trigger(event.error, false, place);
        realm.context.loop.recover((next) => realm.fatal.trigger(next, false));
      });
    });
    listen("unhandledrejection", (event) => {
      const realm = this.#running();
      if (!realm) return;
      event.preventDefault();
      realm.stacks.rejected(event.reason);
      promiseStates(realm.context).rejected(event.promise, event.reason);
      notedPromises(realm.context).unhandled(event.promise, event.reason);
      asyncContext(realm.context).whereRejected(event.reason, () =>
        hook(realm.context, "promiseRejected")(0, event.promise, event.reason),
      );
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
    const realm = this.#worlds?.realm;
    return realm?.context.loop.running ? realm : null;
  }
}

/** An error that is thrown while one is told of reaches the kernel at once, for which the worker has failed then. */
function leaving(handle: () => void): void {
  try {
    handle();
  } catch (error) {
    if (!ProcessEnded.is(error)) throw error;
  }
}

runImage(new NodeImage());
