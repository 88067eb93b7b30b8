import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { connectModel } from "./index.ts";
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
} from "./testing-endpoint.ts";

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
