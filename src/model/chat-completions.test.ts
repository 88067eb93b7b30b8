import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectModel, type ModelAnswer, type ModelRequest, type ReplyPart } from "./index.ts";

const KEY = "sk-planted-0123456789";

interface Seen {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server that answers each request with the next of these. */
async function serve(
  ...answers: ReadonlyArray<(response: ServerResponse) => void>
): Promise<{ baseUrl: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body = JSON.parse(text || "{}") as Record<string, unknown>;
      seen.push({ url: request.url ?? "", headers: request.headers, body });
      (answers[seen.length - 1] ?? answers.at(-1))?.(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

const events =
  (...chunks: readonly unknown[]) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const chunk of chunks) {
      response.write(`data: ${typeof chunk === "string" ? chunk : JSON.stringify(chunk)}\n\n`);
    }
    response.end();
  };
const DONE = "[DONE]";
const delta = (content: unknown, finish: string | null = null): unknown => ({
  choices: [{ index: 0, delta: content, finish_reason: finish }],
});
const usage = { choices: [], usage: { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 } };
const refuse =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
const good = events(delta({ content: "ok" }, "stop"), usage, DONE);

const request = (over: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [
    { role: "system", text: "You rebuild programs." },
    { role: "user", text: "Begin." },
  ],
  tools: [{ name: "bash", description: "Runs a command.", parameters: { type: "object" } }],
  maxOutputTokens: 1000,
  signal: new AbortController().signal,
  ...over,
});

async function ask(
  baseUrl: string,
  over: Partial<ModelRequest> = {},
  watch = { firstMs: 2_000, silenceMs: 2_000 },
): Promise<{ answer: ModelAnswer; parts: ReplyPart[] }> {
  const parts: ReplyPart[] = [];
  const client = connectModel({ baseUrl, model: "m-1", key: KEY, watch });
  const answer = await client.ask(request(over), (part) => parts.push(part));
  expect(JSON.stringify(answer)).not.toContain("planted");
  return { answer, parts };
}

function replyOf(answer: ModelAnswer): Extract<ModelAnswer, { ok: true }>["reply"] {
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.reply;
}
function faultOf(answer: ModelAnswer): Extract<ModelAnswer, { ok: false }>["fault"] {
  if (answer.ok) throw new Error(`a reply: ${answer.reply.text}`);
  expect(answer.fault.remedy).not.toBe("");
  return answer.fault;
}

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

const openAiError = (message: string, code: string | null = null): unknown => ({
  error: { message, type: "t", code },
});
test.each([
  [400, openAiError("Unknown parameter: 'x'."), "bad-request", false],
  [400, openAiError("This model's maximum context length is 8192 tokens"), "too-large", false],
  [400, openAiError("API key not valid. Please pass a valid API key."), "unauthorized", false],
  [401, openAiError(`Incorrect API key provided: ${KEY}. sk-plan*********6789`), "unauthorized", false],
  [402, openAiError("Insufficient credits"), "no-credit", false],
  [403, openAiError("no access"), "forbidden", false],
  [404, openAiError("The model `m-1` does not exist"), "not-found", false],
  [404, "<h1>Not found</h1>", "not-found", false],
  [408, "", "server", true],
  [413, openAiError("Request too large"), "too-large", false],
  [429, openAiError("Rate limit reached"), "rate-limited", true],
  [429, openAiError("You exceeded your current quota", "insufficient_quota"), "no-credit", false],
  [500, openAiError("oops"), "server", true],
  [502, "", "server", true],
  [503, openAiError("overloaded"), "server", true],
  [529, openAiError("overloaded"), "server", true],
])("status %i %j is the fault %s", async (status, body, kind, retryable) => {
  const { baseUrl } = await serve(refuse(status, body));
  const found = faultOf((await ask(baseUrl)).answer);
  expect(found).toMatchObject({ kind, status, retryable, usage: null });
});

test("a refused key says so and what to do", async () => {
  const { baseUrl } = await serve(refuse(401, openAiError(`Incorrect API key: ${KEY}`)));
  const found = faultOf((await ask(baseUrl)).answer);
  expect(found.message).toBe("The endpoint refused the key (401). It says: Incorrect API key: [key].");
  expect(found.remedy).toBe("Check it in Settings.");
});

test.each([
  [{ "retry-after": "7" }, "slow down", 7_000],
  [{ "retry-after": "120" }, "slow down", 120_000],
  [{ "retry-after-ms": "250" }, "slow down", 250],
  [{}, "Please try again in 12s.", 12_000],
  [{}, "Please try again in 1m2.5s.", 62_500],
  [{}, "Please try again in 340ms.", 340],
  [{}, "slow down", null],
])("429 with %j and %j waits %s ms", async (headers, message, expected) => {
  const { baseUrl } = await serve(refuse(429, openAiError(message), headers as Record<string, string>));
  expect(faultOf((await ask(baseUrl)).answer).retryAfterMs).toBe(expected);
});

