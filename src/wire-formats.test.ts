// What every wire format owes its caller, against a real server that speaks all three.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { type ScriptedModel, startScriptedModel } from "../e2e/scripted-model/index.ts";
import type { WireFormat } from "./core/event.ts";
import {
  connectModel,
  type Message,
  type ModelAnswer,
  type ModelFault,
  type ModelReply,
  type ModelRequest,
  type ReplyPart,
} from "./model/index.ts";

const KEY = "sk-planted-0123456789";
const FORMATS: readonly WireFormat[] = ["openai-chat", "openai-responses", "anthropic-messages"];
const PATHS: Readonly<Record<WireFormat, string>> = {
  "openai-chat": "/v1/chat/completions",
  "openai-responses": "/v1/responses",
  "anthropic-messages": "/v1/messages",
};
const EVERYTHING = {
  reasoning: "First I look, then I speak, and I take my time with both.",
  text: "I look at two files.",
  toolCalls: [
    {
      id: "call_2_0",
      name: "bash",
      arguments: '{"command":"cat a.txt b.txt | sort | uniq -c | sort -rn | head -n 20"}',
    },
    { id: "call_2_1", name: "view", arguments: '{"path":"main.js","lines":[1,2]}' },
  ],
  usage: { input: 11, cacheRead: 700, cacheWrite: 23, output: 60, reasoning: 40, exact: true },
  cost: null,
  finish: "tool-calls",
};

let model: ScriptedModel;
const servers: Server[] = [];
beforeAll(async () => {
  model = await startScriptedModel({ paceMs: 0 });
});
afterAll(() => model.close());
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const OPENING: readonly Message[] = [
  { role: "system", text: "You rebuild programs." },
  { role: "user", text: "Begin." },
];
const TOOLS = [
  { name: "bash", description: "Runs a command.", parameters: { type: "object", properties: {} } },
];

interface Asked {
  readonly answer: ModelAnswer;
  readonly parts: readonly ReplyPart[];
}

async function ask(
  format: WireFormat,
  name: string,
  over: Partial<ModelRequest> & { readonly baseUrl?: string; readonly silenceMs?: number } = {},
): Promise<Asked> {
  const { baseUrl = model.url, silenceMs = 5_000, ...more } = over;
  const watch = { firstMs: 5_000, silenceMs };
  const client = connectModel({ baseUrl, model: name, format, key: KEY, watch });
  const parts: ReplyPart[] = [];
  const request: ModelRequest = {
    messages: OPENING,
    tools: TOOLS,
    maxOutputTokens: 16_384,
    signal: new AbortController().signal,
    ...more,
  };
  const answer = await client.ask(request, (part) => parts.push(part));
  expect(client.format).toBe(format);
  expect(JSON.stringify(answer)).not.toContain("planted");
  return { answer, parts };
}

function replyOf({ answer }: Asked): ModelReply {
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.reply;
}
function faultOf({ answer }: Asked): ModelFault {
  if (answer.ok) throw new Error(`a reply: ${answer.reply.text}`);
  expect(answer.fault.message).toMatch(/\.$/);
  expect(answer.fault.remedy).toMatch(/\.$/);
  return answer.fault;
}

