import { describe, expect, test } from "vitest";
import type { RunEvent, RunFact, Usage } from "../core/event.ts";
import type { CaseResult } from "../core/verdict.ts";
import { EMPTY_VIEW, foldEvent, foldEvents, type RunView } from "./fold.ts";

const NO_LIMITS = { dollars: null, tokens: null, turns: null, ms: null };
const PRICE = { input: 1, cacheRead: 0.5, cacheWrite: 2, output: 10 };
const USED: Usage = { input: 1e6, cacheRead: 0, cacheWrite: 0, output: 1e5, reasoning: 5, exact: true };

/** Events a second apart, from second 1 on, or at the given seconds. */
function run(...facts: (RunFact & { at?: number })[]): RunEvent[] {
  return facts.map((fact, seq) => ({ ...fact, runId: "r", seq, at: (fact.at ?? seq + 1) * 1_000 }));
}

const started = (price: typeof PRICE | null = PRICE): RunFact => ({
  type: "agent-started",
  player: { kind: "model", model: "m", baseUrl: "https://x.example", price },
  limits: NO_LIMITS,
  prompt: "Rebuild it.",
});
const replied = (
  turn: number,
  change: Partial<Extract<RunFact, { type: "model-replied" }>> = {},
): RunFact => ({
  type: "model-replied",
  turn,
  text: `reply ${turn}`,
  reasoning: "",
  toolCalls: [],
  usage: USED,
  cost: null,
  ms: 5,
  ...change,
});
const result = (name: string, status: CaseResult["status"]): CaseResult => ({ name, hidden: false, status });
const cases = (...results: CaseResult[]): RunFact => ({
  type: "cases-run",
  by: "person",
  tally: { passed: 0, failed: 0, errors: 0, total: 0 },
  results,
});

describe("files", () => {
  test("are the last text of each path, under its last name", () => {
    const view = foldEvents(
      run(
        { type: "file-changed", path: "a.js", content: "1", by: "person" },
        { type: "file-changed", path: "b.js", content: "2", by: "agent" },
        { type: "file-renamed", from: "a.js", to: "c.js", by: "person" },
        { type: "file-changed", path: "b.js", content: null, by: "program" },
        { type: "file-renamed", from: "gone.js", to: "x.js", by: "person" },
      ),
    );
    expect(view.files).toEqual({ "c.js": "1" });
  });

  test("make results stale when they change after them", () => {
    const change: RunFact = { type: "file-changed", path: "a.js", content: "1", by: "person" };
    expect(foldEvents(run(change)).stale).toBe(false);
    expect(foldEvents(run(cases(result("a", "pass")), change)).stale).toBe(true);
    expect(foldEvents(run(cases(result("a", "pass")), change, cases(result("a", "fail")))).stale).toBe(false);
  });
});

describe("cases", () => {
  test("a run of some cases replaces their results only", () => {
    const view = foldEvents(run(cases(result("a", "pass"), result("b", "fail")), cases(result("b", "pass"))));
    expect(view.tally).toEqual({ passed: 2, failed: 0, errors: 0, total: 2 });
  });
});

describe("an agent", () => {
  test("spends what replies cost: as reported, else by its price; unknown stays unknown", () => {
    expect(foldEvents(run(started(), replied(1), replied(2, { cost: 0.25 }))).agent.cost).toBe(2.25);
    expect(foldEvents(run(started(null), replied(1))).agent.cost).toBe(null);
    expect(foldEvents(run(started(null), replied(1), started(), replied(2))).agent.cost).toBe(4);
    const cut = { ...USED, exact: false };
    expect(foldEvents(run(started(), replied(1, { usage: cut }))).agent.costExact).toBe(false);
  });

  test("works between start and rest; pauses, waits and closed pages do not count", () => {
    const failed: RunFact = {
      type: "model-failed",
      turn: 1,
      message: "busy",
      remedy: "wait",
      retryInMs: 10_000,
      usage: null,
      cost: null,
    };
    const view = foldEvents(
      run(
        { ...started(), at: 0 },
        { type: "agent-paused", at: 5 },
        { type: "agent-resumed", at: 100 },
        { ...failed, at: 102 },
        { ...replied(1), at: 113 },
        // The page closes here and is opened an hour later.
        { ...started(), at: 4_000 },
        { type: "agent-stopped", reason: "told", message: "", at: 4_010 },
      ),
    );
    expect(view.agent).toMatchObject({
      status: "stopped",
      workedMs: (5 + 2 + 1 + 10) * 1_000,
      workingSince: null,
    });
  });

  test("may use the same id for calls of different turns", () => {
    const call = { id: "call_0", name: "bash", arguments: "{}" };
    const ended = (turn: number, output: string): RunFact => ({
      type: "tool-finished",
      turn,
      callId: "call_0",
      name: "bash",
      output,
      failed: false,
      ms: 1,
    });
    const view = foldEvents(
      run(
        started(),
        { type: "tool-started", turn: 1, call },
        ended(1, "one"),
        { type: "tool-started", turn: 2, call },
        ended(2, "two"),
      ),
    );
    const tools = [...view.agent.transcript].filter((item) => item.kind === "tool");
    expect(tools.map(({ output }) => output)).toEqual(["one", "two"]);
    expect(new Set([...view.agent.transcript].map(({ key }) => key)).size).toBe(view.agent.transcript.length);
  });
});

describe("the fold", () => {
  test("is the same an event at a time, and leaves earlier views as they were", () => {
    const events = run(
      started(),
      { type: "turn-started", turn: 1 },
      replied(1),
      { type: "file-changed", path: "a.js", content: "1", by: "agent" },
      cases(result("a", "pass")),
      { type: "person-said", text: "hello" },
      { type: "grading-failed", message: "broken" },
      { type: "limits-changed", limits: { ...NO_LIMITS, turns: 3 } },
    );
    const views: RunView[] = [EMPTY_VIEW];
    for (const event of events) views.push(foldEvent(views.at(-1)!, event));
    const plain = (view: RunView): unknown => ({
      ...view,
      agent: { ...view.agent, transcript: [...view.agent.transcript] },
    });
    const copies = views.map((view) => structuredClone(plain(view)));
    expect(views.at(-1)).toEqual(foldEvents(events));
    expect(views.map(plain)).toEqual(copies);
    for (let cut = 0; cut <= events.length; cut++)
      expect(views[cut]).toEqual(foldEvents(events.slice(0, cut)));
  });

  test("takes a run of 20,000 events in a second", () => {
    const facts = Array.from({ length: 10_000 }, (_, turn) => [
      replied(turn),
      { type: "file-changed", path: `f${turn % 50}.js`, content: "x", by: "agent" } as const,
    ]).flat();
    const events = run(started(), ...facts);
    const before = performance.now();
    expect(foldEvents(events).agent.transcript.length).toBe(10_001);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
