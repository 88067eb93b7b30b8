import type { MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { makeExternal } from "./external.ts";
import {
  kArrayBufferOffset,
  kBytesWritten,
  kLastWriteWasAsync,
  kReadBytesOrError,
  streamBase,
  type StreamRequest,
} from "./stream-base.ts";
import { UV } from "./uv-status.ts";
import { bytesOf, values } from "./values.ts";

/** What the owner of such a stream puts on it. Each answers 0 or a negative errno of libuv. */
interface Owner {
  onreadstart?(): unknown;
  onreadstop?(): unknown;
  onshutdown?(request: StreamRequest): unknown;
  onwrite?(request: StreamRequest, chunks: readonly Uint8Array[]): unknown;
}

/** `UV_EPROTO`: what a stream whose owner does not answer gives. */
const EPROTO = -71;

/** `internalBinding('js_stream')`: a stream of JavaScript that looks like one of libuv's. */
export const jsStreamBinding: MakeBinding = (context) => {
  const { AsyncWrap, call } = asyncWraps(context);
  const { streamBaseState } = streamBase(context);
  const convert = values(context);

  function answer(stream: JSStream, ask: (owner: Owner) => unknown): number {
    let result: unknown;
    try {
      result = ask(stream as Owner);
    } catch (error) {
      context.uncaught(error, false);
      return EPROTO;
    }
    return typeof result === "number" ? result | 0 : EPROTO;
  }

  class JSStream extends AsyncWrap {
    #onread: unknown = undefined;
    #external: object | null = null;
    #bytesRead = 0;
    #bytesWritten = 0;
    #userBuffer: Uint8Array | null = null;

    constructor() {
      super("JSSTREAM");
    }

    get fd(): number {
      // Throws for anything but such a stream, as native accessors do.
      void this.#bytesRead;
      return -1;
    }
    get isStreamBase(): boolean {
      return true;
    }
    get bytesRead(): number {
      return this.#bytesRead;
    }
    get bytesWritten(): number {
      return this.#bytesWritten;
    }
    get _externalStream(): object {
      return (this.#external ??= makeExternal());
    }
    get onread(): unknown {
      return this.#onread;
    }
    set onread(listener: unknown) {
      this.#onread = listener;
    }

    readStart(): number {
      return answer(this, (owner) => owner.onreadstart?.());
    }
    readStop(): number {
      return answer(this, (owner) => owner.onreadstop?.());
    }
    shutdown(request: StreamRequest): number {
      return answer(this, (owner) => owner.onshutdown?.(request));
    }
    useUserBuffer(buffer: ArrayBufferView): void {
      this.#userBuffer = bytesOf(buffer);
    }

    #write(request: StreamRequest, chunks: readonly Uint8Array[]): number {
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
      this.#bytesWritten += length;
      const buffers = chunks.map((chunk) => convert.buffer(chunk.slice()));
      const code = answer(this, (owner) => owner.onwrite?.(request, buffers));
      streamBaseState[kBytesWritten] = length;
      streamBaseState[kLastWriteWasAsync] = code === 0 ? 1 : 0;
      return code;
    }

    writev(request: StreamRequest, chunks: readonly unknown[], allBuffers: boolean): number {
      if (allBuffers)
        return this.#write(
          request,
          chunks.map((chunk) => bytesOf(chunk as ArrayBufferView)),
        );
      const parts: Uint8Array[] = [];
      for (let at = 0; at < chunks.length; at += 2) {
        const chunk = chunks[at];
        const isText = typeof chunk === "string";
        parts.push(isText ? convert.encode(chunk, chunks[at + 1]) : bytesOf(chunk as ArrayBufferView));
      }
      return this.#write(request, parts);
    }
    writeBuffer(request: StreamRequest, data: ArrayBufferView): number {
      return this.#write(request, [bytesOf(data)]);
    }
    writeUtf8String(request: StreamRequest, text: string): number {
      return this.#write(request, [convert.encode(text)]);
    }
    writeAsciiString(request: StreamRequest, text: string): number {
      return this.#write(request, [convert.encode(text, "latin1")]);
    }
    writeLatin1String(request: StreamRequest, text: string): number {
      return this.#write(request, [convert.encode(text, "latin1")]);
    }
    writeUcs2String(request: StreamRequest, text: string): number {
      return this.#write(request, [convert.encode(text, "utf16le")]);
    }

    finishWrite(request: StreamRequest, status: number): void {
      this.#finish(request, status);
    }
    finishShutdown(request: StreamRequest, status: number): void {
      this.#finish(request, status);
    }
    #finish(request: StreamRequest, status: number): void {
      call(request, () => request.oncomplete?.(status, this, undefined));
    }

    readBuffer(data: ArrayBufferView): void {
      for (let rest = bytesOf(data); rest.length > 0;) {
        const own = this.#userBuffer;
        const part = own ? rest.subarray(0, own.length) : rest;
        rest = rest.subarray(part.length);
        this.#bytesRead += part.length;
        if (own) own.set(part);
        const next = this.#emit(part.length, own ? undefined : part.slice().buffer);
        if (own && ArrayBuffer.isView(next)) this.#userBuffer = bytesOf(next);
      }
    }
    emitEOF(): void {
      this.#emit(UV.EOF, undefined);
    }
    #emit(count: number, buffer: ArrayBuffer | undefined): unknown {
      let result: unknown;
      call(this, () => {
        streamBaseState[kReadBytesOrError] = count;
        streamBaseState[kArrayBufferOffset] = 0;
        if (typeof this.#onread === "function") result = Reflect.apply(this.#onread, this, [buffer]);
      });
      return result;
    }
  }

  return { JSStream };
};
