import { expect, test } from "vitest";
import type { ModelAnswer, ModelClient, ModelRequest } from "../model/index.ts";
import { ScriptedClient, USAGE } from "../model/testing.ts";
import { conversationOf } from "./conversation.ts";
import { runAgent } from "./index.ts";
import { SUMMARY_REQUEST } from "./summary.ts";
import { echoTool, job, MemoryLog, NO_LIMITS } from "./testing.ts";
import type { Tool } from "./tool.ts";

const submit: Tool = {
  spec: { name: "submit", description: "submit", parameters: {} },
  repeatable: true,
  call: () => Promise.resolve({ output: "Submitted.", failed: false, ends: true }),
};

const textOf = (request: ModelRequest): string => JSON.stringify(request.messages);
const isSummary = (request: ModelRequest): boolean =>
  textOf(request).includes("Write a summary for yourself");

/**
 * A model that walks `steps` steps, with the last step that it knows of only from what it is shown, and whose endpoint
 * refuses a prompt over its window, as real ones do.
 */
class Walker implements ModelClient {
  readonly model = "walker";
  readonly baseUrl = "http://walker.invalid";
  readonly format = "openai-chat";
  readonly requests: ModelRequest[] = [];
  readonly #steps: number;
  readonly #window: number;
  readonly #refusesSummaries: boolean;
  refused = 0;

  constructor(steps: number, window: number, refusesSummaries = false) {
    this.#steps = steps;
    this.#window = window;
    this.#refusesSummaries = refusesSummaries;
  }

  ask(request: ModelRequest): Promise<ModelAnswer> {
    this.requests.push(request);
    const text = textOf(request);
    const prompt = Math.ceil(text.length / 4);
    const summary = isSummary(request);
    if (prompt > this.#window || (summary && this.#refusesSummaries)) {
      this.refused += 1;
      const message = "This model's maximum context length is exceeded.";
      const more = { retryable: false, retryAfterMs: null, usage: null, status: 400 };
      return Promise.resolve({ ok: false, fault: { kind: "too-large", message, remedy: "", ...more } });
    }
    const known = [...text.matchAll(/step (\d+)\b/g)].map((match) => Number(match[1]));
    const next = Math.max(0, ...known) + 1;
    const call =
      next > this.#steps
        ? { id: `c${next}`, name: "submit", arguments: "{}" }
        : { id: `c${next}`, name: "walk", arguments: JSON.stringify({ n: next }) };
    const usage = { ...USAGE, input: prompt, output: 60 };
    const reply = summary
      ? { text: `I came to step ${next - 1}.`, toolCalls: [], finish: "stop" as const }
      : { text: "", toolCalls: [call], finish: "tool-calls" as const };
    return Promise.resolve({ ok: true, reply: { reasoning: "", cost: null, usage, ...reply } });
  }
}

const walk = () => echoTool("walk", ({ n }) => `${"grass ".repeat(400)} step ${String(n)}`);
const walked = (tool: ReturnType<typeof walk>): unknown[] => tool.calls.map(({ n }) => n);
const oneTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

test("a run of more than 20 compactions takes every step once and ends right", async () => {
  const log = new MemoryLog();
  const client = new Walker(290, 12_000);
  const tool = walk();
  const limits = { ...NO_LIMITS, dollars: 100 };
  const over = {
    tools: [tool, submit],
    limits,
    contextTokens: 12_000,
    maxOutputTokens: 1_000,
    describeWork: () => Promise.resolve("Files: main.js (12 lines)."),
  };
  expect(await runAgent(job(client, log, over))).toBe("submitted");
  expect(walked(tool)).toEqual(oneTo(290));
  expect(log.of("compacted").length).toBeGreaterThanOrEqual(20);
  expect(client.refused).toBe(0);

  // What the model sees after one: the prompt as it was, the summary with the state, the newest turns word for word.
  const after = client.requests[client.requests.findIndex(isSummary) + 1]?.messages ?? [];
  const before = client.requests.find(isSummary)?.messages ?? [];
  expect(after[0]).toEqual({ role: "system", text: "Rebuild it." });
  const told = after[1]?.role === "user" ? after[1].text : "";
  expect(told).toContain("<summary>\nI came to step");
  expect(told).toContain("<state>\nFiles: main.js (12 lines).\nBudget used: $");
  expect(after.length).toBeGreaterThan(3);
  expect(before.slice(0, -1).slice(-(after.length - 2))).toEqual(after.slice(2));
  expect(before.at(-1)).toEqual({ role: "user", text: SUMMARY_REQUEST });
  // The prefix only changes where a compaction cut it.
  for (const [index, request] of client.requests.entries()) {
    const next = client.requests[index + 1];
    if (!next || isSummary(request)) continue;
    expect(next.messages.slice(0, request.messages.length)).toEqual(request.messages);
  }
  // What the log folds to is what was sent.
  const last = log.events.findLastIndex((event) => event.type === "model-replied");
  expect(conversationOf(log.events.slice(0, last)).messages()).toEqual(client.requests.at(-1)?.messages);
});

