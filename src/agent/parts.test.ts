import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunEvent, RunFact } from "../core/event.ts";
import { parseTaskSource } from "../core/parse-task.ts";
import type { ModelFault } from "../model/index.ts";
import { USAGE } from "../model/testing.ts";
import { retryDelay } from "./backoff.ts";
import { clip } from "./clip.ts";
import { conversationOf, INTERRUPTED, NEVER_RUN } from "./conversation.ts";
import { agentPrompt } from "./index.ts";
import { Ledger } from "./ledger.ts";
import { NO_LIMITS } from "./testing.ts";

const PLAYER = { kind: "model", model: "m", baseUrl: "http://x", price: null } as const;
const started = (over: Partial<Extract<RunFact, { type: "agent-started" }>> = {}): RunFact => ({
  type: "agent-started",
  player: PLAYER,
  limits: NO_LIMITS,
  prompt: "P",
  ...over,
});
const replied = (turn: number, ...ids: string[]): RunFact => ({
  type: "model-replied",
  turn,
  text: `t${turn}`,
  reasoning: "",
  toolCalls: ids.map((id) => ({ id, name: "bash", arguments: "{}" })),
  usage: USAGE,
  cost: null,
  ms: 1,
});
const begun = (turn: number, id: string): RunFact => ({
  type: "tool-started",
  turn,
  call: { id, name: "bash", arguments: "{}" },
});
const finished = (turn: number, id: string, output = `o-${id}`): RunFact => ({
  type: "tool-finished",
  turn,
  callId: id,
  name: "bash",
  output,
  failed: false,
  ms: 1,
});
const events = (...facts: readonly (RunFact & { readonly at?: number })[]): RunEvent[] =>
  facts.map((fact, seq) => ({ at: 0, ...fact, runId: "r", seq }));
const sent = (...facts: readonly RunFact[]): unknown =>
  conversationOf(events(...facts))
    .messages()
    .map((message) => (message.role === "tool" ? [message.callId, message.text] : message.text));

test("a conversation is rebuilt from its events", () => {
  const facts = [
    started(),
    { type: "notice-sent", text: "Begin." } as const,
    { type: "turn-started", turn: 1 } as const,
    replied(1, "a", "b"),
    begun(1, "a"),
    { type: "person-said", text: "hurry" } as const,
    finished(1, "a"),
    begun(1, "b"),
    finished(1, "b"),
    {
      type: "cases-run",
      by: "agent",
      tally: { passed: 0, failed: 0, errors: 0, total: 0 },
      results: [],
    } as const,
    replied(2),
  ];
  expect(sent(...facts)).toEqual(["P", "[notice] Begin.", "t1", ["a", "o-a"], ["b", "o-b"], "hurry", "t2"]);
});

test("calls that nobody saw end are answered honestly, in order, before anything else is said", () => {
  expect(sent(started(), replied(1, "a", "b", "c"), begun(1, "a"), finished(1, "a"), begun(1, "b"))).toEqual([
    "P",
    "t1",
    ["a", "o-a"],
    ["b", INTERRUPTED],
    ["c", NEVER_RUN],
  ]);
  const goesOn = [started(), replied(1, "a"), begun(1, "a"), started(), replied(2)];
  expect(sent(...goesOn)).toEqual(["P", "t1", ["a", INTERRUPTED], "t2"]);
});

test("the same call id in a later turn is another call", () => {
  expect(
    sent(started(), replied(1, "a"), finished(1, "a", "1"), replied(2, "a"), finished(2, "a", "2")),
  ).toEqual(["P", "t1", ["a", "1"], "t2", ["a", "2"]]);
});

test("what a model encrypted goes back to it as it came, also after a pause, and to no other model", () => {
  const native = { format: "openai-responses", items: [{ type: "reasoning", encrypted: "x" }] } as const;
  const nativeOf = (...facts: readonly RunFact[]): unknown[] =>
    conversationOf(events(...facts))
      .messages()
      .flatMap((message) => (message.role === "assistant" ? [message.native] : []));
  const reply: RunFact = { ...(replied(1) as Extract<RunFact, { type: "model-replied" }>), native };
  expect(nativeOf(started(), reply)).toEqual([native]);
  expect(nativeOf(started(), reply, started())).toEqual([native]);
  expect(nativeOf(started(), reply, started({ player: { ...PLAYER, model: "other" } }))).toEqual([undefined]);
});

test("a run that goes on keeps the prompt it began with", () => {
  expect(sent(started(), replied(1), started({ prompt: "Q" }))).toEqual(["P", "t1"]);
});

test("clip keeps head and tail and cuts no character in half", () => {
  expect(clip("short", 10)).toBe("short");
  const clipped = clip("🍦".repeat(100), 51);
  expect(clipped.isWellFormed()).toBe(true);
  expect(clipped).toMatch(/^🍦+\n\[… \d+ characters cut here …\]\n🍦+$/u);
});

const FAULT: ModelFault = {
  kind: "server",
  status: 500,
  message: "",
  remedy: "",
  retryable: true,
  retryAfterMs: null,
  usage: null,
};
const RULE = { attempts: 5, patience: 7, firstMs: 1_000, longestMs: 6_000 };

