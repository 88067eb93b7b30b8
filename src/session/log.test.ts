import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { expect, test } from "vitest";
import type { RunFact } from "../core/event.ts";
import { USAGE } from "../model/testing.ts";
import { openRunStore, type RunHeader, type RunStore } from "../runs/index.ts";
import { foldEvents } from "./fold.ts";
import { RunLog } from "./log.ts";

const PLAYER = { kind: "model", model: "m", baseUrl: "http://m.invalid", price: null } as const;
const DEAF = { changed: () => undefined, emptied: () => undefined };
const LIMITS = { dollars: null, tokens: null, turns: null, ms: null };

async function newRun(): Promise<RunStore> {
  const store = await openRunStore({ factory: new IDBFactory() });
  await store.create({ id: "r", taskId: "t", taskVersion: "1", player: PLAYER, createdAt: 1, title: "t" });
  await store.append("r", { type: "agent-started", player: PLAYER, limits: LIMITS, prompt: "P" });
  return store;
}

/** A turn of four events. */
function turn(n: number): readonly RunFact[] {
  const call = { id: `c${n}`, name: "bash", arguments: "{}" };
  return [
    { type: "turn-started", turn: n },
    {
      type: "model-replied",
      turn: n,
      text: `${n}`,
      reasoning: "",
      toolCalls: [call],
      usage: USAGE,
      cost: 1,
      ms: 1,
    },
    { type: "tool-started", turn: n, call },
    { type: "tool-finished", turn: n, callId: call.id, name: "bash", output: `${n}`, failed: false, ms: 1 },
  ];
}

/** Counts how many events are read. */
function counting(store: RunStore): { readonly store: RunStore; read: number } {
  const counter = {
    read: 0,
    store: new Proxy(store, {
      get(target, name: keyof RunStore) {
        const value = target[name];
        if (name !== "events") return value.bind(target);
        return async (...args: Parameters<RunStore["events"]>) => {
          const events = await target.events(...args);
          counter.read += events.length;
          return events;
        };
      },
    }),
  };
  return counter;
}

test("a long run opens from its checkpoint to the same view, without reading all of it", async () => {
  const store = await newRun();
  const log = await RunLog.open({ store, runId: "r", ...DEAF });
  for (let n = 1; n <= 1_900; n += 1) for (const fact of turn(n)) await log.append(fact);
  await log.append({ type: "file-changed", path: "main.js", content: "1", by: "agent" });

  const { agent, ...rest } = log.view;
  const whole = foldEvents(await store.events("r"));
  const { agent: wholeAgent, ...wholeRest } = whole;
  expect(rest).toEqual(wholeRest);
  // The newest entries stay, as they are in the whole.
  expect(agent.transcript.length).toBeLessThan(3_000);
  expect(agent.earlier + agent.transcript.length).toBe(wholeAgent.transcript.length);
  const newest = [...wholeAgent.transcript].slice(agent.earlier);
  expect([...agent.transcript]).toEqual(newest);
  expect({ ...agent, transcript: 0, earlier: 0 }).toEqual({ ...wholeAgent, transcript: 0, earlier: 0 });

  const counter = counting(store);
  const again = await RunLog.open({ store: counter.store, runId: "r", ...DEAF });
  expect(counter.read).toBeLessThan(1_600);
  const { agent: agentAgain, ...restAgain } = again.view;
  expect(restAgain).toEqual(rest);
  const shared = Math.min(agentAgain.transcript.length, agent.transcript.length);
  expect(shared).toBeGreaterThan(450);
  expect([...agentAgain.transcript].slice(-shared)).toEqual([...agent.transcript].slice(-shared));
  expect(agentAgain.earlier + agentAgain.transcript.length).toBe(wholeAgent.transcript.length);
}, 60_000);

test("a run that the browser lost is stored again: whole while it is short, else as what it amounts to", async () => {
  for (const [turns, isWhole] of [
    [3, true],
    [600, false],
  ] as const) {
    const store = await newRun();
    const log = await RunLog.open({ store, runId: "r", ...DEAF });
    for (let n = 1; n <= turns; n += 1) for (const fact of turn(n)) await log.append(fact);
    await log.append({ type: "file-changed", path: "main.js", content: "1", by: "agent" });
    const [header] = await store.list();
    const before = await store.events("r");
    const { files, agent } = log.view;
    await store.remove("r");
    expect(await log.restore(header as RunHeader)).toBe(isWhole);
    expect(await store.events("r")).toEqual(isWhole ? before : []);
    await log.append({ type: "file-changed", path: "main.js", content: "2", by: "person" });
    const again = await RunLog.open({ store, runId: "r", ...DEAF });
    expect(again.view.files).toEqual({ ...files, "main.js": "2" });
    expect(again.view.agent.usage).toEqual(agent.usage);
    expect(again.view).toEqual(log.view);
  }
}, 60_000);

test("a checkpoint of another version is left aside", async () => {
  const store = await newRun();
  await store.saveCheckpoint("r", "view", { seq: 1, state: { version: 0, view: "of long ago" } });
  const log = await RunLog.open({ store, runId: "r", ...DEAF });
  expect(log.view).toEqual(foldEvents(await store.events("r")));
});

test("a tab that follows folds what another has appended, once each and in order", async () => {
  const store = await newRun();
  const seen: number[] = [];
  const follower = await RunLog.open({
    store,
    runId: "r",
    changed: ({ seq }) => seen.push(seq),
    emptied: () => undefined,
  });
  const owner = await RunLog.open({ store, runId: "r", ...DEAF });
  const facts = [1, 2, 3].flatMap((n) => [...turn(n)]);
  await Promise.all([...facts.map((fact) => owner.append(fact)), follower.catchUp(), follower.catchUp()]);
  await Promise.all([follower.catchUp(), follower.catchUp()]);
  expect(seen).toEqual(facts.map((_, index) => index + 1));
  expect(follower.view).toEqual(owner.view);
});
