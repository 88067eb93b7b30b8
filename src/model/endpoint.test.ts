import { expect, test } from "vitest";
import { guardedFetch, parseEndpoint } from "./endpoint.ts";

test.each([
  ["https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"],
  [" https://openrouter.ai/api/v1/ ", "https://openrouter.ai/api/v1"],
  ["http://localhost:11434/v1?x=1#y", "http://localhost:11434/v1"],
  ["https://example.org", "https://example.org"],
  ["openrouter.ai/api", undefined],
  ["javascript:alert(1)", undefined],
  ["https://user:pass@example.org", undefined],
])("the address %j is %j", (text, expected) => {
  expect(parseEndpoint(text)?.text).toBe(expected);
});

test.each([
  "https://evil.example/api/v1/chat/completions",
  "http://openrouter.ai/api/v1/chat/completions",
  "https://openrouter.ai:8443/api/v1/chat/completions",
  "https://openrouter.ai/api/v10/chat/completions",
  "https://openrouter.ai/api/v1/../../keys",
  "https://openrouter.ai.evil.example/api/v1/x",
])("the key of openrouter.ai/api/v1 is not sent to %s", async (url) => {
  const endpoint = parseEndpoint("https://openrouter.ai/api/v1");
  if (!endpoint) throw new Error("no endpoint");
  const send = guardedFetch({
    endpoint,
    key: "sk-1",
    headers: new Set(["authorization"]),
    onBytes: () => undefined,
  });
  await expect(send(url, { headers: { authorization: "Bearer sk-1" } })).rejects.toThrow(
    "bound to another address",
  );
});