test("a stream cut in half is a fault with what was used at least", async () => {
  const { baseUrl } = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify(delta({ content: "x".repeat(80) }))}\n\ndata: {"cho`, () =>
      response.destroy(),
    );
  });
  const { answer, parts } = await ask(baseUrl);
  expect(faultOf(answer)).toMatchObject({
    kind: "cut",
    retryable: true,
    usage: { output: 20, exact: false },
  });
  expect(parts).toHaveLength(1);
});

test("a stream that ends without an end mark is cut, one that said why it stopped is whole", async () => {
  const { baseUrl } = await serve(events(delta({ content: "x" })), events(delta({ content: "x" }, "stop")));
  expect(faultOf((await ask(baseUrl)).answer).kind).toBe("cut");
  expect(replyOf((await ask(baseUrl)).answer).text).toBe("x");
});

test("an event that is no JSON, a page, and nothing are malformed", async () => {
  const { baseUrl } = await serve(
    events(delta({ content: "x" }), "{nope", delta({}, "stop"), DONE),
    (response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<html>");
    },
    events(DONE),
  );
  const broken = faultOf((await ask(baseUrl)).answer);
  expect(broken).toMatchObject({ kind: "malformed", usage: { exact: false } });
  const page = faultOf((await ask(baseUrl)).answer);
  expect(page).toMatchObject({ kind: "malformed", retryable: false, usage: null });
  expect(page.remedy).toContain("/v1");
  expect(faultOf((await ask(baseUrl)).answer).kind).toBe("malformed");
});

test("an error within the stream keeps its own status", async () => {
  const inline = (code: unknown): unknown => ({ error: { code, message: "Provider returned error" } });
  const { baseUrl } = await serve(events(inline(429)), events(delta({ content: "x" }), inline("overloaded")));
  expect(faultOf((await ask(baseUrl)).answer)).toMatchObject({
    kind: "rate-limited",
    status: 429,
    usage: null,
  });
  expect(faultOf((await ask(baseUrl)).answer)).toMatchObject({ kind: "server", usage: { exact: false } });
});

test("silence is given up, before the first word and between words", async () => {
  const { baseUrl } = await serve(
    () => undefined,
    (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify(delta({ content: "x" }))}\n\n`);
    },
  );
  const first = await ask(baseUrl, {}, { firstMs: 60, silenceMs: 5_000 });
  expect(faultOf(first.answer)).toMatchObject({ kind: "silent", retryable: true, usage: { exact: false } });
  const second = await ask(baseUrl, {}, { firstMs: 5_000, silenceMs: 60 });
  expect(faultOf(second.answer).kind).toBe("silent");
});

test("an unreachable endpoint and an address that is none", async () => {
  expect(faultOf((await ask("http://127.0.0.1:1/v1")).answer)).toMatchObject({
    kind: "unreachable",
    retryable: true,
  });
  for (const baseUrl of ["", "model", "ftp://x", "https://user:secret@example.org/v1"]) {
    const { answer } = await ask(baseUrl);
    expect(faultOf(answer)).toMatchObject({ kind: "bad-request", retryable: false });
    expect(connectModel({ baseUrl, model: "m", key: "" }).baseUrl).toBe("");
  }
});

test("an abort rejects with its reason and ends the request", async () => {
  let closed = false;
  const { baseUrl } = await serve((response) => {
    response.on("close", () => (closed = true));
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify(delta({ content: "x" }))}\n\n`);
  });
  const controller = new AbortController();
  const reason = new Error("told to stop");
  const client = connectModel({ baseUrl, model: "m", key: KEY });
  const asked = client.ask(request({ signal: controller.signal }), () => controller.abort(reason));
  await expect(asked).rejects.toBe(reason);
  await expect.poll(() => closed).toBe(true);
});

test("a parameter that is not understood is said otherwise", async () => {
  const unsupported = (text: string): ((response: ServerResponse) => void) => refuse(400, openAiError(text));
  const { baseUrl, seen } = await serve(
    unsupported("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
    unsupported(
      "max_completion_tokens is too large: 1000. This model supports at most 512 completion tokens",
    ),
    unsupported("Unknown parameter: stream_options"),
    good,
  );
  expect(replyOf((await ask(baseUrl)).answer).text).toBe("ok");
  expect(seen[3]?.body).toMatchObject({ max_completion_tokens: 512 });
  expect(seen[3]?.body).not.toHaveProperty("max_tokens");
  expect(seen[3]?.body).not.toHaveProperty("stream_options");
});

test("a complaint that stays is a fault, not a loop", async () => {
  const { baseUrl, seen } = await serve(refuse(400, openAiError("max_tokens or max_completion_tokens: no")));
  expect(faultOf((await ask(baseUrl)).answer).kind).toBe("bad-request");
  expect(seen).toHaveLength(2);
});
