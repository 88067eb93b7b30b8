import { expect, test } from "vitest";
import { connectModel, type ModelAnswer } from "./index.ts";
import {
  DONE,
  KEY,
  ask,
  delta,
  events,
  faultOf,
  good,
  refuse,
  replyOf,
  request,
  serve,
  usage,
} from "./testing-endpoint.ts";

test("a streamed reply with text, usage and parts", async () => {
  const { baseUrl, seen } = await serve(
    events(
      delta({ role: "assistant", content: "" }),
      delta({ content: "Hel" }),
      delta({ content: "lo" }, "stop"),
      usage,
      DONE,
    ),
  );
  const { answer, parts } = await ask(`${baseUrl}/`);
  expect(replyOf(answer)).toEqual({
    text: "Hello",
    reasoning: "",
    toolCalls: [],
    usage: { input: 100, cacheRead: 0, cacheWrite: 0, output: 7, reasoning: 0, exact: true },
    cost: null,
    finish: "stop",
  });
  expect(parts).toEqual([
    { type: "text", delta: "Hel" },
    { type: "text", delta: "lo" },
  ]);
  expect(seen[0]?.url).toBe("/v1/chat/completions");
  expect(seen[0]?.body).toMatchObject({
    model: "m-1",
    stream: true,
    stream_options: { include_usage: true },
    max_tokens: 1000,
  });
});

test("a reply of 1 MB in small events is whole", async () => {
  const piece = "0123456789abcdef".repeat(8);
  const { baseUrl } = await serve(
    events(...Array.from({ length: 8_192 }, () => delta({ content: piece })), delta({}, "stop"), usage, DONE),
  );
  expect(replyOf((await ask(baseUrl)).answer).text.length).toBe(1_048_576);
});

test("only the allowed headers are sent", async () => {
  const { baseUrl, seen } = await serve(good);
  await ask(baseUrl);
  const transport = ["host", "connection", "content-length", "accept-encoding", "accept-language"];
  // What the runtime itself adds to every fetch.
  const runtime = ["user-agent", "sec-fetch-mode", "cache-control", "pragma"];
  const own = Object.keys(seen[0]?.headers ?? {}).filter(
    (name) => ![...transport, ...runtime].includes(name),
  );
  expect(own.sort()).toEqual(["accept", "authorization", "content-type"]);
  expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});

test("without a key no authorization is sent", async () => {
  const { baseUrl, seen } = await serve(good);
  await connectModel({ baseUrl, model: "m", key: "" }).ask(request(), () => undefined);
  expect(seen[0]?.headers.authorization).toBeUndefined();
});

test("a key that was pasted with blanks is sent without them, an impossible one not at all", async () => {
  const { baseUrl, seen } = await serve(good);
  const keyed = (key: string): Promise<ModelAnswer> =>
    connectModel({ baseUrl, model: "m", key }).ask(request(), () => undefined);
  await keyed(` ${KEY}\n`);
  expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(faultOf(await keyed("sk-…"))).toMatchObject({ kind: "unauthorized", retryable: false });
  expect(seen).toHaveLength(1);
});

test("a redirect is not followed, so the key stays at its address", async () => {
  const target = await serve(good);
  const { baseUrl } = await serve((response) => {
    response.writeHead(307, { location: `${target.baseUrl}/chat/completions` });
    response.end();
  });
  const { answer } = await ask(baseUrl);
  expect(faultOf(answer).kind).toBe("unreachable");
  expect(target.seen).toEqual([]);
});

test("the whole conversation is sent, malformed arguments as an object", async () => {
  const { baseUrl, seen } = await serve(good);
  await ask(baseUrl, {
    messages: [
      { role: "system", text: "s" },
      { role: "user", text: "u" },
      {
        role: "assistant",
        text: "",
        reasoning: "r",
        toolCalls: [{ id: "a", name: "bash", arguments: "{oops" }],
      },
      { role: "tool", callId: "a", text: "not JSON" },
      { role: "assistant", text: "", reasoning: "", toolCalls: [] },
    ],
  });
  expect(seen[0]?.body["messages"]).toEqual([
    { role: "system", content: "s" },
    { role: "user", content: "u" },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "a", type: "function", function: { name: "bash", arguments: '{"malformed":"{oops"}' } },
      ],
    },
    { role: "tool", tool_call_id: "a", content: "not JSON" },
    { role: "assistant", content: "(empty reply)" },
  ]);
});