for (const format of FORMATS) {
  const last = (): (typeof model.requests)[number] => {
    const request = model.requests.at(-1);
    if (!request) throw new Error("nothing was asked");
    return request;
  };

  test(`${format}: reasoning, text, parallel calls and every tier of usage arrive, in parts as they come`, async () => {
    const asked = await ask(format, "everything");
    const { native, ...reply } = replyOf(asked);
    expect(reply).toEqual(EVERYTHING);
    expect(native?.format).toBe(format === "openai-chat" ? undefined : format);
    expect(last().path).toBe(PATHS[format]);
    const joined = (type: "text" | "reasoning"): string =>
      asked.parts.map((part) => (part.type === type ? part.delta : "")).join("");
    expect([joined("reasoning"), joined("text")]).toEqual([reply.reasoning, reply.text]);
    for (const [index, call] of reply.toolCalls.entries()) {
      const pieces = asked.parts.filter((part) => part.type === "tool-call" && part.index === index);
      expect(pieces.map((part) => (part.type === "tool-call" ? part.name : "")).join("")).toBe(call.name);
      const text = pieces.map((part) => (part.type === "tool-call" ? part.argumentsDelta : "")).join("");
      expect(text).toBe(call.arguments);
      expect(pieces.length).toBeGreaterThan(1);
    }
  });

  test(`${format}: the next request says the same again, and gives back what only the model can read`, async () => {
    const reply = replyOf(await ask(format, "everything"));
    const first = JSON.parse(last().body) as Record<string, unknown>;
    const messages: readonly Message[] = [
      ...OPENING,
      { role: "assistant", ...reply },
      { role: "tool", callId: "call_2_0", text: "1 a" },
      { role: "tool", callId: "call_2_1", text: "" },
      { role: "user", text: "Go on." },
      { role: "assistant", text: "", reasoning: "", toolCalls: [] },
      { role: "user", text: "[notice] Use a tool." },
    ];
    expect(replyOf(await ask(format, "everything", { messages })).toolCalls).toHaveLength(2);
    const second = JSON.parse(last().body) as Record<string, unknown>;
    const sealed = format === "openai-chat" ? 0 : 1;
    expect(last().body.split(Buffer.from("what I really thought").toString("base64"))).toHaveLength(
      sealed + 1,
    );
    // The stable prefix stays as it was, but for the marks of its ends.
    const said = (body: Record<string, unknown>): unknown[] => {
      const list = (body["messages"] ?? body["input"]) as unknown[];
      return JSON.parse(JSON.stringify(list).replaceAll(',"cache_control":{"type":"ephemeral"}', ""));
    };
    expect(said(second).slice(0, said(first).length)).toEqual(said(first));
    expect([second["tools"], second["model"]]).toEqual([first["tools"], first["model"]]);
  });

  test(`${format}: what another account signed is refused once, then left out`, async () => {
    const reply = replyOf(await ask(format, "everything"));
    const native = reply.native && {
      ...reply.native,
      items: JSON.parse(JSON.stringify(reply.native.items).replaceAll(/\.[0-9a-f]{64}/g, ".forged")),
    };
    const messages: readonly Message[] = [
      ...OPENING,
      { role: "assistant", ...reply, ...(native && { native }) },
      { role: "tool", callId: "call_2_0", text: "1 a" },
      { role: "tool", callId: "call_2_1", text: "b" },
    ];
    const before = model.requests.length;
    expect(replyOf(await ask(format, "everything", { messages })).text).toBe(EVERYTHING.text);
    expect(model.requests.length - before).toBe(format === "openai-chat" ? 1 : 2);
    expect(last().body).not.toContain("forged");
  });

  test(`${format}: a history of another provider, with malformed arguments and odd ids, is taken`, async () => {
    const messages: readonly Message[] = [
      ...OPENING,
      {
        role: "assistant",
        text: " ",
        reasoning: "r",
        toolCalls: [{ id: "functions.bash:0", name: "bash", arguments: "{oops" }],
        native: { format: "openai-chat", items: [{ secret: 1 }] },
      },
      { role: "tool", callId: "functions.bash:0", text: "not JSON" },
    ];
    expect(replyOf(await ask(format, "everything", { messages })).text).toBe(EVERYTHING.text);
    expect(last().body).toContain("malformed");
    expect(last().body).not.toContain("secret");
  });

  test(`${format}: only the headers that a strict provider allows are sent, the key in one of them`, async () => {
    await ask(format, "everything");
    const { headers, body, path } = last();
    const runtime =
      /^(host|connection|content-length|accept-encoding|accept-language|user-agent|sec-fetch-mode|cache-control|pragma)$/;
    const own = Object.keys(headers).filter((name) => !runtime.test(name));
    const extra =
      format === "anthropic-messages"
        ? ["anthropic-dangerous-direct-browser-access", "anthropic-version"]
        : [];
    expect(own.sort()).toEqual(["accept", "authorization", "content-type", ...extra].sort());
    expect(headers["authorization"]).toBe(`Bearer ${KEY}`);
    expect(body + path).not.toContain("planted");
  });

  test(`${format}: a call without arguments, one with broken ones, a reply that is too long, a refusal`, async () => {
    expect(replyOf(await ask(format, "quiet")).toolCalls).toMatchObject([
      { name: "submit", arguments: "{}" },
    ]);
    expect(replyOf(await ask(format, "unreadable")).toolCalls[0]?.arguments).toBe('{"command": "ls');
    expect(replyOf(await ask(format, "long"))).toMatchObject({ finish: "length", text: "It breaks off" });
    const refused = replyOf(await ask(format, "refusing"));
    expect(refused).toMatchObject({ finish: "refusal", text: "I will not do that." });
  });

  test(`${format}: an empty reply is one, and a reply of 1 MB is whole`, async () => {
    expect(replyOf(await ask(format, "empty"))).toMatchObject({ text: "", toolCalls: [], finish: "stop" });
    const long = await ask(format, "megabyte");
    expect(replyOf(long).text.length).toBe(1_048_576);
  });

  test.each([
    ["status-400", "bad-request", false],
    ["status-401", "unauthorized", false],
    ["status-402", "no-credit", false],
    ["status-403", "forbidden", false],
    ["status-404", "not-found", false],
    ["nobody", "not-found", false],
    ["status-408", "server", true],
    ["status-413", "too-large", false],
    ["status-429", "rate-limited", true],
    ["status-500", "server", true],
    ["status-502", "server", true],
    ["status-503", "server", true],
    ["status-529", "server", true],
    ["says:This model's maximum context length is 8192 tokens", "too-large", false],
    ["says:prompt is too long: 210000 tokens > 200000 maximum", "too-large", false],
    ["says:input length and `max_tokens` exceed context limit: 190000 + 16384 > 200000", "too-large", false],
    ["says:Your input exceeds the context window of this model.", "too-large", false],
    ["says:the request exceeds the available context size, try increasing it", "too-large", false],
    ["says:The input token count (1200000) exceeds the maximum number of tokens", "too-large", false],
    ["says:Your credit balance is too low to access the API.", "no-credit", false],
    ["says:CORS requests are not allowed for this Organization.", "forbidden", false],
  ])(`${format}: %s is the fault %s`, async (name, kind, retryable) => {
    const fault = faultOf(await ask(format, name));
    const status = name === "nobody" ? 404 : Number(/\d{3}$/.exec(name)?.[0] ?? 400);
    expect(fault).toMatchObject({ kind, retryable, usage: null });
    if (name.startsWith("status")) expect(fault.status).toBe(status);
  });

  test(`${format}: the provider's own wait is kept, from the header or its words`, async () => {
    expect(faultOf(await ask(format, "limited-with-header")).retryAfterMs).toBe(7_000);
    expect(faultOf(await ask(format, "status-429")).retryAfterMs).toBeNull();
    const within = faultOf(await ask(format, "limited"));
    expect(within).toMatchObject({ kind: "rate-limited", retryable: true, retryAfterMs: 2_000 });
  });

  test.each([
    ["cut", "cut"],
    ["unended", "cut"],
    ["malformed", "malformed"],
    ["overloaded", "server"],
  ])(`${format}: a stream that is %s is the fault %s, with what was used at least`, async (name, kind) => {
    const asked = await ask(format, name);
    const fault = faultOf(asked);
    expect(fault).toMatchObject({ kind, retryable: true, usage: { exact: false } });
    expect(fault.usage?.output).toBeGreaterThan(0);
    expect(asked.parts.length).toBeGreaterThan(0);
  });

  test(`${format}: silence is given up`, async () => {
    const fault = faultOf(await ask(format, "silent", { silenceMs: 80 }));
    expect(fault).toMatchObject({ kind: "silent", retryable: true, usage: { exact: false } });
  });

  test(`${format}: a refused connection, a page, and a reset before the first byte`, async () => {
    const refused = faultOf(await ask(format, "any", { baseUrl: "http://127.0.0.1:1/v1" }));
    expect(refused).toMatchObject({ kind: "unreachable", retryable: true, usage: null });
    const page = await listen(
      "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>",
    );
    const fault = faultOf(await ask(format, "any", { baseUrl: page }));
    expect(fault).toMatchObject({ kind: "malformed", retryable: false });
    const reset = faultOf(await ask(format, "any", { baseUrl: await listen("") }));
    expect(reset).toMatchObject({ kind: "unreachable", retryable: true });
  });

  test(`${format}: a wrong key is named and never repeated`, async () => {
    const strict = await startScriptedModel({ key: "another" });
    const fault = faultOf(await ask(format, "everything", { baseUrl: strict.url }));
    expect(fault).toMatchObject({ kind: "unauthorized", status: 401 });
    await strict.close();
  });

  test(`${format}: an abort rejects with its reason`, async () => {
    const controller = new AbortController();
    const reason = new Error("told to stop");
    const asked = ask(format, "silent", { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(asked).rejects.toBe(reason);
  });
}

test("Messages caches only what is marked: the system prompt, the last message and the one before it", async () => {
  const reply = replyOf(await ask("anthropic-messages", "polite"));
  const messages: readonly Message[] = [
    ...OPENING,
    { role: "assistant", ...reply },
    ...reply.toolCalls.map((call) => ({ role: "tool" as const, callId: call.id, text: "done" })),
    { role: "user", text: "[notice] Go on." },
  ];
  const next = replyOf(await ask("anthropic-messages", "polite", { messages }));
  expect(next.usage.cacheRead).toBeGreaterThan(next.usage.input);
  const body = JSON.parse(model.requests.at(-1)?.body ?? "{}") as {
    system: object[];
    messages: { content: object[] }[];
  };
  const marks = [body.system, ...body.messages.map((turn) => turn.content)].map((blocks) =>
    blocks.map((block) => ("cache_control" in block ? "x" : "-")).join(""),
  );
  expect(marks).toEqual(["x", "x", "-", "-x"]);
});

test("Responses keeps nothing at the provider", async () => {
  await ask("openai-responses", "everything");
  const body = JSON.parse(model.requests.at(-1)?.body ?? "{}") as object;
  expect(body).toMatchObject({ store: false, include: ["reasoning.encrypted_content"] });
  expect(body).not.toHaveProperty("previous_response_id");
});

test.each<[WireFormat, string, string]>([
  [
    "openai-responses",
    "Unsupported parameter: 'reasoning.summary' is not supported with this model.",
    '"summary"',
  ],
  ["openai-responses", "Encrypted content is not supported with this model.", "include"],
  ["anthropic-messages", "adaptive thinking is not supported on this model", '"adaptive"'],
])("%s: after “%s” it is said otherwise", async (format, complaint, gone) => {
  const before = model.requests.length;
  faultOf(await ask(format, `says:${complaint}`));
  const bodies = model.requests.slice(before).map((request) => request.body);
  expect(bodies.length).toBeGreaterThan(1);
  expect(bodies.length).toBeLessThan(7);
  expect(bodies[0]).toContain(gone);
  expect(bodies.at(-1)).not.toContain(gone);
});

/** A server that answers everything with these bytes, or resets the connection. */
async function listen(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => (answer === "" ? socket.resetAndDestroy() : socket.end(answer)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
