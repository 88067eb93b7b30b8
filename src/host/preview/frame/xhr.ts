import type { Bridge } from "./bridge.ts";

const EVENTS = [
  "readystatechange",
  "loadstart",
  "progress",
  "load",
  "error",
  "abort",
  "timeout",
  "loadend",
] as const;

/** XMLHttpRequest (XHR standard) over the bridge; asynchronous requests only. */
export function installXhr(bridge: Bridge): void {
  class BridgedXhr extends EventTarget {
    static readonly UNSENT = 0;
    static readonly OPENED = 1;
    static readonly HEADERS_RECEIVED = 2;
    static readonly LOADING = 3;
    static readonly DONE = 4;
    readonly UNSENT = 0;
    readonly OPENED = 1;
    readonly HEADERS_RECEIVED = 2;
    readonly LOADING = 3;
    readonly DONE = 4;
    readonly upload = new EventTarget();
    readyState = 0;
    status = 0;
    statusText = "";
    responseURL = "";
    responseType: XMLHttpRequestResponseType = "";
    timeout = 0;
    withCredentials = false;
    #request = { method: "GET", url: "", headers: [] as [string, string][] };
    #headers: readonly (readonly [string, string])[] = [];
    #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
    #type = "";
    #stop = new AbortController();

    constructor() {
      super();
      for (const name of EVENTS)
        this.addEventListener(name, (event) => {
          const handler = (this as unknown as Record<string, unknown>)[`on${name}`];
          if (typeof handler === "function") Reflect.apply(handler, this, [event]);
        });
    }

    open(method: string, url: string | URL, async = true): void {
      if (!async) throw new DOMException("A preview has no synchronous requests.", "InvalidAccessError");
      this.#stop.abort();
      this.#stop = new AbortController();
      this.#request = { method: method.toUpperCase(), url: new URL(url, document.baseURI).href, headers: [] };
      this.#headers = [];
      this.status = 0;
      this.#ready(1);
    }

    setRequestHeader(name: string, value: string): void {
      if (this.readyState !== 1)
        throw new DOMException("The object's state must be OPENED.", "InvalidStateError");
      this.#request.headers.push([name, value]);
    }

    overrideMimeType(type: string): void {
      this.#type = type;
    }

    getResponseHeader(name: string): string | null {
      const values = this.#headers.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value);
      return values.length > 0 ? values.join(", ") : null;
    }

    getAllResponseHeaders(): string {
      return this.#headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    }

    send(body: XMLHttpRequestBodyInit | Document | null = null): void {
      if (this.readyState !== 1)
        throw new DOMException("The object's state must be OPENED.", "InvalidStateError");
      const { signal } = this.#stop;
      const limit = this.timeout > 0 ? setTimeout(() => this.#fail("timeout"), this.timeout) : undefined;
      this.dispatchEvent(new ProgressEvent("loadstart"));
      this.#run(body instanceof Document ? body.documentElement.outerHTML : body, signal)
        .catch((error: unknown) => {
          if (!(error instanceof TypeError) && !signal.aborted) throw error;
          if (!signal.aborted) this.#fail("error");
        })
        .finally(() => clearTimeout(limit));
    }

    async #run(body: XMLHttpRequestBodyInit | null, signal: AbortSignal): Promise<void> {
      const { method, url, headers } = this.#request;
      const plain = method === "GET" || method === "HEAD" || body === null;
      // A Request knows what content type a body has.
      const request = new Request("data:,", {
        method: plain ? "POST" : method,
        headers,
        body: plain ? null : body,
      });
      const bytes = plain ? null : new Uint8Array(await request.arrayBuffer());
      const answer = await bridge.request(new URL(url), {
        method,
        headers: [...request.headers],
        body: bytes,
        signal,
      });
      this.status = answer.status;
      this.statusText = answer.statusText;
      this.responseURL = answer.url.href;
      this.#headers = answer.headers;
      this.#ready(2);
      this.#bytes = new Uint8Array(await new Response(answer.body).arrayBuffer());
      if (signal.aborted) return;
      this.#ready(3);
      const size = { loaded: this.#bytes.length, total: this.#bytes.length };
      this.dispatchEvent(new ProgressEvent("progress", size));
      this.#ready(4);
      this.dispatchEvent(new ProgressEvent("load", size));
      this.dispatchEvent(new ProgressEvent("loadend", size));
    }

    abort(): void {
      if (this.readyState === 0 || this.readyState === 4) return;
      this.#fail("abort");
      this.readyState = 0;
    }

    get responseText(): string {
      const charset = /charset="?([\w-]+)/i.exec(
        this.#type || (this.getResponseHeader("content-type") ?? ""),
      )?.[1];
      return new TextDecoder(charset ?? "utf-8").decode(this.#bytes);
    }

    get responseXML(): Document | null {
      return this.readyState === 4 ? new DOMParser().parseFromString(this.responseText, "text/xml") : null;
    }

    get response(): unknown {
      if (this.responseType === "" || this.responseType === "text") return this.responseText;
      if (this.readyState !== 4) return null;
      const type = this.#type || (this.getResponseHeader("content-type") ?? "");
      switch (this.responseType) {
        case "arraybuffer":
          return this.#bytes.slice().buffer;
        case "blob":
          return new Blob([this.#bytes], { type });
        case "document":
          return new DOMParser().parseFromString(
            this.responseText,
            /xml/.test(type) ? "text/xml" : "text/html",
          );
        case "json":
          return jsonOrNull(this.responseText);
      }
    }

    #fail(event: "abort" | "error" | "timeout"): void {
      this.#stop.abort();
      this.status = 0;
      this.#bytes = new Uint8Array(0);
      this.#ready(4);
      this.dispatchEvent(new ProgressEvent(event));
      this.dispatchEvent(new ProgressEvent("loadend"));
    }

    #ready(state: number): void {
      this.readyState = state;
      this.dispatchEvent(new Event("readystatechange"));
    }
  }
  Object.defineProperty(globalThis, "XMLHttpRequest", {
    value: BridgedXhr,
    writable: true,
    configurable: true,
  });
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
