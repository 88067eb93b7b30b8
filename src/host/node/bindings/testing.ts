import { EventEmitter } from "node:events";
import type { BindingContext, MakeBinding, Pristine, Recorded } from "../binding.ts";
import type { Vendor } from "../vendor.ts";
import type { Syscalls } from "../../machine/syscalls.ts";
import * as brotliEncoder from "../vendor/brotli-encoder.ts";
import * as brotli from "../vendor/brotli.ts";
import * as ciphers from "../vendor/ciphers.ts";
import * as hashes from "../vendor/hashes.ts";
import * as llhttp from "../vendor/llhttp.ts";
import * as publicKeys from "../vendor/public-keys.ts";
import * as zlib from "../vendor/zlib.ts";
import * as zstd from "../vendor/zstd.ts";

/** The loop of a test: callbacks run one by one, and the test can wait until none is left. */
export class TestLoop extends EventEmitter {
  #waiting: (() => void)[] = [];
  references = 0;

  now(): number {
    return Math.floor(performance.now());
  }

  continueWith(callback: () => void): void {
    this.enqueue(callback);
  }

  enqueueWeak(callback: () => void): void {
    this.enqueue(callback);
  }

  enqueueNative(callback: () => void): void {
    this.enqueue(callback);
  }

  enqueue(callback: () => void): void {
    this.#waiting.push(callback);
  }

  ref(): () => void {
    this.references++;
    let held = true;
    return () => {
      if (held) this.references--;
      held = false;
    };
  }

  /** Runs what is enqueued, and what that enqueues, until nothing is left and nothing keeps the process alive. */
  async drain(): Promise<void> {
    for (let idle = 0; idle < 50;) {
      const next = this.#waiting.shift();
      if (next) {
        idle = 0;
        next();
      } else if (this.references === 0) idle += 25;
      else idle++;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }
}

let lastAsyncId = 0;

const defaults: Readonly<Record<string, unknown>> = { "--max-http-header-size": 16_384 };

/** What bindings need of Node's library, without a realm: ids are counted, hooks and contexts are nobody's. */
const library: Readonly<Record<string, unknown>> = {
  buffer: { Buffer },
  "internal/async_hooks": {
    newAsyncId: () => ++lastAsyncId,
    getDefaultTriggerAsyncId: () => 0,
    initHooksExist: () => false,
    emitBefore() {},
    emitAfter() {},
    emitDestroy() {},
    hasAsyncIdStack: () => false,
    popAsyncContext() {},
    defaultTriggerAsyncIdScope: (_trigger: number, run: () => unknown) => run(),
  },
  "internal/options": { getOptionValue: (name: string) => defaults[name] },
  "internal/async_context_frame": { current: () => undefined, set() {}, exchange: () => undefined },
};

/** A context for bindings outside a realm, in the Node that runs the tests. */
export function testContext(sys: Syscalls): BindingContext & { readonly loop: TestLoop } {
  const shared = new Map<unknown, unknown>();
  const vendor = {
    brotli,
    llhttp,
    "brotli-encoder": brotliEncoder,
    ciphers,
    hashes,
    "public-keys": publicKeys,
    zlib,
    zstd,
  } as unknown as Vendor;
  const context: BindingContext & { readonly loop: TestLoop } = {
    sys,
    loop: new TestLoop(),
    recorded: {
      constants: {},
      errors: [],
      bindings: {},
      asyncWrap: { providers: {} },
    } as unknown as Recorded,
    require: (id) => library[id],
    pristine: Object.create(globalThis, {
      crypto: { value: crypto },
      now: { value: () => performance.now() },
    }) as Pristine,
    env: {},
    policy: { deny: { modules: [], globals: [] }, frozen: null },
    permissions: null,
    symbols: {
      fs_use_promises_symbol: Symbol("fs_use_promises_symbol"),
      handle_onclose: Symbol("handle_onclose"),
      resource_symbol: Symbol("resource_symbol"),
    },
    privateSymbols: {},
    uvException: (code, syscall, path, dest) =>
      Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, path, dest }),
    shared<T>(make: (context: BindingContext) => T): T {
      if (!shared.has(make)) shared.set(make, make(context));
      return shared.get(make) as T;
    },
    vendor: (name) => vendor[name],
    unreusable() {},
    uncaught(error) {
      throw error;
    },
  };
  return context;
}

/** A binding with the type that the test knows it has. */
export function made<T>(make: MakeBinding, context: BindingContext): T {
  return make(context) as T;
}
