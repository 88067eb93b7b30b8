import "fake-indexeddb/auto";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { forceCloseDatabase, IDBTransaction as Transaction, IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, expect, test, vi } from "vitest";
import type { RunFact } from "../core/event.ts";
import { type EventRange, type OpenRunStore, openRunStore, type RunHeader, StoreError } from "./index.ts";

const NO_LIMITS = { dollars: null, tokens: null, turns: null, ms: null };
const HEADER = {
  id: "run-1",
  taskId: "lines",
  taskVersion: "1",
  player: { kind: "person" },
  createdAt: 1000,
  title: "lines by hand",
} as const;
const STARTED: RunFact = {
  type: "run-started",
  taskId: "lines",
  taskVersion: "1",
  player: { kind: "person" },
  limits: NO_LIMITS,
};
const said = (text: string): RunFact => ({ type: "person-said", text });

const opened: OpenRunStore[] = [];
async function open(factory = new IDBFactory(), now?: () => number): Promise<OpenRunStore> {
  const store = await openRunStore({ factory, ...(now && { now }) });
  opened.push(store);
  return store;
}

afterEach(() => {
  vi.restoreAllMocks();
  for (const store of opened.splice(0)) store.close();
});

async function fault(promise: Promise<unknown>): Promise<StoreError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`not a StoreError: ${String(error)}`);
  expect(error.remedy).not.toBe("");
  return error;
}

/** A run with a few events and files. */
async function sample(store: OpenRunStore): Promise<void> {
  await store.create(HEADER);
  await store.append("run-1", STARTED);
  await store.append("run-1", said("häagen 🍦"));
  await store.saveFile("run-1", "main.js", "console.log(1)\r\n");
  await store.saveFile("run-1", "lib/__proto__", "odd name");
}

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

/** A browser's storage, and the connections that were opened to it. */
function watchedFactory(): { factory: IDBFactory; connections: IDBDatabase[] } {
  const factory = new IDBFactory();
  const connections: IDBDatabase[] = [];
  const original = factory.open.bind(factory);
  vi.spyOn(factory, "open").mockImplementation((...asked) => {
    const request = original(...asked);
    request.addEventListener("success", () => connections.push(request.result));
    return request;
  });
  return { factory, connections };
}

test("a connection that the browser drops is opened again", async () => {
  const { factory, connections } = watchedFactory();
  const store = await open(factory);
  await store.create(HEADER);
  await store.append("run-1", STARTED);
  forceCloseDatabase(connections[0] as never);
  expect((await store.append("run-1", said("after"))).seq).toBe(1);
  expect(connections.length).toBe(2);

  forceCloseDatabase(connections[1] as never);
  vi.mocked(factory.open).mockImplementationOnce(() => {
    throw new DOMException("Internal error opening backing store", "UnknownError");
  });
  const error = await fault(store.saveFile("run-1", "main.js", "x"));
  expect([error.fault, error.remedy]).toEqual(["full", expect.stringContaining("stays in this tab")]);
  await store.saveFile("run-1", "main.js", "x");
  expect(await store.files("run-1")).toEqual({ "main.js": "x" });
});

