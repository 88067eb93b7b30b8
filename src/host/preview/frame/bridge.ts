import type { FromFrame, Header, ToFrame } from "../messages.ts";

export interface BridgedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
  readonly url: URL;
  readonly redirected: boolean;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface BridgedRequest {
  readonly method: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array | null;
  readonly signal?: AbortSignal | null;
  /** Default: follow. */
  readonly redirect?: "follow" | "manual" | "error";
}

/** A request that could not be made: what fetch rejects with. */
export class NetworkError extends TypeError {}

const MAX_REDIRECTS = 20;

interface Waiting {
  head(head: Extract<ToFrame, { kind: "head" }>, body: ReadableStream<Uint8Array<ArrayBuffer>>): void;
  failed(message: string): void;
  stream: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null;
}

/** This document's way out: its port to the preview's page, which asks the machine's servers. */
export class Bridge {
  /** The document's own address. */
  url: URL;
  cookie: string;
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(port: MessagePort, url: string, cookie: string) {
    this.url = new URL(url);
    this.cookie = cookie;
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ToFrame>) => this.#heard(data);
  }

  say(message: FromFrame, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  /** Follows redirects. @throws {NetworkError}, or the signal's reason */
  async request(target: URL, request: BridgedRequest): Promise<BridgedResponse> {
    let [url, { method, body }] = [target, request];
    for (let redirects = 0; ; redirects++) {
      const response = await this.#once(url, { ...request, method, body });
      const to = response.headers.find(([name]) => name === "location")?.[1];
      const redirects_ =
        response.status >= 301 && response.status <= 308 && response.status !== 304 && to !== undefined;
      if (!redirects_ || request.redirect === "manual") return { ...response, redirected: redirects > 0 };
      if (request.redirect === "error" || redirects >= MAX_REDIRECTS)
        throw new NetworkError("Failed to fetch");
      await response.body.cancel();
      url = new URL(to, url);
      if (response.status === 303 || (response.status < 303 && method === "POST"))
        [method, body] = ["GET", null];
    }
  }

  #once(url: URL, { method, headers, body, signal }: BridgedRequest): Promise<BridgedResponse> {
    signal?.throwIfAborted();
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.say({ kind: "abort", id });
        this.#waiting.delete(id);
        waiting.stream?.error(signal?.reason);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", abort, { once: true });
      const waiting: Waiting = {
        stream: null,
        head: ({ status, statusText, headers: found }, stream) =>
          resolve({ status, statusText, headers: found, url, redirected: false, body: stream }),
        failed: (message) => {
          const error = new NetworkError(`Failed to fetch: ${message}`);
          waiting.stream?.error(error);
          reject(error);
        },
      };
      this.#waiting.set(id, waiting);
      this.say({ kind: "request", id, url: url.href, path: "", method, headers, body });
    });
  }

  #heard(message: ToFrame): void {
    if (message.kind === "cookies") {
      this.cookie = message.text;
      return;
    }
    const { id } = message;
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (message.kind === "head") {
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => {
          waiting.stream = controller;
        },
        cancel: () => {
          this.#waiting.delete(id);
          this.say({ kind: "abort", id });
        },
      });
      return waiting.head(message, stream);
    }
    if (message.kind === "chunk") return waiting.stream?.enqueue(message.bytes as Uint8Array<ArrayBuffer>);
    this.#waiting.delete(id);
    if (message.kind === "end") waiting.stream?.close();
    else waiting.failed(message.message);
  }
}
