import type { Undo } from "../machine/syscalls.ts";
import type { BindingContext } from "./binding.ts";
import { showsNative } from "./native-texts.ts";
import type { RealmContext } from "./realm-context.ts";
import { promiseHooks } from "./promise-hooks.ts";
import { FRAMES } from "./modules/names.ts";

/** Sources that use async context themselves. */
const USES = /\bAsyncLocalStorage\b/;

/** Sources that want to be told of promises. */
const WATCHES = /\b(createHook|promiseHooks|multipleResolves)\b/;

// oxlint-disable-next-line unicorn/no-thenable -- the very method that is replaced
const THEN = "then";

type Then = (this: Promise<unknown>, done?: unknown, failed?: unknown) => Promise<unknown>;

/**
 * Async context through promises. V8 carries it natively, but offers no way to do so from JavaScript. So from the first
 * source on that mentions AsyncLocalStorage, `then` remembers the frame, and sources are compiled so that what follows an
 * `await` gets back the frame from before it.
 */
export class AsyncContext {
  readonly #context: RealmContext;
  #undo: Undo | null = null;

  constructor(context: RealmContext) {
    this.#context = context;
  }

  /** Whether a source has to be compiled with its awaits tracked. */
  tracks(source: string): boolean {
    if (!this.#undo && USES.test(source)) this.#undo = this.#install();
    if (WATCHES.test(source)) promiseHooks(this.#context).prepare();
    return this.#undo !== null && /\bawait\b/.test(source);
  }

  /** Gives promises the browser's own `then` back. */
  remove(): void {
    this.#undo?.();
    this.#undo = null;
  }

  #install(): Undo {
    const context = this.#context;
    const { prototype } = context.pristine.Promise;
    const original = Object.getOwnPropertyDescriptor(prototype, THEN);
    const then = prototype.then as Then;
    const inFrame = (frame: unknown, callback: unknown): unknown =>
      typeof callback !== "function"
        ? callback
        : (value: unknown): unknown => {
            const before = context.frame;
            context.frame = frame;
            try {
              return (callback as (value: unknown) => unknown)(value);
            } finally {
              context.frame = before;
            }
          };
    const inFrames = function (this: Promise<unknown>, done: unknown, failed: unknown) {
      const { frame } = context;
      return then.call(this, inFrame(frame, done), inFrame(frame, failed));
    };
    Object.defineProperty(inFrames, "name", { value: THEN });
    Reflect.defineProperty(prototype, THEN, { ...original, value: showsNative(inFrames) });
    const frames = {
      now: () => context.frame,
      set(frame: unknown) {
        context.frame = frame;
      },
      after<T>(frame: unknown, value: T): T {
        context.frame = frame;
        return value;
      },
    };
    Object.defineProperty(globalThis, FRAMES, { value: frames, configurable: true, enumerable: false });
    return () => {
      if (original) Reflect.defineProperty(prototype, THEN, original);
    };
  }
}

/** The realm's async context. */
export function asyncContext(context: BindingContext): AsyncContext {
  return context.shared(makeAsyncContext);
}

function makeAsyncContext(context: BindingContext): AsyncContext {
  return new AsyncContext(context as RealmContext);
}
