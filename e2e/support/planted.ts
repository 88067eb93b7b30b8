import type { Page } from "playwright-core";

declare global {
  var mirrorboxSent: string[] | undefined;
}

/** What a page and its frames say: to the console, and to workers, frames, ports and channels. To be called first. */
export async function overhear(page: Page): Promise<{ all(): Promise<string> }> {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("request", (request) => {
    if (request.method() === "GET") said.push(request.url());
  });
  await page.addInitScript(() => {
    const sent: string[] = (globalThis.mirrorboxSent = []);
    const readable = (value: unknown, depth = 0): string => {
      if (typeof value === "string") return value;
      if (value instanceof ArrayBuffer) return new TextDecoder("latin1").decode(value);
      if (ArrayBuffer.isView(value)) {
        return new TextDecoder("latin1").decode(
          new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice(),
        );
      }
      if (typeof value !== "object" || value === null || depth > 6) return "";
      const entries = value instanceof Map ? [...value].flat() : Object.values(value);
      return entries.map((entry) => readable(entry, depth + 1)).join(" ");
    };
    const places: { postMessage: (...given: never[]) => void }[] = [
      Worker.prototype,
      MessagePort.prototype,
      BroadcastChannel.prototype,
      ServiceWorker.prototype,
    ];
    for (const place of places) {
      const original = place.postMessage;
      place.postMessage = function (this: unknown, ...given: never[]): void {
        // Only what could hold a key is kept: the traffic of the file system is large.
        const text = readable(given[0]);
        if (text.includes("sk-planted")) sent.push(text);
        Reflect.apply(original, this, given);
      };
    }
    // Messages between windows cannot be wrapped where they are sent; they are heard where they arrive.
    addEventListener("message", (event) => {
      const text = readable(event.data);
      if (text.includes("sk-planted")) sent.push(text);
    });
  });
  return {
    async all() {
      for (const frame of page.frames()) {
        said.push(...(await frame.evaluate(() => globalThis.mirrorboxSent ?? []).catch(() => [])));
      }
      return said.join("\n");
    },
  };
}

/** All that the page's origin keeps: local and session storage, databases, caches; and the address. */
export function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error as Error);
      });
    const plain = (_: string, value: unknown): unknown => {
      const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
      return bytes instanceof Uint8Array ? new TextDecoder("latin1").decode(bytes) : value;
    };
    const parts = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
      location.href,
      JSON.stringify(history.state),
      document.cookie,
      String(window.name),
    ];
    for (const { name } of await indexedDB.databases()) {
      const base = await done(indexedDB.open(name ?? ""));
      for (const store of base.objectStoreNames) {
        const rows = await done<unknown[]>(base.transaction(store).objectStore(store).getAll());
        parts.push(JSON.stringify(rows, plain));
      }
      base.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) parts.push(request.url);
    }
    return parts.join("\n");
  });
}
