import type { MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { kBytesWritten, kLastWriteWasAsync, streamBase } from "./stream-base.ts";

/** What the library puts on such a stream. */
interface Owner {
  onerror?(error: Error): void;
}

/**
 * `internalBinding('tls_wrap')`: there is no TLS here. Such a stream can be made and connects, so that a server that is not
 * there is missed as everywhere; the handshake fails, in the way of others that do.
 */
export const tlsWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap, call } = asyncWraps(context);

  const { streamBaseState } = streamBase(context);

  class TLSWrap extends AsyncWrap {
    reading = false;

    constructor() {
      super("TLSWRAP");
    }

    get isStreamBase(): boolean {
      return true;
    }
    start(): void {
      context.loop.enqueue(() => {
        const message = "Cannot make a TLS connection: this sandbox does not have TLS.";
        const error = Object.assign(new Error(message), { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" });
        call(this, () => (this as Owner).onerror?.(error));
      });
    }
    readStart(): number {
      return 0;
    }
    readStop(): number {
      return 0;
    }
  }
  const { prototype } = TLSWrap;
  const define = (name: string, value: () => unknown) =>
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  for (const name of context.recorded.bindings["tls_wrap"]?.classes["TLSWrap"] ?? []) {
    if (name in prototype) continue;
    // What is written waits for the handshake.
    const waits = () => {
      streamBaseState[kBytesWritten] = 0;
      streamBaseState[kLastWriteWasAsync] = 1;
      return 0;
    };
    if (/^(?:write|shutdown)/.test(name)) define(name, { [name]: waits }[name] as () => unknown);
    else define(name, { [name]() {} }[name] as () => unknown);
  }

  return { TLSWrap, wrap: () => new TLSWrap() };
};