const call = (
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  args: unknown,
): unknown => delta({ tool_calls: [{ index, id, type: "function", function: { name, arguments: args } }] });
const calls = (answer: ModelAnswer): unknown =>
  replyOf(answer).toolCalls.map((one) => [
    one.id.replace(/^call_[0-9a-f]{32}$/, "new"),
    one.name,
    one.arguments,
  ]);

const QUIRKS: ReadonlyArray<readonly [string, readonly unknown[], unknown]> = [
  [
    "two in parallel, interleaved",
    [
      call(0, "a", "bash", ""),
      call(1, "b", "view", '{"p"'),
      call(0, undefined, undefined, '{"c":1}'),
      call(1, undefined, undefined, ":2}"),
    ],
    [
      ["a", "bash", '{"c":1}'],
      ["b", "view", '{"p":2}'],
    ],
  ],
  [
    "no id on the first piece",
    [call(0, undefined, "bash", "{"), call(0, "late", undefined, "}")],
    [["late", "bash", "{}"]],
  ],
  ["no id at all", [call(0, "", "bash", "{}")], [["new", "bash", "{}"]]],
  [
    "the last brace under the next number",
    [call(0, "a", "bash", '{"c":1'), call(1, undefined, undefined, "}")],
    [["a", "bash", '{"c":1}']],
  ],
  ["quotes behind the object", [call(0, "a", "bash", '{}""')], [["a", "bash", "{}"]]],
  [
    "all numbered 0, as Gemini does",
    [call(0, "a", "bash", "{}"), call(0, "b", "bash", "{}")],
    [
      ["a", "bash", "{}"],
      ["b", "bash", "{}"],
    ],
  ],
  [
    "no number",
    [call(undefined, "a", "x", "{}"), call(undefined, "b", "y", "{}")],
    [
      ["a", "x", "{}"],
      ["b", "y", "{}"],
    ],
  ],
  [
    "the name repeated with each piece",
    [call(0, "a", "bash", "{"), call(0, "a", "bash", "}")],
    [["a", "bash", "{}"]],
  ],
  ["arguments as an object", [call(0, "a", "bash", { c: 1 })], [["a", "bash", '{"c":1}']]],
  ["no arguments", [call(0, "a", "submit", "")], [["a", "submit", "{}"]]],
  [
    "the same id twice",
    [call(0, "a", "x", "{}"), call(1, "a", "y", "{}")],
    [
      ["a", "x", "{}"],
      ["new", "y", "{}"],
    ],
  ],
  ["an id of an earlier turn", [call(0, "used", "x", "{}")], [["new", "x", "{}"]]],
];

test.each(QUIRKS)("tool calls: %s", async (_, chunks, expected) => {
  const { baseUrl } = await serve(events(...chunks, delta({}, "tool_calls"), usage, DONE));
  const { answer, parts } = await ask(baseUrl, {
    messages: [
      { role: "user", text: "u" },
      { role: "assistant", text: "", reasoning: "", toolCalls: [{ id: "used", name: "x", arguments: "{}" }] },
      { role: "tool", callId: "used", text: "r" },
    ],
  });
  expect(calls(answer)).toEqual(expected);
  expect(replyOf(answer).finish).toBe("tool-calls");
  expect(parts.filter((part) => part.type === "tool-call" && part.name !== undefined)).toHaveLength(
    (expected as unknown[]).length,
  );
});

test.each([
  ["reasoning_content", { reasoning_content: "hm" }],
  ["reasoning", { reasoning: "hm" }],
  ["reasoning_text", { reasoning_text: "hm" }],
  ["parts of the content", { content: [{ type: "thinking", thinking: [{ type: "text", text: "hm" }] }] }],
])("reasoning in %s", async (_, field) => {
  const { baseUrl } = await serve(events(delta(field), delta({ content: "so" }, "stop"), usage, DONE));
  const { answer, parts } = await ask(baseUrl);
  expect(replyOf(answer)).toMatchObject({ reasoning: "hm", text: "so" });
  expect(parts[0]).toEqual({ type: "reasoning", delta: "hm" });
});

