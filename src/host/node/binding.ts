import type { ProcessPolicy, Syscalls } from "../machine/syscalls.ts";
import type { Permissions } from "./permissions.ts";
import type { Vendor } from "./vendor.ts";

/**
 * What a binding (one of the objects that Node's library gets from `internalBinding(name)`) is made of. A binding is a
 * function `(context) => object` in a file of its own under `bindings/`; it holds no state outside that call, so that a
 * second realm in the same worker starts clean.
 */
export interface BindingContext {
  /** This, `env` and `policy` are known once the process starts, after bindings were made: read them at call time. */
  readonly sys: Syscalls;
  readonly loop: EventLoop;
  /** What was recorded from the pinned Node at build time: constants, option tables, error maps, binding shapes. */
  readonly recorded: Recorded;
  /** Node's internal `require`, usable once the realm has booted. */
  readonly require: (id: string) => unknown;
  /** The browser's own APIs as they were before any program ran; programs cannot reach or change them. */
  readonly pristine: Pristine;
  readonly env: Record<string, string>;
  readonly policy: ProcessPolicy;
  /** What the process may do; null without `--permission`, when nothing is asked. */
  readonly permissions: Permissions | null;
  /** Well-known symbols (`internalBinding('symbols')`) and private symbols, by name. */
  readonly symbols: Readonly<Record<string, symbol>>;
  readonly privateSymbols: Readonly<Record<string, symbol>>;
  /** An Error as libuv failures look in Node (`UVException`): `ENOENT: no such file or directory, open 'x'`. */
  uvException(code: string, syscall: string, path?: string, dest?: string): Error;
  /** The realm's one instance of what several bindings share (base classes, tables): made once per `make` and context. */
  shared<T>(make: (context: BindingContext) => T): T;
  /** A third-party library (zlib, hashes, ciphers …), evaluated at the first call. */
  vendor<Name extends keyof Vendor>(name: Name): Vendor[Name];
  /**
   * To be called when the browser works on something for the process and may call back after its end: its worker is
   * then not used again.
   */
  unreusable(): void;
  /** Reports an exception that nothing caught, as V8's message listener would. */
  uncaught(error: unknown, fromPromise: boolean): void;
}

/** Node's event loop in a worker: one callback at a time, ticks and microtasks drained after each. */
export interface EventLoop {
  /** Milliseconds since the process started. */
  now(): number;
  /**
   * Runs `callback` in the poll phase, as libuv would call back into JavaScript (MakeCallback): afterwards the tick
   * queue and microtasks are drained. Keeps the process alive until it ran. Async context is captured here.
   * `closing`: in the phase after immediates, where libuv runs the callbacks of closed handles.
   */
  enqueue(callback: () => void, phase?: "poll" | "closing"): void;
  /** As `enqueue`, without keeping the process alive: for what happens to handles that are unref'd. */
  enqueueWeak(callback: () => void): void;
  /** In Node a native immediate, unref'd: before the next immediates. */
  enqueueNative(callback: () => void): void;
  /** Runs `callback` after this one, before all others: for a source that hands out all it has in one go. */
  continueWith(callback: () => void, weak: boolean): void;
  /** Keeps the process alive until the returned undo is called: an active, ref'd handle or request. */
  ref(): () => void;
}

/** Values of one binding as the pinned Node has it. Functions and classes are listed by name only. */
export interface RecordedBinding {
  readonly values: Readonly<Record<string, unknown>>;
  readonly functions: readonly string[];
  /** Class name -> names of its methods. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Typed arrays: name -> `[constructor name, length]`. */
  readonly arrays: Readonly<Record<string, readonly [string, number]>>;
}

/** Everything recorded from the pinned Node at build time (see `build/record.cjs`). */
export interface Recorded {
  /** Without `v`. */
  readonly version: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly constants: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** errno number -> [name, message]. */
  readonly errors: ReadonlyArray<readonly [number, readonly [string, string]]>;
  readonly bindings: Readonly<Record<string, RecordedBinding>>;
  readonly release: Readonly<Record<string, unknown>>;
  /** `process.config` as JSON. */
  readonly config: string;
  /** Where the columns that characters take in a terminal change: `[characters since the last change, columns]`. */
  readonly columns: ReadonlyArray<readonly [number, number]>;
  /** Own property names of the language's objects, by path (see language-objects.ts). */
  readonly languageObjects: Readonly<Record<string, readonly string[]>>;
  readonly builtinConfig: Readonly<Record<string, unknown>>;
  readonly exitCodes: Readonly<Record<string, number>>;
  readonly utilConstants: Readonly<Record<string, number>>;
  readonly symbols: readonly string[];
  readonly privateSymbols: readonly string[];
  readonly asyncWrap: {
    readonly constants: Readonly<Record<string, number>>;
    readonly providers: Readonly<Record<string, number>>;
  };
  /** Defaults by option name. */
  readonly optionValues: Readonly<Record<string, unknown>>;
  readonly options: ReadonlyArray<readonly [string, RecordedOption]>;
  /** Options that a thread may be given. */
  readonly threadOptions: readonly string[];
  /** What an option stands for: `-e` -> `["--eval"]`. */
  readonly aliases: ReadonlyArray<readonly [string, readonly string[]]>;
  readonly optionTypes: Readonly<Record<string, number>>;
  readonly envSettings: Readonly<Record<string, number>>;
  /** All modules of the library. */
  readonly builtinIds: readonly string[];
}

export interface RecordedOption {
  readonly helpText: string;
  readonly envVarSettings: number;
  readonly type: number;
  readonly defaultIsTrue: boolean;
}

/** Browser APIs captured before the program's globals are laid over them. */
export interface Pristine {
  readonly setTimeout: (callback: () => void, ms: number) => number;
  readonly clearTimeout: (id: number) => void;
  readonly now: () => number;
  readonly timeOrigin: number;
  readonly MessageChannel: typeof MessageChannel;
  readonly MessagePort: typeof MessagePort;
  readonly TextDecoder: typeof TextDecoder;
  readonly TextEncoder: typeof TextEncoder;
  readonly URL: typeof URL;
  readonly crypto: Crypto;
  readonly Crypto: typeof Crypto;
  readonly CryptoKey: typeof CryptoKey;
  readonly SubtleCrypto: typeof SubtleCrypto;
  readonly structuredClone: typeof structuredClone;
  readonly queueMicrotask: typeof queueMicrotask;
  readonly atob: typeof atob;
  readonly btoa: typeof btoa;
  readonly Promise: PromiseConstructor;
  readonly Proxy: ProxyConstructor;
  readonly Function: FunctionConstructor;
}

/** Makes the object that `internalBinding(name)` answers. Names that it leaves out are filled from `recorded`. */
export type MakeBinding = (context: BindingContext) => Record<string, unknown>;
