import type { Bridge } from "./bridge.ts";

/** EventSource (server-sent events, HTML standard) over the bridge. */
export function installEventSource(bridge: Bridge): void {
  class BridgedEventSource extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSED = 2;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readonly url: string;
    readonly withCredentials = false;
    readyState = 0;
    onopen: ((event: Event) => void) | null = null;
    onmessage: ((event: MessageEvent) => void) | null = null;
    onerror: ((event: Event) => void) | null = null;
    readonly #stop = new AbortController();
    #retryMs = 3000;
    #lastId = "";

    constructor(url: string | URL) {
      super();
      this.url = new URL(url, document.baseURI).href;
      for (const name of ["open", "message", "error"] as const)
        this.addEventListener(name, (event) =>
          (this[`on${name}`] as ((event: Event) => void) | null)?.(event),
        );
      void this.#run();
    }

    close(): void {
      this.readyState = 2;
      this.#stop.abort();
    }

    async #run(): Promise<void> {
      while (this.readyState !== 2) {
        try {
          await this.#connect();
        } catch (error) {
          if (this.#stop.signal.aborted) return;
          if (!(error instanceof TypeError)) throw error;
        }
        if (this.#stop.signal.aborted) return;
        this.dispatchEvent(new Event("error"));
        await new Promise((resolve) => setTimeout(resolve, this.#retryMs));
      }
    }

    async #connect(): Promise<void> {
      this.readyState = 0;
      const { signal } = this.#stop;
      const headers: [string, string][] = [["accept", "text/event-stream"]];
      if (this.#lastId !== "") headers.push(["last-event-id", this.#lastId]);
      const answer = await bridge.request(new URL(this.url), { method: "GET", headers, body: null, signal });
      const type = answer.headers.find(([name]) => name === "content-type")?.[1] ?? "";
      if (answer.status !== 200 || !/^text\/event-stream/i.test(type)) {
        this.close();
        this.dispatchEvent(new Event("error"));
        return;
      }
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
      let text = "";
      let event = { type: "", data: [] as string[] };
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        text += value;
        const lines = text.split(/\r\n|\r(?!$)|\n/);
        text = lines.pop() ?? "";
        for (const line of lines) event = this.#line(line, event);
      }
    }

    #line(line: string, event: { type: string; data: string[] }): { type: string; data: string[] } {
      if (line === "") {
        const { type, data } = event;
        if (data.length > 0) {
          const init = { data: data.join("\n"), lastEventId: this.#lastId, origin: new URL(this.url).origin };
          this.dispatchEvent(new MessageEvent(type || "message", init));
        }
        return { type: "", data: [] };
      }
      const [, field = line, value = ""] = /^([^:]*):? ?([^]*)$/.exec(line) ?? [];
      if (field === "data") event.data.push(value);
      else if (field === "event") return { ...event, type: value };
      else if (field === "id") this.#lastId = value;
      else if (field === "retry" && /^\d+$/.test(value)) this.#retryMs = Number(value);
      return event;
    }
  }
  Object.defineProperty(globalThis, "EventSource", {
    value: BridgedEventSource,
    writable: true,
    configurable: true,
  });
}