const tiers = (over: object): object => ({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  exact: true,
  ...over,
});
test.each([
  [
    "OpenAI: cached tokens are inside",
    {
      prompt_tokens: 100,
      completion_tokens: 9,
      total_tokens: 109,
      prompt_tokens_details: { cached_tokens: 80 },
      completion_tokens_details: { reasoning_tokens: 4 },
    },
    tiers({ input: 20, cacheRead: 80, output: 9, reasoning: 4 }),
    null,
  ],
  [
    "OpenRouter: cache writes and cost",
    {
      prompt_tokens: 100,
      completion_tokens: 9,
      prompt_tokens_details: { cached_tokens: 50, cache_write_tokens: 30 },
      cost: 0.5,
    },
    tiers({ input: 20, cacheRead: 50, cacheWrite: 30, output: 9 }),
    0.5,
  ],
  [
    "OpenRouter with an own provider key",
    {
      prompt_tokens: 1,
      completion_tokens: 1,
      cost: 0.1,
      is_byok: true,
      cost_details: { upstream_inference_cost: 2 },
    },
    tiers({ input: 1, output: 1 }),
    2.1,
  ],
  [
    "DeepSeek",
    { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 7 },
    tiers({ input: 3, cacheRead: 7, output: 1 }),
    null,
  ],
  [
    "cached tokens outside",
    { prompt_tokens: 10, completion_tokens: 1, cache_read_input_tokens: 90, cache_creation_input_tokens: 5 },
    tiers({ input: 10, cacheRead: 90, cacheWrite: 5, output: 1 }),
    null,
  ],
  [
    "xAI: reasoning outside the completion",
    {
      prompt_tokens: 10,
      completion_tokens: 1,
      total_tokens: 31,
      completion_tokens_details: { reasoning_tokens: 20 },
    },
    tiers({ input: 10, output: 21, reasoning: 20 }),
    null,
  ],
])("usage: %s", async (_, wire, expected, cost) => {
  const { baseUrl } = await serve(
    events(delta({ content: "x" }, "stop"), { choices: [], usage: wire }, DONE),
  );
  const reply = replyOf((await ask(baseUrl)).answer);
  expect([reply.usage, reply.cost]).toEqual([expected, cost]);
});

test.each([
  [
    "in the choice",
    { choices: [{ delta: {}, finish_reason: "stop", usage: { prompt_tokens: 5, completion_tokens: 1 } }] },
  ],
  [
    "in x_groq",
    {
      choices: [{ delta: {}, finish_reason: "stop" }],
      x_groq: { usage: { prompt_tokens: 5, completion_tokens: 1 } },
    },
  ],
])("usage comes %s", async (_, last) => {
  const { baseUrl } = await serve(events(delta({ content: "x" }), last, DONE));
  expect(replyOf((await ask(baseUrl)).answer).usage).toMatchObject({ input: 5, output: 1, exact: true });
});

test("usage that never comes is a lower bound", async () => {
  const { baseUrl } = await serve(events(delta({ content: "x".repeat(400) }, "stop"), DONE));
  const { usage: used } = replyOf((await ask(baseUrl)).answer);
  expect(used).toMatchObject({ output: 100, exact: false });
  expect(used.input).toBeGreaterThan(20);
});

test("length, refusal, and an answer without a stream", async () => {
  const { baseUrl } = await serve(
    events(delta({ content: "x" }, "length"), DONE),
    events(delta({ refusal: "I cannot" }, "stop"), DONE),
    refuse(200, { choices: [{ message: { content: "whole" }, finish_reason: "stop" }], usage: usage.usage }),
  );
  expect(replyOf((await ask(baseUrl)).answer).finish).toBe("length");
  expect(replyOf((await ask(baseUrl)).answer)).toMatchObject({ finish: "refusal", text: "I cannot" });
  expect(replyOf((await ask(baseUrl)).answer)).toMatchObject({ text: "whole", usage: { input: 100 } });
});
