/** What the library's reader of responses is given (`WasmStreamingObject` in node_wasm_web_api.cc). */
export interface WasmStream {
  setURL(url: string): void;
  /** @throws TypeError when the chunk is no bytes */
  push(chunk: unknown): void;
  finish(): void;
  abort(reason: unknown): void;
}

/** Reads Node's kind of response, or what promises one, into a stream. */
export type ReadResponse = (stream: WasmStream, source: unknown) => void;

type Start = (this: unknown, ...values: unknown[]) => unknown;

// Taken before any program ran.
const {
  Response: BrowserResponse,
  Promise: RealPromise,
  ArrayBuffer: Memory,
  Uint8Array: Bytes,
} = globalThis;
const { apply } = Reflect;
const { isView } = Memory;
const { set, slice } = Bytes.prototype;

/**
 * `WebAssembly.compileStreaming` or `instantiateStreaming` of Node's own responses, of which the browser knows nothing: it
 * gets one of its own with the same bytes.
 *
 * @param start the browser's
 */
export function streamed(start: Start, read: ReadResponse): Start {
  return function (this: unknown, source: unknown, ...rest: unknown[]): unknown {
    return apply(start, this, [browserResponse(source, read), ...rest]);
  };
}

function browserResponse(source: unknown, read: ReadResponse): Promise<Response> {
  return new RealPromise((resolve, reject) => {
    let [bytes, length] = [new Bytes(1024), 0];
    const stream: WasmStream = {
      setURL() {},
      push(chunk) {
        const added = bytesOf(chunk);
        if (length + added.length > bytes.length) {
          const grown = new Bytes(Math.max(bytes.length * 2, length + added.length));
          apply(set, grown, [bytes]);
          bytes = grown;
        }
        apply(set, bytes, [added, length]);
        length += added.length;
      },
      finish: () =>
        resolve(
          new BrowserResponse(apply(slice, bytes, [0, length]) as Uint8Array<ArrayBuffer>, {
            headers: { "Content-Type": "application/wasm" },
          }),
        ),
      abort: reject,
    };
    read(stream, source);
  });
}

function bytesOf(chunk: unknown): Uint8Array {
  if (isView(chunk)) return new Bytes(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof Memory) return new Bytes(chunk);
  const error = new TypeError("chunk must be an ArrayBufferView or an ArrayBuffer");
  throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}
