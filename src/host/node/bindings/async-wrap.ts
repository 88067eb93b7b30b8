import type { BindingContext } from "../binding.ts";
import type { Undo } from "../../machine/syscalls.ts";

/** Kinds of wraps that are over once they have called back. A parser of responses is none, whatever its name. */
const REQUEST = /^(?!HTTP).*REQ|(CONNECT|SHUTDOWN|WRITE|SEND|QUERY)WRAP$/;

/** What of Node's `internal/async_hooks` the wraps call. */
interface AsyncHooks {
  newAsyncId(): number;
  getDefaultTriggerAsyncId(): number;
  defaultTriggerAsyncIdScope<T>(triggerAsyncId: number, run: () => T): T;
  initHooksExist(): boolean;
  emitInit(asyncId: number, type: string, triggerAsyncId: number, resource: object): void;
  emitBefore(asyncId: number, triggerAsyncId: number, resource: object): void;
  emitAfter(asyncId: number): void;
  hasAsyncIdStack(): boolean;
  popAsyncContext(asyncId: number): boolean;
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
export type RequestWrap = InstanceType<AsyncWraps["RequestWrap"]>;
export type HandleWrap = InstanceType<AsyncWraps["HandleWrap"]>;

/** The id of an operation that did not begin, or is over. */
const NONE = -1;

/** The realm's wrap classes. */
export function asyncWraps(context: BindingContext): AsyncWraps {
  return context.shared(makeAsyncWraps);
}

function makeAsyncWraps(context: BindingContext) {
  let hooks: AsyncHooks | undefined;
  let frames: ContextFrames | undefined;
  const asyncHooks = () => (hooks ??= context.require("internal/async_hooks") as AsyncHooks);
  const contextFrames = () => (frames ??= context.require("internal/async_context_frame") as ContextFrames);
  const { providers } = context.recorded.asyncWrap;

  let call!: (wrap: AsyncWrap, callback: () => void) => void;
  let destroy!: (wrap: AsyncWrap) => void;
  let start!: (handle: HandleWrap) => void;
  let stop!: (handle: HandleWrap) => void;
  let closing!: (handle: HandleWrap) => boolean;
  let isWrap!: (value: object) => boolean;
  let whenClosed!: (handle: HandleWrap, release: () => void) => void;
  let provider!: (wrap: AsyncWrap) => string;
  let become!: (wrap: AsyncWrap, kind: string, resource: object) => void;
  const resourceSymbol = (): symbol => context.symbols["resource_symbol"] as symbol;
  const standIn = (wrap: AsyncWrap, resource: object): void => {
    Object.assign(wrap, { [resourceSymbol()]: resource });
  };
  const triggeredBy = <T>(wrap: AsyncWrap, run: () => T): T =>
    asyncHooks().defaultTriggerAsyncIdScope(wrap.getAsyncId(), run);
  /** Handles that are not closed, and requests that are under way. */
  const active = { handles: new Set<HandleWrap>(), requests: new Set<AsyncWrap>() };

  class AsyncWrap {
    #id = NONE;
    #trigger = 0;
    #frame: unknown;
    #provider: string;

    /** `begins`: as an operation of its own at once, rather than with `begin`. */
    constructor(provider: string, begins = true) {
      this.#provider = provider;
      if (begins) this.#begin(this);
    }

    #begin(resource: object): void {
      this.#frame = contextFrames().current();
      this.#id = asyncHooks().newAsyncId();
      this.#trigger = asyncHooks().getDefaultTriggerAsyncId();
      if (asyncHooks().initHooksExist())
        asyncHooks().emitInit(this.#id, this.#provider, this.#trigger, resource);
    }

    getAsyncId(): number {
      return this.#id;
    }

    /** Becomes another operation, which programs know by `resource`. */
    asyncReset(resource: object = this): void {
      if (this.#id !== NONE) asyncHooks().emitDestroy(this.#id);
      // Where the library looks for what stands for this object.
      if (resource !== this) standIn(this, resource);
      this.#begin(resource);
    }

    getProviderType(): number {
      return providers[this.#provider] ?? 0;
    }

    static {
      provider = (wrap) => wrap.#provider;
      become = (wrap, kind, resource) => {
        wrap.#provider = kind;
        wrap.asyncReset(resource);
      };
      isWrap = (value) => #id in value;
      call = (wrap, callback) => {
        // Told of as over, as a parser may be while it reads.
        if (wrap.#id === NONE) return callback();
        const id = wrap.#id;
        const prior = contextFrames().exchange(wrap.#frame);
        const isInner = asyncHooks().hasAsyncIdStack();
        let returned = false;
        asyncHooks().emitBefore(id, wrap.#trigger, wrap);
        try {
          callback();
          returned = true;
        } finally {
          contextFrames().set(prior);
          // Somebody may catch it; from an outermost callback it gets to those who end the process.
          if (!returned && isInner) asyncHooks().popAsyncContext(id);
        }
        asyncHooks().emitAfter(id);
        if (REQUEST.test(wrap.#provider)) destroy(wrap);
      };
      destroy = (wrap) => {
        asyncHooks().emitDestroy(wrap.#id);
        wrap.#id = NONE;
        // It may be kept for long, and what stood for it and its context need not be.
        wrap.#frame = undefined;
        if (resourceSymbol() in wrap) standIn(wrap, wrap);
      };
    }
  }

  /** Made by the library some time before it is used; what it stands for begins when it is. */
  class RequestWrap extends AsyncWrap {
    constructor(provider: string) {
      super(provider, false);
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
        if (typeof listener === "function") call(this, () => void Reflect.apply(listener, this, []));
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
    RequestWrap,
    HandleWrap,
    /** Makes a request an operation. `by`: the handle whose doing it is; else that is what runs now. */
    begin(request: RequestWrap, by?: AsyncWrap): void {
      if (by) triggeredBy(by, () => request.asyncReset());
      else request.asyncReset();
    },
    /** Tells that a wrap's operation is over. */
    destroy,
    /** Makes a wrap another kind of operation, which programs know by `resource`. */
    become,
    /** What `run` makes is the doing of `wrap`. */
    triggeredBy,
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
