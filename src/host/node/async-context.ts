import type { Undo } from "../machine/syscalls.ts";
import type { BindingContext } from "./binding.ts";
import { FRAMES } from "./modules/names.ts";
import { showsNative } from "./native-texts.ts";
import { promiseHooks } from "./promise-hooks.ts";
import { restorePromises } from "./promise-states.ts";
import type { RealmContext } from "./realm-context.ts";

/** Sources that use async context themselves. */
const USES = /\bAsyncLocalStorage\b/;

/** Sources that want to be told of promises. */
const WATCHES = /\b(createHook|promiseHooks|multipleResolves)\b/;

/** Sources that have to carry it on. */
const CARRIES = /\b(async|await)\b/;

// oxlint-disable-next-line unicorn/no-thenable -- the very method that is replaced
const THEN = "then";

type Then = (this: unknown, done?: unknown, failed?: unknown) => unknown;
type Maker = (this: unknown, value?: unknown) => unknown;

/**
 * Async context through promises. V8 carries it natively, but offers no way to do so from JavaScript. So from the first
 * source on that mentions AsyncLocalStorage, `then` remembers the frame, and sources are compiled so that what follows an
 * `await` gets back the frame from before it (modules/frame-writer.ts).
 */
export class AsyncContext {
  readonly #context: RealmContext;
  /** By what was thrown, the frame that it was thrown in. */
  #thrownIn: WeakMap<object, unknown> | null = null;
  #undo: Undo | null = null;

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /** Whether a source has to be compiled with its awaits tracked. */
  tracks(source: string): boolean {
    if (!this.#undo && USES.test(source)) this.#undo = this.#install();
    if (WATCHES.test(source)) promiseHooks(this.#context).prepare();
    return this.#undo !== null && CARRIES.test(source);
  }

  /** Gives promises the browser's own functions back. */
  remove(): void {
    this.#undo?.();
    this.#undo = null;
  }

  /** Runs `report` in the frame in which a promise was rejected that nobody handles. */
  whereRejected(reason: unknown, report: () => void): void {
    const known = this.#thrownIn;
    if (known && isObject(reason) && known.has(reason)) this.#inFrame(known.get(reason), report);
    else report();
  }

  /** Notes where a promise is rejected, as far as one will be able to tell by the reason. */
  thrown(reason: unknown): void {
    if (isObject(reason)) this.#thrownIn?.set(reason, this.#context.frame);
  }

  /** A thenable whose `then`, which is called by the language later, is called in the present frame. */
  inPresentFrame(value: unknown): unknown {
    const then = this.#plainThen(value);
    const { frame } = this.#context;
    if (!then || then === this.#context.pristine.Promise.prototype.then) return value;
    const call = (done: unknown, failed: unknown) =>
      this.#inFrame(frame, () => Reflect.apply(then, value, [done, failed]) as unknown);
    return { __proto__: null, [THEN]: call };
  }

  #inFrame<T>(frame: unknown, run: () => T): T {
    const context = this.#context;
    const before = context.frame;
    context.frame = frame;
    try {
      return run();
    } finally {
      context.frame = before;
    }
  }

  /** The method `then` of a value, if it can be had without running any of the program's code. */
  #plainThen(value: unknown): Function | null {
    for (let at = value; isObject(at); at = Object.getPrototypeOf(at)) {
      if (this.#context.isProxy(at)) return null;
      const found = Object.getOwnPropertyDescriptor(at, THEN);
      if (found) return typeof found.value === "function" ? found.value : null;
    }
    return null;
  }

  /** What `then` is given, remembering the frame. */
  #reaction(callback: unknown): unknown {
    if (typeof callback !== "function") return callback;
    const { frame } = this.#context;
    return (value: unknown): unknown =>
      this.#inFrame(frame, () => {
        try {
          return this.inPresentFrame((callback as (value: unknown) => unknown)(value));
        } catch (error) {
          this.thrown(error);
          throw error;
        }
      });
  }

  #install(): Undo {
    const context = this.#context;
    this.#thrownIn = new WeakMap();
    const { Promise: promises } = context.pristine;
    const then = promises.prototype.then as Then;
    const { resolve, reject } = promises as unknown as Record<"resolve" | "reject", Maker>;
    const own = Object.getOwnPropertyDescriptor(promises.prototype, THEN);
    const inFrames: Then = function (this, done, failed) {
      return then.call(this, reaction(done), reaction(failed));
    };
    const reaction = this.#reaction.bind(this);
    const carry = this.inPresentFrame.bind(this);
    const note = this.thrown.bind(this);
    const makers = {
      resolve(this: unknown, value?: unknown) {
        return resolve.call(this, carry(value));
      },
      reject(this: unknown, reason?: unknown) {
        note(reason);
        return reject.call(this, reason);
      },
    };
    Object.defineProperty(inFrames, "name", { value: THEN });
    replace(promises.prototype, THEN, inFrames);
    for (const [name, maker] of Object.entries(makers)) replace(promises, name, maker);
    const frames = {
      now: () => context.frame,
      set(frame: unknown) {
        context.frame = frame;
      },
      keeper: () => new Keeper(this, context),
    };
    Object.defineProperty(globalThis, FRAMES, { value: frames, configurable: true, enumerable: false });
    return () => {
      if (own) Reflect.defineProperty(promises.prototype, THEN, own);
      restorePromises(promises);
      Reflect.deleteProperty(globalThis, FRAMES);
      this.#thrownIn = null;
    };
  }
}

/** The frame of one call of an async function, while it waits. */
class Keeper {
  readonly #frames: AsyncContext;
  readonly #context: RealmContext;
  #frame: unknown = undefined;
  #waits = false;

  constructor(frames: AsyncContext, context: RealmContext) {
    this.#frames = frames;
    this.#context = context;
  }

  /** It is going to wait for `value`. */
  keep(value: unknown): unknown {
    this.#frame = this.#context.frame;
    this.#waits = true;
    return this.#frames.inPresentFrame(value);
  }

  /** It waited for `value`. */
  back<T>(value: T): T {
    this.caught();
    return value;
  }

  /** It goes on after an exception, which may be that of what it waited for. */
  caught(): void {
    if (this.#waits) this.#context.frame = this.#frame;
    this.#waits = false;
  }

  /** Another turn of a loop that waits in the frame of its beginning. */
  turn(frame: unknown): void {
    this.#frame = frame;
    this.#waits = true;
    this.#context.frame = frame;
  }

  /** Its promise is resolved with `value`. */
  result(value: unknown): unknown {
    return this.#frames.inPresentFrame(value);
  }

  /** It ends with an exception. */
  failed<T>(error: T): T {
    this.caught();
    this.#frames.thrown(error);
    return error;
  }
}

function replace(object: object, key: string, value: Function): void {
  const own = Object.getOwnPropertyDescriptor(object, key);
  Object.defineProperty(object, key, { ...own, value: showsNative(value) });
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

/** The realm's async context. */
export function asyncContext(context: BindingContext): AsyncContext {
  return context.shared(makeAsyncContext);
}

function makeAsyncContext(context: BindingContext): AsyncContext {
  return new AsyncContext(context as RealmContext);
}
