/** The whole app of real parts on the Node that runs the tests: for tests of the session and of the screen. */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openCatalog } from "../catalog/index.ts";
import { examine, listModels, type ModelClient, type ModelSettings } from "../model/index.ts";
import { openRecordings } from "../recordings/index.ts";
import { openRunStore } from "../runs/index.ts";
import type { Machines, Sandbox } from "../sandbox/index.ts";
import { openNodeMachines } from "../sandbox/testing.ts";
import type { App } from "./app.ts";
import type { AppParts } from "./app-parts.ts";
import { createApp } from "./create-app.ts";
import { testTaskFiles } from "./testing-task.ts";

export { GrowingList } from "./growing-list.ts";
export { SHOUT } from "./testing-task.ts";

export interface TestApp {
  readonly app: App;
  /** Another page on the same browser's data: what a reload or a second tab sees. */
  reload(change?: Partial<AppParts>): App;
  readonly parts: AppParts;
  /** The page goes away: what a closed tab still does. */
  leave(): void;
  /** Paths that were fetched so far. */
  readonly fetched: readonly string[];
  /** Sandboxes that were booted and are not disposed of yet. */
  readonly sandboxes: ReadonlySet<Sandbox>;
}

export interface TestAppOptions {
  /** Plays the model; default: none can be reached. */
  readonly connectModel?: (settings: ModelSettings) => ModelClient;
  /** The served recordings: file name -> text. */
  readonly recordings?: Readonly<Record<string, string>>;
  readonly change?: Partial<AppParts>;
}

/** An app on an empty browser: real catalog, store and grading; machines and sandbox on Node. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const files = testTaskFiles();
  const fetched: string[] = [];
  const sandboxes = new Set<Sandbox>();
  const factory = new IDBFactory();
  const storage = memoryStorage();
  const leaving = new Set<() => void>();
  const onLeave = (listener: () => void): (() => void) => {
    leaving.add(listener);
    return () => void leaving.delete(listener);
  };
  const machines = openNodeMachines(2);
  const baseUrl = "https://example.org/app/";
  const served =
    (folder: string, texts: Readonly<Record<string, string>>): typeof fetch =>
    (input) => {
      const path = String(input instanceof Request ? input.url : input).replace(`${baseUrl}${folder}/`, "");
      fetched.push(path);
      const body = texts[path];
      return Promise.resolve(new Response(body ?? "none", { status: body === undefined ? 404 : 200 }));
    };
  const catalog = openCatalog({ baseUrl, indexedDB: factory, fetch: served("tasks", files) });
  const parts: AppParts = {
    catalog,
    recordings: openRecordings({ baseUrl, fetch: served("recordings", options.recordings ?? {}) }),
    openStore: () => openRunStore({ factory }),
    bootSandbox: () => bootOnNode(machines, sandboxes),
    machines,
    connectModel: options.connectModel ?? unreachable,
    lookUpModel: () => Promise.resolve({ price: null, contextTokens: null }),
    listModels,
    examine,
    browser: {
      page: () => new URL("http://mirrorbox.invalid/"),
      leaveFor: () => undefined,
      sessionStorage: memoryStorage(),
      locks: navigator.locks,
      localStorage: storage,
      indexedDB: factory,
      onLeave,
      openChannel: (name) => new BroadcastChannel(name),
      network: { online: () => true, onChange: () => () => undefined },
      storage: undefined,
    },
    missing: [],
    ...options.change,
  };
  return {
    app: createApp(parts),
    reload: (change = {}) => createApp({ ...parts, ...change }),
    parts,
    leave: () => {
      for (const listener of leaving) listener();
    },
    fetched,
    sandboxes,
  };
}

async function bootOnNode(machines: Machines, sandboxes: Set<Sandbox>): Promise<Sandbox> {
  const machine = await machines.create({ files: {} });
  const { files, cwd } = machine;
  const sandbox: Sandbox = {
    files,
    cwd,
    spawn: (...request) => machine.spawn(...request),
    exec: (request) => machine.exec(request),
    dispose: async () => {
      sandboxes.delete(sandbox);
      await machine.dispose();
    },
  };
  sandboxes.add(sandbox);
  return sandbox;
}

function unreachable(settings: ModelSettings): ModelClient {
  const message = `The endpoint ${settings.baseUrl} cannot be reached.`;
  const fault = {
    kind: "unreachable",
    status: null,
    message,
    remedy: "Start it.",
    retryable: false,
  } as const;
  return {
    model: settings.model,
    baseUrl: settings.baseUrl,
    format: "openai-chat",
    ask: () => Promise.resolve({ ok: false, fault: { ...fault, retryAfterMs: null, usage: null } }),
  };
}

/** The Storage of a browser, over a map. Values longer than `limit` do not fit. */
export function memoryStorage(limit = Infinity): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem(key, value) {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
  };
}