test("a run that the browser threw away with its storage is told as such, and can be stored again", async () => {
  const { factory, connections } = watchedFactory();
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

test("export and import bring a run into another browser unchanged", async () => {
  const store = await open();
  await sample(store);
  const blob = await store.export("run-1");
  const other = await open();
  const header = await other.import(blob);
  expect(header).toEqual((await store.list())[0]);
  expect(await other.events("run-1")).toEqual(await store.events("run-1"));
  expect(Object.entries(await other.files("run-1"))).toEqual(Object.entries(await store.files("run-1")));
  const again = await store.export("run-1");
  expect(new Uint8Array(await again.arrayBuffer())).toEqual(new Uint8Array(await blob.arrayBuffer()));
});

test("a run that is here already comes in under a new id", async () => {
  const store = await open();
  await sample(store);
  const header = await store.import(await store.export("run-1"));
  expect(header.id).not.toBe("run-1");
  expect(await store.list()).toHaveLength(2);
  expect((await store.events(header.id)).map((event) => event.runId)).toEqual([header.id, header.id]);
  expect(Object.keys(await store.files(header.id))).toHaveLength(2);
});

test("a long log is exported page by page and comes back whole", async () => {
  const store = await open();
  await store.create(HEADER);
  for (let i = 0; i < 1100; i += 1) await store.append("run-1", said(`${i}`));
  const other = await open();
  expect((await other.import(await store.export("run-1"))).events).toBe(1100);
  expect(await other.events("run-1")).toHaveLength(1100);
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

test("artifacts and checkpoints are kept beside the log; artifacts are exported, checkpoints are not", async () => {
  const factory = new IDBFactory();
  const store = await open(factory);
  await sample(store);
  await store.saveArtifact("run-1", "call-7.txt", "the whole of it\n");
  await store.saveCheckpoint("run-1", "view", { seq: 2, state: { at: 1, map: new Map([["a", 1]]) } });
  store.close();
  const again = await open(factory);
  expect(await again.artifact("run-1", "call-7.txt")).toBe("the whole of it\n");
  expect(await again.artifact("run-1", "call-8.txt")).toBe(null);
  expect(await again.checkpoint("run-1", "view")).toEqual({
    seq: 2,
    state: { at: 1, map: new Map([["a", 1]]) },
  });
  expect(await again.checkpoint("run-1", "loop")).toBe(null);
  expect((await fault(again.saveArtifact("run-2", "a", "b"))).fault).toBe("missing");
  const other = await open();
  await other.import(await again.export("run-1"));
  expect(await other.artifact("run-1", "call-7.txt")).toBe("the whole of it\n");
  expect(await other.checkpoint("run-1", "view")).toBe(null);
  await again.remove("run-1");
  expect(await again.artifact("run-1", "call-7.txt")).toBe(null);
  expect(await again.checkpoint("run-1", "view")).toBe(null);
});

test("runs that the first version stored and exported are still read", async () => {
  const factory = new IDBFactory();
  const old = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = factory.open("mirrorbox", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("runs", { keyPath: "id" });
      request.result.createObjectStore("events", { keyPath: ["runId", "seq"] });
      request.result.createObjectStore("files", { keyPath: ["runId", "path"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("not opened"));
  });
  const tx = old.transaction(["runs", "events", "files"], "readwrite");
  tx.objectStore("runs").add({ ...HEADER, events: 1, updatedAt: 1, verdict: null });
  tx.objectStore("events").add({ ...STARTED, runId: "run-1", seq: 0, at: 1 });
  tx.objectStore("files").add({ runId: "run-1", path: "main.js", text: "1" });
  await new Promise((resolve) => (tx.oncomplete = resolve));
  old.close();
  const store = await open(factory);
  expect(await store.events("run-1")).toHaveLength(1);
  await store.saveArtifact("run-1", "a", "b");
  expect((await store.append("run-1", said("on"))).seq).toBe(1);

  const archive = await forge(store, (e) => {
    delete e["artifacts/a"];
    edit(e, "run.json", '"version": 2,', '"version": 1,');
    edit(e, "run.json", /,?\s*"artifacts\/a": "\w+"/, "");
  });
  expect((await (await open()).import(archive)).events).toBe(2);
});

type Entries = Record<string, Uint8Array>;
/** Changes the entries of an archive; digests follow, so that the check behind them is reached. */
async function forge(store: OpenRunStore, change: (entries: Entries) => void): Promise<Blob> {
  const entries: Entries = unzipSync(new Uint8Array(await (await store.export("run-1")).arrayBuffer()));
  change(entries);
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const { bytesToHex } = await import("@noble/hashes/utils.js");
  const run = entries["run.json"];
  if (run) {
    const value = JSON.parse(strFromU8(run)) as { sha256: Record<string, string> };
    for (const [name, bytes] of Object.entries(entries)) {
      if (name !== "run.json") value.sha256[name] = bytesToHex(sha256(bytes));
    }
    entries["run.json"] = strToU8(JSON.stringify(value));
  }
  return new Blob([zipSync(entries)]);
}
const edit = (entries: Entries, name: string, from: string | RegExp, to: string): void => {
  entries[name] = strToU8(strFromU8(entries[name] ?? new Uint8Array()).replace(from, to));
};

const WRONG: ReadonlyArray<readonly [string, (entries: Entries) => void, string]> = [
  ["no run.json", (e) => delete e["run.json"], "not a run exported by Mirrorbox"],
  ["no events", (e) => delete e["events.jsonl"], "lacks events.jsonl"],
  ["another format", (e) => edit(e, "run.json", "mirrorbox-run", "zip"), "run.json: format"],
  ["a newer format", (e) => edit(e, "run.json", '"version": 2,', '"version": 3,'), "newer Mirrorbox"],
  ["a header without title", (e) => edit(e, "run.json", '"title"', '"name"'), "run.json: header"],
  [
    "a line that is no JSON",
    (e) => edit(e, "events.jsonl", /\n\{/, "\n"),
    "Line 2 of events.jsonl is not JSON",
  ],
  [
    "a wrong field",
    (e) => edit(e, "events.jsonl", '"text":"', '"text":1,"x":"'),
    "Line 2 of events.jsonl: text",
  ],
  ["an unknown event", (e) => edit(e, "events.jsonl", "person-said", "x"), "Line 2 of events.jsonl: type"],
  ["a gap", (e) => edit(e, "events.jsonl", '"seq":1', '"seq":2'), "seq is 2, expected 1"],
  ["a foreign event", (e) => edit(e, "events.jsonl", '"runId":"run-1"', '"runId":"r"'), "runId is r"],
  ["an event too many", (e) => edit(e, "events.jsonl", /$/, "{}\n"), "more events than the 2"],
  ["a missing event", (e) => edit(e, "events.jsonl", /\n[^]*/, "\n"), "has 1 events"],
  ["a path outside", (e) => (e["files/../x"] = strToU8("x")), "impossible path ../x"],
  ["a stranger", (e) => (e["evil.js"] = strToU8("x")), "holds evil.js"],
  ["a file that is no text", (e) => (e["files/b"] = new Uint8Array([255, 254])), "not UTF-8"],
];

test.each(WRONG)("import refuses %s and keeps nothing", async (_, change, message) => {
  const store = await open();
  await sample(store);
  const blob = await forge(store, change);
  const other = await open();
  const error = await fault(other.import(blob));
  expect(error.fault).toBe("malformed");
  expect(error.message).toContain(message);
  expect(await other.list()).toEqual([]);
});

test("import refuses what is no zip, what was cut short and what was changed", async () => {
  const store = await open();
  await sample(store);
  const bytes = new Uint8Array(await (await store.export("run-1")).arrayBuffer());
  const other = await open();
  const cut = "not a run file, or it was cut short";
  for (const size of [0, 10, bytes.length >> 1, bytes.length - 1]) {
    expect((await fault(other.import(new Blob([bytes.slice(0, size)])))).message).toContain(cut);
  }
  expect((await fault(other.import(new Blob(["hello"])))).message).toContain(cut);
  const entries = unzipSync(bytes);
  entries["files/main.js"] = strToU8("changed");
  const error = await fault(other.import(new Blob([zipSync(entries)])));
  expect(error.message).toContain("files/main.js was damaged or changed");
  expect(await other.list()).toEqual([]);
});

test("what a tab left that died while it imported is removed, and never seen", async () => {
  const store = await open();
  await sample(store);
  const blob = await store.export("run-1");
  const factory = new IDBFactory();
  let now = 1_000;
  const here = async (): Promise<OpenRunStore> => openRunStore({ factory, now: () => now });
  const dying = await here();
  const add = IDBObjectStore.prototype.add;
  // The last step of an import, which this tab does not live to take.
  const dead = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    if (this.name === "runs") dying.close();
    return add.apply(this, this.name === "runs" ? [{}] : args);
  });
  const remove = vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
    throw new DOMException("gone", "InvalidStateError");
  });
  await fault(dying.import(blob));
  dead.mockRestore();
  remove.mockRestore();
  const soon = await here();
  expect(await soon.list()).toEqual([]);
  // Another import may be under way in another tab: its id is not taken.
  expect((await soon.import(blob)).id).not.toBe("run-1");
  now += 24 * 60 * 60 * 1_000;
  const late = await here();
  await vi.waitFor(async () => expect((await late.import(blob)).id).toBe("run-1"));
});

test("an import that does not fit keeps nothing of it", async () => {
  const store = await open();
  await sample(store);
  const blob = await store.export("run-1");
  const other = await open();
  const transaction = Transaction.prototype as unknown as { _abort(name: string): void };
  const add = IDBObjectStore.prototype.add;
  const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(function (
    this: IDBObjectStore,
    ...args
  ) {
    const request = add.apply(this, args);
    if (this.name === "files") {
      request.addEventListener("success", () =>
        transaction._abort.call(this.transaction, "QuotaExceededError"),
      );
    }
    return request;
  });
  expect((await fault(other.import(blob))).fault).toBe("full");
  full.mockRestore();
  expect(await other.list()).toEqual([]);
  const header: RunHeader = await other.import(blob);
  expect(header.id).toBe("run-1");
});
