/** What an app has that no program may reach, and whatever arrives from outside of the app's own code. */
export interface Canaries {
  /** Puts a secret into each kind of storage that the page's origin has. */
  plant(): Promise<void>;
  /** What arrived by a channel of the page, and what storage holds now that was not planted. */
  arrived(): Promise<string[]>;
}

const SECRET = "canary-5f1d";

/** The host's frame says `init` and the like to the page that embeds it. */
const isHosts = (data: unknown): boolean =>
  typeof data === "object" &&
  data !== null &&
  "type" in data &&
  /^(machines-)?init$/.test(String(data.type)) &&
  !("canary" in data);

export function canaries(): Canaries {
  const heard: string[] = [];
  const channel = new BroadcastChannel("app");
  channel.onmessage = ({ data }) => heard.push(`BroadcastChannel ${JSON.stringify(data)}`);
  addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    if (!isHosts(data)) heard.push(`message ${JSON.stringify(data)}`);
  });
  addEventListener("storage", ({ key }) => heard.push(`storage ${key}`));
  for (const type of ["error", "unhandledrejection", "hashchange", "popstate", "beforeunload"])
    addEventListener(type, (event) =>
      heard.push(`${type} ${event instanceof ErrorEvent ? event.message : ""}`),
    );
  return {
    async plant() {
      document.cookie = `canary=${SECRET}; path=/; SameSite=Lax`;
      localStorage.setItem("canary", SECRET);
      sessionStorage.setItem("canary", SECRET);
      Object.assign(globalThis, { modelKey: SECRET, name: SECRET });
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open("canary", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("keys").put(SECRET, "key");
        request.onsuccess = () => resolve(request.result.close());
        request.onerror = () => reject(new Error("no IndexedDB"));
      });
      void navigator.locks.request("canary", () => new Promise(() => undefined));
      const cache = await caches.open("canary");
      await cache.put("/canary", new Response(SECRET));
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle("canary", { create: true })).createWritable();
      await file.write(SECRET);
      await file.close();
    },
    async arrived() {
      const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
      const stores = (await caches.keys()).map((name) => `cache ${name}`);
      const files: string[] = [];
      const root = await navigator.storage.getDirectory();
      for await (const name of (root as unknown as { keys(): AsyncIterable<string> }).keys())
        files.push(`file ${name}`);
      const kept = [...Object.keys(localStorage), ...Object.keys(sessionStorage)].map(
        (name) => `storage ${name}`,
      );
      const workers = (await navigator.serviceWorker.getRegistrations()).map(
        ({ scope }) => `service worker ${scope}`,
      );
      const planted = /^(database|cache|file|storage) canary$/;
      return [
        ...heard,
        ...[...databases, ...stores, ...files, ...kept, ...workers].filter((name) => !planted.test(name)),
      ];
    },
  };
}
