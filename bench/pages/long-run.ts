// A run of weeks in minutes: the real loop, log, checkpoints and storage, with a model and a tool that answer at once.
// Events reach IndexedDB a thousand at a time instead of one by one, since 300,000 strict writes take hours of disk.
import { AgentControl, runAgent, type Tool } from "../../src/agent/index.ts";
import type { RunEvent, RunFact } from "../../src/core/event.ts";
import type { ModelAnswer, ModelClient, ModelRequest } from "../../src/model/index.ts";
import { openRunStore, type RunStore } from "../../src/runs/index.ts";
import { RunLog } from "../../src/session/log.ts";
import { Review } from "../../src/session/review.ts";
import { loopKeeping } from "../../src/session/loop-keeping.ts";

const RUN = "weeks";
const BATCH = 1_000;
const WINDOW = 60_000;
const PLAYER = { kind: "model", model: "m", baseUrl: "http://m.invalid", price: null } as const;
const LIMITS = { dollars: null, tokens: null, turns: null, ms: null };
const PRICE = { input: 1, cacheRead: 0.1, cacheWrite: 1, output: 5 };

declare const gc: undefined | (() => void);

function heapMb(): number {
  gc?.();
  const { memory } = performance as unknown as { readonly memory?: { readonly usedJSHeapSize: number } };
  return Math.round((memory?.usedJSHeapSize ?? 0) / 1e5) / 10;
}

function rawDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mirrorbox");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("not opened"));
  });
}

/** The store, with appended events written in batches. */
async function batching(store: RunStore): Promise<{ store: RunStore; flush: () => Promise<void> }> {
  const db = await rawDatabase();
  let waiting: RunEvent[] = [];
  let seq = (await store.list()).find(({ id }) => id === RUN)?.events ?? 0;
  const flush = async (): Promise<void> => {
    const batch = waiting;
    if (batch.length === 0) return;
    waiting = [];
    const header = (await store.list()).find(({ id }) => id === RUN);
    await new Promise<void>((resolve, reject) => {
      const tx = db.transaction(["runs", "events"], "readwrite", { durability: "relaxed" });
      tx.oncomplete = () => resolve();
      tx.onerror = () => reject(tx.error ?? new Error("not written"));
      for (const event of batch) tx.objectStore("events").add(event);
      tx.objectStore("runs").put({ ...header, events: (batch.at(-1)?.seq ?? -1) + 1, updatedAt: Date.now() });
    });
  };
  const append = async (runId: string, fact: RunFact): Promise<RunEvent> => {
    const event = { ...fact, runId, seq, at: Date.now() } as RunEvent;
    seq += 1;
    waiting.push(event);
    if (waiting.length >= BATCH) await flush();
    return event;
  };
  const own = { append };
  const batched = new Proxy(store, {
    get: (target, name: keyof RunStore) => (name === "append" ? own.append : target[name].bind(target)),
  });
  return { store: batched, flush };
}

/** Answers at once, in the sizes of real runs, and stops after so many replies. */
class Tireless implements ModelClient {
  readonly model = "m";
  readonly baseUrl = "http://m.invalid";
  readonly format = "openai-chat";
  readonly #until: number;
  readonly #told: (turn: number) => void;
  #turn: number;

  constructor(from: number, until: number, told: (turn: number) => void) {
    this.#turn = from;
    this.#until = until;
    this.#told = told;
  }

