import "fake-indexeddb/auto";
import { forceCloseDatabase, IDBTransaction as Transaction, IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, expect, test, vi } from "vitest";
import { type EventRange, openRunStore, type RunHeader } from "./index.ts";
import {
  closeStores,
  fault,
  HEADER,
  NO_LIMITS,
  openStore as open,
  said,
  sample,
  STARTED,
  watchConnections,
} from "./testing.ts";

afterEach(() => {
  vi.restoreAllMocks();
  closeStores();
});

test("events get their place and are there after a reload", async () => {
  const factory = new IDBFactory();
  const store = await open(factory, () => 5000);
  await sample(store);
  store.close();
  const again = await open(factory);
  expect(await again.events("run-1")).toEqual([
    { ...STARTED, runId: "run-1", seq: 0, at: 5000 },
    { ...said("häagen 🍦"), runId: "run-1", seq: 1, at: 5000 },
  ]);
  expect(await again.list()).toEqual([{ ...HEADER, events: 2, updatedAt: 5000, verdict: null }]);
  expect(Object.entries(await again.files("run-1"))).toEqual([
    ["lib/__proto__", "odd name"],
    ["main.js", "console.log(1)\r\n"],
  ]);
});

test("two tabs that write at once leave no gap and no double", async () => {
  const factory = new IDBFactory();
  const [a, b] = [await open(factory), await open(factory)];
  await a.create(HEADER);
  await Promise.all(
    Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? a : b).append("run-1", said(`${i}`))),
  );
  const events = await a.events("run-1");
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(new Set(events.map((event) => (event.type === "person-said" ? event.text : ""))).size).toBe(100);
});

test("writes ask for strict durability", async () => {
  const asked: unknown[] = [];
  const original = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
    if (args[1] === "readwrite") asked.push(args[2]?.durability);
    return original.apply(this, args);
  });
  await sample(await open());
  expect(asked).toEqual(Array.from({ length: 5 }, () => "strict"));
});

test("the header follows the player and the verdict", async () => {
  const store = await open();
  await store.create(HEADER);
  const player = { kind: "model", model: "m", baseUrl: "http://localhost", price: null } as const;
  await store.append("run-1", { type: "agent-started", player, limits: NO_LIMITS, prompt: "p" });
  const none = { passed: 0, failed: 1, errors: 0, total: 1 };
  const groups = { all: none, visible: none, hidden: none, exit_zero: none, exit_nonzero: none };
  await store.append("run-1", {
    type: "verdict-reached",
    verdict: { state: "not-solved", groups, results: [], at: 1, filesDigest: "", taskVersion: "1" },
  });
  expect((await store.list("lines"))[0]).toMatchObject({ player, verdict: "not-solved", events: 2 });
  expect(await store.list("jq")).toEqual([]);
});

test("a removed run is gone with its events and files, others stay", async () => {
  const store = await open();
  await sample(store);
  await store.create({ ...HEADER, id: "run-10" });
  await store.append("run-10", said("stays"));
  await store.saveFile("run-10", "a", "b");
  await store.remove("run-1");
  expect((await store.list()).map((header) => header.id)).toEqual(["run-10"]);
  expect((await fault(store.events("run-1"))).fault).toBe("missing");
  expect(await store.files("run-1")).toEqual({});
  expect(await store.events("run-10")).toHaveLength(1);
  expect(await store.files("run-10")).toEqual({ a: "b" });
});

test("a deleted file is gone; a file of an unknown run is refused", async () => {
  const store = await open();
  await sample(store);
  await store.saveFile("run-1", "main.js", null);
  expect(Object.keys(await store.files("run-1"))).toEqual(["lib/__proto__"]);
  expect((await fault(store.saveFile("nope", "a", "b"))).fault).toBe("missing");
  expect((await fault(store.append("nope", said("x")))).fault).toBe("missing");
});

test("a full disk refuses the write with a remedy and keeps what was there", async () => {
  const store = await open();
  await sample(store);
  // The engine refuses the commit, as browsers do: the transaction aborts with QuotaExceededError and is rolled back.
  const transaction = Transaction.prototype as unknown as { _abort(name: string): void };
  const put = IDBObjectStore.prototype.put;
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const request = put.apply(this, args);
    request.addEventListener("success", () =>
      transaction._abort.call(this.transaction, "QuotaExceededError"),
    );
    return request;
  });
  const error = await fault(store.append("run-1", said("lost")));
  expect(error.fault).toBe("full");
  expect(error.remedy).toContain("Export and remove old runs");
  expect((await fault(store.saveFile("run-1", "main.js", "lost"))).fault).toBe("full");
  full.mockRestore();
  expect(await store.events("run-1")).toHaveLength(2);
  expect((await store.files("run-1"))["main.js"]).toBe("console.log(1)\r\n");
  expect((await store.append("run-1", said("kept"))).seq).toBe(2);
});

