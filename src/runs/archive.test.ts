import "fake-indexeddb/auto";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { IDBTransaction as Transaction, IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { type OpenRunStore, openRunStore, type RunHeader } from "./index.ts";
import { closeStores, fault, HEADER, openStore as open, said, sample, STARTED } from "./testing.ts";

// One run as a file, and what is kept beside its log.

afterEach(() => {
  vi.restoreAllMocks();
  closeStores();
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
