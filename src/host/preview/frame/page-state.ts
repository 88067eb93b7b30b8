import type { Bridge } from "./bridge.ts";

/** What a document of an opaque origin lacks: cookies, storage and a history of its own, kept by the preview's page. */
export function installState(
  bridge: Bridge,
  stored: Readonly<Record<"local" | "session", Readonly<Record<string, string>>>>,
): void {
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => bridge.cookie,
    set(text: unknown) {
      const pair = String(text).split(";", 1)[0]?.trim() ?? "";
      const name = pair.split("=", 1)[0];
      const others = bridge.cookie.split("; ").filter((one) => one !== "" && one.split("=", 1)[0] !== name);
      const gone =
        /;\s*max-age\s*=\s*(0|-)/i.test(String(text)) ||
        /;\s*expires\s*=[^;]*\b(19\d\d|200\d)\b/i.test(String(text));
      bridge.cookie = (gone ? others : [...others, pair]).join("; ");
      bridge.say({ kind: "cookie", text: String(text) });
    },
  });
  for (const area of ["local", "session"] as const) {
    const storage = memoryStorage(stored[area], (entries) => bridge.say({ kind: "stored", area, entries }));
    Object.defineProperty(globalThis, `${area}Storage`, { configurable: true, get: () => storage });
  }
  for (const name of ["pushState", "replaceState"] as const) {
    const native = history[name].bind(history);
    History.prototype[name] = (state: unknown, unused: string, url?: string | URL | null) => {
      native(state, unused);
      if (url === undefined || url === null) return;
      bridge.url = new URL(url, bridge.url);
      bridge.say({ kind: "moved", url: bridge.url.href });
    };
  }
}

/** A Storage (HTML standard) in memory. */
function memoryStorage(
  before: Readonly<Record<string, string>>,
  changed: (entries: Record<string, string>) => void,
): object {
  const entries = new Map(Object.entries(before));
  const tell = (): void => changed(Object.fromEntries(entries));
  const methods = {
    getItem: (key: string): string | null => entries.get(String(key)) ?? null,
    setItem(key: string, value: string): void {
      entries.set(String(key), String(value));
      tell();
    },
    removeItem(key: string): void {
      entries.delete(String(key));
      tell();
    },
    clear(): void {
      entries.clear();
      tell();
    },
    key: (index: number): string | null => [...entries.keys()][index] ?? null,
  };
  const own = (key: string | symbol): key is string => typeof key === "string" && entries.has(key);
  return new Proxy(methods, {
    get: (target, key) =>
      key === "length"
        ? entries.size
        : ((Reflect.get(target, key) ?? (own(key) ? entries.get(key) : undefined)) as unknown),
    set(_target, key, value) {
      methods.setItem(String(key), String(value));
      return true;
    },
    deleteProperty(_target, key) {
      methods.removeItem(String(key));
      return true;
    },
    has: (target, key) => own(key) || Reflect.has(target, key),
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      own(key)
        ? { value: entries.get(key), enumerable: true, configurable: true, writable: true }
        : undefined,
  });
}