  ask({ messages }: ModelRequest): Promise<ModelAnswer> {
    let characters = 0;
    for (const message of messages) {
      characters += message.text.length;
      if (message.role === "assistant")
        for (const call of message.toolCalls) characters += call.arguments.length;
    }
    const prompt = Math.ceil(characters / 4);
    const usage = { input: 100, cacheRead: prompt, cacheWrite: 0, output: 200, reasoning: 0, exact: true };
    const last = messages.at(-1);
    const rest = { reasoning: "", usage, cost: null };
    if (last?.role === "user" && last.text.includes("Write a summary for yourself")) {
      const reply = { ...rest, text: "What I did. ".repeat(200), toolCalls: [], finish: "stop" as const };
      return Promise.resolve({ ok: true, reply });
    }
    this.#turn += 1;
    this.#told(this.#turn);
    const name = this.#turn > this.#until ? "submit" : "work";
    const call = {
      id: `c${this.#turn}`,
      name,
      arguments: JSON.stringify({ n: this.#turn, text: "x".repeat(300) }),
    };
    const text = `Step ${this.#turn}. ${"I think. ".repeat(30)}`;
    return Promise.resolve({ ok: true, reply: { ...rest, text, toolCalls: [call], finish: "tool-calls" } });
  }
}

const tools = (log: RunLog): readonly Tool[] => [
  {
    spec: { name: "work", description: "", parameters: {} },
    async call({ n }) {
      if (Number(n) % 3 === 0) {
        const content = `// ${String(n)}\n`.repeat(400);
        await log.append({ type: "file-changed", path: `f${Number(n) % 20}.js`, content, by: "agent" });
      }
      return { output: `${String(n)} ${"output ".repeat(200)}`, failed: false };
    },
  },
  {
    spec: { name: "submit", description: "", parameters: {} },
    call: () => Promise.resolve({ output: "Submitted.", failed: false, ends: true }),
  },
];

/** Works on to so many turns; the heap after each tenth of them, in MB. */
async function work(turns: number): Promise<unknown> {
  const store = await openRunStore();
  await store.create({
    id: RUN,
    taskId: "t",
    taskVersion: "1",
    player: PLAYER,
    createdAt: 1,
    title: "weeks",
  });
  const batch = await batching(store);
  const log = await RunLog.open({
    store: batch.store,
    runId: RUN,
    changed: () => undefined,
    emptied: () => undefined,
  });
  const heap: number[] = [heapMb()];
  const started = performance.now();
  const client = new Tireless(0, turns, (turn) => {
    if (turn % Math.floor(turns / 10) === 0) heap.push(heapMb());
  });
  const reason = await runAgent({
    client,
    tools: tools(log),
    prompt: "Rebuild it.",
    limits: LIMITS,
    price: PRICE,
    contextTokens: WINDOW,
    ...loopKeeping(batch.store, RUN),
    history: [],
    record: (fact) => log.append(fact),
    control: new AgentControl(),
  });
  await batch.flush();
  const { agent, seq } = log.view;
  const header = (await store.list())[0];
  return {
    reason,
    turns: agent.turns,
    events: seq + 1,
    kept: header?.events,
    entriesHeld: agent.transcript.length,
    heapMb: heap,
    seconds: Math.round((performance.now() - started) / 1000),
  };
}

/** What a person waits for who opens the run again: the view, then the loop until its first request. */
async function resume(): Promise<unknown> {
  const t0 = performance.now();
  const store = await openRunStore();
  const t1 = performance.now();
  const log = await RunLog.open({ store, runId: RUN, changed: () => undefined, emptied: () => undefined });
  const t2 = performance.now();
  const history = await loopKeeping(store, RUN).history();
  let asked = 0;
  const facts: RunEvent[] = [];
  const abort = new AbortController();
  const client: ModelClient = {
    model: "m",
    baseUrl: "http://m.invalid",
    format: "openai-chat",
    ask: () => {
      asked = performance.now();
      abort.abort(new Error("seen"));
      return new Promise(() => undefined);
    },
  };
  const run = runAgent({
    client,
    tools: tools(log),
    prompt: "Rebuild it.",
    limits: LIMITS,
    price: PRICE,
    ...history,
    // Nothing of this trial is kept.
    record: (fact) => {
      const event = { ...fact, runId: RUN, seq: log.view.seq + 1 + facts.length, at: Date.now() } as RunEvent;
      facts.push(event);
      return Promise.resolve(event);
    },
    control: new AgentControl(),
    signal: abort.signal,
  });
  await Promise.race([
    run.catch(() => undefined),
    new Promise<void>((resolve) => abort.signal.addEventListener("abort", () => resolve())),
  ]);
  return {
    openStoreMs: Math.round(t1 - t0),
    viewMs: Math.round(t2 - t1),
    loopMs: Math.round(asked - t2),
    allMs: Math.round(asked - t0),
    eventsReadByLoop: history.history.length,
    turns: log.view.agent.turns,
    heapMb: heapMb(),
  };
}

/** The same without checkpoints: all events folded. */
async function whole(): Promise<unknown> {
  const store = await openRunStore();
  const none = new Proxy(store, {
    get: (target, name: keyof RunStore) =>
      name === "checkpoint" ? () => Promise.resolve(null) : target[name].bind(target),
  });
  const started = performance.now();
  await RunLog.open({ store: none, runId: RUN, changed: () => undefined, emptied: () => undefined });
  return { ms: Math.round(performance.now() - started), heapMb: heapMb() };
}

/** Does something, and says how long it took and what the heap was meanwhile. */
async function watched<T>(work: () => Promise<T>): Promise<readonly [T, Record<string, number>]> {
  const before = heapMb();
  const seen: number[] = [];
  // After a collection: what only waits to be collected says nothing.
  const looking = setInterval(() => seen.push(heapMb()), 1_500);
  const started = performance.now();
  const result = await work();
  clearInterval(looking);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return [result, { seconds, heapBeforeMb: before, heapMostMb: Math.max(0, ...seen), heapAfterMb: heapMb() }];
}

/** Exports the run, and takes the file in again; the heap while that goes on. */
async function exported(): Promise<unknown> {
  const store = await openRunStore();
  const [blob, exporting] = await watched(() => store.export(RUN));
  const [header, importing] = await watched(() => store.import(blob));
  const zipMb = Math.round(blob.size / 1e5) / 10;
  return { zipMb, exporting, importing, eventsImported: header.events };
}

/** What the run's own page holds: all of its events, to look at. */
async function review(): Promise<unknown> {
  const store = await openRunStore();
  const header = (await store.list()).find(({ id }) => id === RUN);
  if (header === undefined) throw new Error("The run is not here.");
  const [seen, opening] = await watched(() => Review.open(store, header, null, () => undefined));
  const { transcript } = seen.state.agent;
  const places = Array.from({ length: 200 }, (_, n) => Math.floor((n * transcript.length) / 200));
  const [, jumping] = await watched(async () => {
    for (const place of places) transcript.at(place);
    const files = [...seen.filesAt(Math.floor(header.events / 2)).values()];
    for (const place of files) await seen.text(place);
  });
  return { entries: transcript.length, opening, jumping };
}

Object.assign(globalThis, { work, resume, review, whole, exported, ready: true });