test("waits double up to a limit, with half of them left to chance; the provider's wish goes first", () => {
  const waits = (chance: number): unknown =>
    [1, 2, 3, 4, 5].map((n) => retryDelay(FAULT, n, RULE, false, () => chance));
  expect(waits(1)).toEqual([1_000, 2_000, 4_000, 6_000, null]);
  expect(waits(0)).toEqual([500, 1_000, 2_000, 3_000, null]);
  expect(retryDelay({ ...FAULT, retryAfterMs: 90_000 }, 1, RULE, false)).toBe(90_000);
  expect(retryDelay({ ...FAULT, retryable: false }, 1, RULE, true)).toBeNull();
  // An endpoint that has answered is waited for longer, as long as that costs nothing.
  const usage = { input: 1, cacheRead: 0, cacheWrite: 0, output: 1, reasoning: 0, exact: false };
  expect(retryDelay(FAULT, 6, RULE, true)).not.toBeNull();
  expect(retryDelay(FAULT, 7, RULE, true)).toBeNull();
  expect(retryDelay({ ...FAULT, kind: "cut", usage }, 5, RULE, true)).toBeNull();
});

test("working time leaves out pauses, waits and the time when the page was closed", () => {
  const ledger = new Ledger(null, 16_384, 0);
  const facts: (RunFact & { at: number })[] = [
    { ...started(), at: 0 },
    { type: "agent-paused", at: 1_000 },
    { type: "agent-resumed", at: 50_000 },
    {
      type: "model-failed",
      turn: 1,
      message: "",
      remedy: "",
      retryInMs: 10_000,
      usage: null,
      cost: null,
      at: 51_000,
    },
    { type: "turn-started", turn: 1, at: 61_000 },
    { ...replied(1), at: 62_000 },
    // Here the page was closed for an hour.
    { ...started(), at: 3_662_000 },
  ];
  for (const event of events(...facts)) ledger.add(event);
  expect(ledger.workedMs(3_663_000)).toBe(1_000 + 1_000 + 1_000 + 1_000);
});

test("a clock that jumps back takes no time away", () => {
  const ledger = new Ledger(null, 16_384, 0);
  for (const event of events({ ...started(), at: 5_000 }, { type: "agent-paused", at: 1_000 }))
    ledger.add(event);
  expect(ledger.workedMs(9_000)).toBe(0);
});

test("a request that was under way when the page was closed counts with its worst case", () => {
  const price = { input: 1, cacheRead: 0, cacheWrite: 1, output: 100 };
  const ledger = new Ledger(null, 10_000, 0);
  const player = { ...PLAYER, price };
  for (const event of events(started({ player }), { type: "turn-started", turn: 1 }, started({ player }))) {
    ledger.add(event);
  }
  expect(ledger.dollars.least).toBe(0);
  expect(ledger.dollars.most).toBeGreaterThanOrEqual(1);
  expect(ledger.tokens.most).toBeGreaterThan(10_000);
});

test("a price that is entered later is taken for what came before, too", () => {
  const ledger = new Ledger(null, 16_384, 0);
  const limits = { ...NO_LIMITS, dollars: 10 };
  const price = { input: 1_000, cacheRead: 0, cacheWrite: 0, output: 0 };
  const log = events(started({ limits }), replied(1), started({ limits, player: { ...PLAYER, price } }));
  ledger.add(log[0]!);
  ledger.add(log[1]!);
  expect(ledger.allow(0)).toMatchObject({ reason: "dollars", message: expect.stringContaining("not known") });
  ledger.add(log[2]!);
  expect(ledger.dollars.least).toBeCloseTo(0.1);
  expect(ledger.allow(0)).toHaveProperty("maxOutputTokens");
});

test("a reply is asked for no longer than the limits leave room for", () => {
  const price = { input: 1, cacheRead: 1, cacheWrite: 1, output: 100 };
  const ledger = new Ledger(null, 16_384, 0);
  const limits = { ...NO_LIMITS, dollars: 1 };
  for (const event of events(started({ player: { ...PLAYER, price }, limits }))) ledger.add(event);
  const allowed = ledger.allow(0);
  expect(allowed).toEqual({ maxOutputTokens: expect.any(Number) });
  if ("maxOutputTokens" in allowed) expect(allowed.maxOutputTokens).toBeLessThan(10_000);
  expect(ledger.line(0)).toBe("Budget used: $0.00 of $1.00.");
});

const TASKS = join(import.meta.dirname, "../../tasks");
const sources = readdirSync(TASKS, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && readdirSync(join(TASKS, entry.name)).includes("task.json"),
);
test.each(sources.map((entry) => entry.name))("the prompt for %s is short and says what matters", (id) => {
  const task = parseTaskSource(readFileSync(join(TASKS, id, "task.json"), "utf8"), "task.json");
  const prompt = agentPrompt({ task: { ...task, hasReference: true } });
  expect(prompt.length - task.scope.join("").length).toBeLessThan(2_400);
  for (const word of [
    task.command,
    "docs/",
    "cases/",
    "main.js",
    "Hidden cases",
    "cheating",
    "submit",
    ...task.scope,
  ]) {
    expect(prompt).toContain(word);
  }
});