test("without storage, when it is refused and after closing, each says so", async () => {
  expect((await fault(openRunStore({ factory: undefined }))).fault).toBe("unavailable");
  const factory = new IDBFactory();
  vi.spyOn(factory, "open").mockImplementation(() => {
    throw new DOMException("private", "SecurityError");
  });
  const refused = await fault(openRunStore({ factory }));
  expect([refused.fault, refused.remedy]).toEqual([
    "unavailable",
    expect.stringContaining("private browsing"),
  ]);
  const store = await open();
  store.close();
  expect((await fault(store.list())).fault).toBe("closed");
});

test("a newer version's database is not touched", async () => {
  const newer = await openDB("mirrorbox", 99);
  newer.close();
  const error = await fault(openRunStore());
  expect(error.message).toContain("newer version");
});

test("when another tab updates the database this one says so", async () => {
  const store = await openRunStore({ name: "shared" });
  const newer = await openDB("shared", 3);
  const error = await fault(store.list());
  expect(error.fault).toBe("closed");
  expect(error.remedy).toContain("Reload");
  newer.close();
});

test("a connection that the browser drops is opened again", async () => {
  const factory = new IDBFactory();
  const connections = watchConnections(factory);
  const store = await open(factory);
  await store.create(HEADER);
  await store.append("run-1", STARTED);
  forceCloseDatabase(connections[0] as never);
  expect((await store.append("run-1", said("after"))).seq).toBe(1);
  expect(connections.length).toBe(2);

  forceCloseDatabase(connections[1] as never);
  vi.spyOn(factory, "open").mockImplementationOnce(() => {
    throw new DOMException("Internal error opening backing store", "UnknownError");
  });
  const error = await fault(store.saveFile("run-1", "main.js", "x"));
  expect([error.fault, error.remedy]).toEqual(["full", expect.stringContaining("stays in this tab")]);
  await store.saveFile("run-1", "main.js", "x");
  expect(await store.files("run-1")).toEqual({ "main.js": "x" });
});

test("a run that the browser threw away with its storage is told as such, and can be stored again", async () => {
  const factory = new IDBFactory();
  const connections = watchConnections(factory);
  const store = await open(factory);
  await store.create(HEADER);
  const first = await store.append("run-1", STARTED);
  expect((await fault(store.append("run-2", STARTED))).fault).toBe("missing");
  const [header] = await store.list();
  const { name } = connections[0] as IDBDatabase;
  forceCloseDatabase(connections[0] as never);
  factory.deleteDatabase(name);
  await new Promise((told) => setTimeout(told, 10));
  expect((await fault(store.append("run-1", said("x")))).fault).toBe("emptied");
  expect((await fault(store.saveFile("run-1", "main.js", "x"))).fault).toBe("emptied");
  await store.restore(header as RunHeader, [first]);
  expect(await store.list()).toEqual([header]);
  const second = await store.append("run-1", said("x"));
  expect(await store.events("run-1")).toEqual([first, second]);
  await store.restore(header as RunHeader, []);
  expect(await store.events("run-1")).toEqual([first, second]);
});

test("a storage that does not open is given up with a remedy", async () => {
  const held = await openDB("held", 1);
  // An update that waits for `held` to close, as a stuck tab makes it, keeps all others waiting.
  const waiting = openDB("held", 2);
  const error = await fault(openRunStore({ name: "held", openLimitMs: 50 }));
  expect(error.fault).toBe("unavailable");
  expect(error.remedy).toContain("Close other tabs");
  held.close();
  (await waiting).close();
});

test("events are read in ranges", async () => {
  const store = await open();
  await store.create(HEADER);
  for (let i = 0; i < 10; i += 1) await store.append("run-1", said(`${i}`));
  const seqs = async (range: EventRange): Promise<number[]> =>
    (await store.events("run-1", range)).map((event) => event.seq);
  expect(await seqs({ from: 7 })).toEqual([7, 8, 9]);
  expect(await seqs({ from: 2, limit: 3 })).toEqual([2, 3, 4]);
  expect(await seqs({ limit: 0 })).toEqual([]);
  expect(await seqs({ from: 10, limit: 5 })).toEqual([]);
  expect((await fault(store.events("run-2", { limit: 1 }))).fault).toBe("missing");
});
