import type { Pristine } from "./binding.ts";

/** What the realm itself uses besides what bindings may: never handed to programs or bindings. */
export interface WorkerPristine extends Pristine {
  /** Indirect eval: sloppy, in the global scope. */
  readonly evaluate: (source: string) => unknown;
  /** Strict UTF-8 text without surprises: keeps a byte order mark, replaces what is not UTF-8. */
  readonly utf8: TextDecoder;
  readonly listen: <K extends keyof WorkerGlobalScopeEventMap>(
    type: K,
    listener: (event: WorkerGlobalScopeEventMap[K]) => void,
  ) => void;
  readonly DOMException: typeof DOMException;
  readonly Blob: typeof Blob;
  /** Runs the script at an address, at once. */
  readonly importScripts: (url: string) => void;
  /** Undefined where the browser has none. */
  readonly URLPattern: unknown;
}

/** The events of a worker's global scope that a realm listens to. */
export interface WorkerGlobalScopeEventMap {
  error: ErrorEvent;
  unhandledrejection: PromiseRejectionEvent;
  rejectionhandled: PromiseRejectionEvent;
}

/** Captures the browser's APIs. To be called before anything else ran in the worker. */
export function capturePristine(): WorkerPristine {
  const { performance } = globalThis;
  const listen = globalThis.addEventListener.bind(globalThis);
  return {
    setTimeout: globalThis.setTimeout.bind(globalThis) as unknown as Pristine["setTimeout"],
    clearTimeout: globalThis.clearTimeout.bind(globalThis) as Pristine["clearTimeout"],
    now: performance.now.bind(performance),
    timeOrigin: performance.timeOrigin,
    MessageChannel: globalThis.MessageChannel,
    MessagePort: globalThis.MessagePort,
    TextDecoder: globalThis.TextDecoder,
    TextEncoder: globalThis.TextEncoder,
    URL: globalThis.URL,
    crypto: globalThis.crypto,
    Crypto: globalThis.Crypto,
    CryptoKey: globalThis.CryptoKey,
    SubtleCrypto: globalThis.SubtleCrypto,
    structuredClone: globalThis.structuredClone.bind(globalThis),
    queueMicrotask: globalThis.queueMicrotask.bind(globalThis),
    atob: globalThis.atob.bind(globalThis),
    btoa: globalThis.btoa.bind(globalThis),
    Promise: globalThis.Promise,
    Proxy: globalThis.Proxy,
    Function: globalThis.Function,
    DOMException: globalThis.DOMException,
    Blob: globalThis.Blob,
    importScripts: (globalThis as unknown as Pick<WorkerPristine, "importScripts">).importScripts.bind(
      globalThis,
    ),
    URLPattern: (globalThis as { URLPattern?: unknown }).URLPattern,
    // eslint-disable-next-line no-eval -- programs are text; this is how they come to run
    evaluate: globalThis.eval as (source: string) => unknown,
    utf8: new TextDecoder("utf-8", { ignoreBOM: true }),
    listen: (type, listener) => listen(type, listener as unknown as EventListener),
  };
}