test("cut off at any event around a compaction, the run goes on and takes no step twice", async () => {
  const whole = new MemoryLog();
  const over = { contextTokens: 12_000, maxOutputTokens: 1_000 };
  await runAgent(job(new Walker(30, 12_000), whole, { tools: [walk(), submit], ...over }));
  expect(whole.of("compacted").length).toBeGreaterThanOrEqual(2);
  for (let cut = 1; cut < whole.events.length; cut += 3) {
    const log = new MemoryLog(whole.events.slice(0, cut));
    const tool = walk();
    expect(await runAgent(job(new Walker(30, 12_000), log, { tools: [tool, submit], ...over }))).toBe(
      "submitted",
    );
    const done = log.of("tool-finished").filter((event) => event.name === "walk" && !event.failed);
    const steps = done.map((event) => Number(/step (\d+)/.exec(event.output)?.[1]));
    expect(new Set(steps).size).toBe(steps.length);
    // A call whose end nobody saw is told as interrupted; the model, which looks at nothing, goes past it.
    expect(steps.length).toBeGreaterThanOrEqual(29);
  }
}, 30_000);

test("a window that nobody knew is learned when the endpoint refuses, and not run into again", async () => {
  const log = new MemoryLog();
  const client = new Walker(150, 12_000);
  const tool = walk();
  expect(await runAgent(job(client, log, { tools: [tool, submit], maxOutputTokens: 1_000 }))).toBe(
    "submitted",
  );
  expect(walked(tool)).toEqual(oneTo(150));
  expect(log.of("compaction-started").map((event) => event.because)).toEqual([
    "refused",
    ...log
      .of("compacted")
      .slice(1)
      .map(() => "window"),
  ]);
  expect(log.of("compacted").length).toBeGreaterThan(5);
  expect(client.refused).toBe(1);
  expect(log.of("model-failed")[0]).toMatchObject({ retryInMs: 0 });
});

test("where no summary can be had either, the newest calls stand in for it", async () => {
  const log = new MemoryLog();
  const client = new Walker(30, 12_000, true);
  expect(await runAgent(job(client, log, { tools: [walk(), submit] }))).toBe("submitted");
  expect(log.of("compacted")[0]?.summary).toContain("no summary of it could be had");
  expect(log.of("compacted")[0]?.summary).toContain("- walk {");
  expect(log.of("compacted")[0]?.cost).toBe(0);
});

test("an endpoint that refuses even the prompt ends the run, with its reason", async () => {
  const full = {
    fault: { kind: "too-large", retryable: false, message: "Too long.", remedy: "Less." },
  } as const;
  const log = new MemoryLog();
  const client = new ScriptedClient(...Array.from({ length: 20 }, () => full));
  expect(await runAgent(job(client, log))).toBe("context");
  expect(log.of("agent-stopped")[0]?.message).toBe("Too long. Less.");
  expect(client.requests.length).toBeLessThan(10);
});

test("one reply that fills the window is compacted away; a window that each turn fills ends the run", async () => {
  const long = { toolCalls: [{ id: "a", name: "look", arguments: "{}" }], text: "x".repeat(200_000) };
  const usage = { ...USAGE, input: 95_000 };
  const done = { toolCalls: [{ id: "z", name: "submit", arguments: "{}" }], finish: "tool-calls" as const };
  const log = new MemoryLog();
  const client = new ScriptedClient({ ...long, usage }, { text: "All is well." }, done);
  const tools = [echoTool("look"), submit];
  expect(await runAgent(job(client, log, { tools, contextTokens: 96_000 }))).toBe("submitted");
  expect(log.of("compacted")[0]).toMatchObject({ summary: "All is well." });
  expect(JSON.stringify(client.requests[2]?.messages)).not.toContain("xxxx");

  const small = new MemoryLog();
  const each = Array.from({ length: 40 }, (_, n) => ({
    ...long,
    toolCalls: [{ id: `c${n}`, name: "look", arguments: `{"n":${n}}` }],
    usage,
  }));
  expect(await runAgent(job(new ScriptedClient(...each), small, { tools, contextTokens: 96_000 }))).toBe(
    "context",
  );
  expect(small.of("agent-stopped")[0]?.message).toContain("too small");
});

test("a summary fits into the limits like any request: its worst case is reserved, its cost counts", async () => {
  const log = new MemoryLog();
  const limits = { ...NO_LIMITS, tokens: 300_000 };
  const client = new Walker(400, 12_000);
  const over = { tools: [walk(), submit], limits, contextTokens: 12_000, maxOutputTokens: 1_000 };
  expect(await runAgent(job(client, log, over))).toBe("tokens");
  const spent = [...log.of("model-replied"), ...log.of("compacted")].map(
    ({ usage }) => usage.input + usage.output,
  );
  expect(spent.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThanOrEqual(300_000);
  expect(log.of("compacted").length).toBeGreaterThan(0);
});

test("what the person said stays word for word", async () => {
  const log = new MemoryLog();
  const first = job(new Walker(2, 12_000), log, {
    tools: [walk(), submit],
    contextTokens: 12_000,
    maxOutputTokens: 1_000,
  });
  await runAgent(first);
  await log.record({ type: "person-said", text: "Mind the tabs." });
  const client = new Walker(60, 12_000);
  await runAgent(
    job(client, log, { tools: [walk(), submit], contextTokens: 12_000, maxOutputTokens: 1_000 }),
  );
  expect(log.of("compacted").length).toBeGreaterThan(1);
  expect(textOf(client.requests.at(-1)!)).toContain("<said-by-the-person>\\n- Mind the tabs.");
});
