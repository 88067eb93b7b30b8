import type { BindingContext } from "../binding.ts";
import type { Undo } from "../../machine/syscalls.ts";

/** Kinds of wraps that are over once they have called back. */
const REQUEST = /REQ|(CONNECT|SHUTDOWN|WRITE|SEND|QUERY)WRAP$/;

/** What of Node's `internal/async_hooks` the wraps call. */
interface AsyncHooks {
  newAsyncId(): number;
  getDefaultTriggerAsyncId(): number;
  initHooksExist(): boolean;
  emitInit(asyncId: number, type: string, triggerAsyncId: number, resource: object): void;
  emitBefore(asyncId: number, triggerAsyncId: number, resource: object): void;
  emitAfter(asyncId: number): void;
  /** Queues it. */
  emitDestroy(asyncId: number): void;
}

/** What of Node's `internal/async_context_frame` the wraps call. */
interface ContextFrames {
  current(): unknown;
  set(frame: unknown): void;
  exchange(frame: unknown): unknown;
}

/** Classes and functions behind every handle and request of a realm, as in Node's `AsyncWrap` and `HandleWrap`. */
export type AsyncWraps = ReturnType<typeof makeAsyncWraps>;
export type AsyncWrap = InstanceType<AsyncWraps["AsyncWrap"]>;
export type HandleWrap = InstanceType<AsyncWraps["HandleWrap"]>;

/** The realm's wrap classes. */
export function asyncWraps(context: BindingContext): AsyncWraps {
  return context.shared(makeAsyncWraps);
}

function makeAsyncWraps(context: BindingContext) {
  let hooks: AsyncHooks | undefined;
  let frames: ContextFrames | undefined;
  const asyncHooks = () => (hooks ??= context.require("internal/async_hooks") as AsyncHooks);
  const contextFrames = () => (frames ??= context.require("internal/async_context_frame") as ContextFrames);
  const providers = context.recorded.bindings["async_wrap"]?.values["Providers"] as
    Readonly<Record<string, number>> | undefined;

  let call!: (wrap: AsyncWrap, callback: () => void) => void;
  let destroy!: (wrap: AsyncWrap) => void;
  let start!: (handle: HandleWrap) => void;
  let stop!: (handle: HandleWrap) => void;
  let closing!: (handle: HandleWrap) => boolean;
  let isWrap!: (value: object) => boolean;
  let whenClosed!: (handle: HandleWrap, release: () => void) => void;
  let provider!: (wrap: AsyncWrap) => string;
  /** Handles that are not closed, and requests that are under way. */
  const active = { handles: new Set<HandleWrap>(), requests: new Set<AsyncWrap>() };

  class AsyncWrap {
    #id: number;
    #trigger: number;
    #frame: unknown;
    readonly #provider: string;

    constructor(provider: string) {
      this.#provider = provider;
      this.#frame = contextFrames().current();
      this.#id = asyncHooks().newAsyncId();
      this.#trigger = asyncHooks().getDefaultTriggerAsyncId();
      this.#announce();
    }

    #announce(): void {
      if (asyncHooks().initHooksExist()) asyncHooks().emitInit(this.#id, this.#provider, this.#trigger, this);
    }

    getAsyncId(): number {
      return this.#id;
    }

    asyncReset(): void {
      asyncHooks().emitDestroy(this.#id);
      this.#id = asyncHooks().newAsyncId();
      this.#trigger = asyncHooks().getDefaultTriggerAsyncId();
      this.#frame = contextFrames().current();
      this.#announce();
    }

    getProviderType(): number {
      return providers?.[this.#provider] ?? 0;
    }

    static {
      provider = (wrap) => wrap.#provider;
      isWrap = (value) => #id in value;
      call = (wrap, callback) => {
        const prior = contextFrames().exchange(wrap.#frame);
        asyncHooks().emitBefore(wrap.#id, wrap.#trigger, wrap);
        try {
          callback();
        } finally {
          contextFrames().set(prior);
        }
        asyncHooks().emitAfter(wrap.#id);
        if (REQUEST.test(wrap.#provider)) destroy(wrap);
      };
      destroy = (wrap) => asyncHooks().emitDestroy(wrap.#id);
    }
  }

  class HandleWrap extends AsyncWrap {
    #closing = false;
    #closed = false;
    #active = false;
    #wanted = true;
    #alive: Undo | null = null;
    readonly #releases: (() => void)[] = [];

    constructor(provider: string) {
      super(provider);
      active.handles.add(this);
    }

    close(callback?: () => void): void {
      if (this.#closing) return;
      this.#closing = true;
      for (const release of this.#releases) release();
      this.#active = false;
      this.#update();
      context.loop.enqueue(() => {
        this.#closed = true;
        active.handles.delete(this);
        const onclose = (this as unknown as Record<symbol, unknown>)[
          context.symbols["handle_onclose"] as symbol
        ];
        const listener: unknown = typeof callback === "function" ? callback : onclose;
        call(this, () => {
          if (typeof listener === "function") Reflect.apply(listener, this, []);
        });
        destroy(this);
      }, "closing");
    }

    hasRef(): boolean {
      return this.#wanted && !this.#closed;
    }

    ref(): void {
      this.#wanted = true;
      this.#update();
    }

    unref(): void {
      this.#wanted = false;
      this.#update();
    }

    #update(): void {
      const alive = this.#active && this.#wanted && !this.#closing;
      if (alive) this.#alive ??= context.loop.ref();
      else {
        this.#alive?.();
        this.#alive = null;
      }
    }

    static {
      start = (handle) => {
        handle.#active = true;
        handle.#update();
      };
      stop = (handle) => {
        handle.#active = false;
        handle.#update();
      };
      closing = (handle) => handle.#closing;
      whenClosed = (handle, release) => void handle.#releases.push(release);
    }
  }

  return {
    AsyncWrap,
    HandleWrap,
    /** Whether an object is one of these. */
    isWrap,
    /** Runs `callback` as libuv's MakeCallback does: in the async context in which `wrap` was made. */
    call,
    /** Marks a handle active: it keeps the process alive unless unref'd. */
    start,
    stop,
    /** Whether `close` was called. */
    closing,
    /** Runs `release` as soon as `close` is called. */
    whenClosed,
    /** Runs `callback` later, in the poll phase, in the context of `wrap`. */
    later(wrap: AsyncWrap, callback: () => void): void {
      if (!(wrap instanceof HandleWrap)) active.requests.add(wrap);
      context.loop.enqueue(() => {
        active.requests.delete(wrap);
        call(wrap, callback);
      });
    },
    active,
    /** The name of a wrap's kind, as async_hooks tells it. */
    provider,
  };
}
