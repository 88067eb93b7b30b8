import { expect, test } from "vitest";
import { lookUpModel, priceOf } from "./index.ts";

test("each tier has its own price, and reasoning is part of the output", () => {
  const usage = {
    input: 1_000_000,
    cacheRead: 1_000_000,
    cacheWrite: 1_000_000,
    output: 1_000_000,
    reasoning: 900_000,
    exact: true,
  };
  expect(priceOf(usage, { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 })).toBeCloseTo(36.75);
});

test("known models have their price at their own endpoint", async () => {
  const claude = await lookUpModel("anthropic/claude-opus-4.7", "https://openrouter.ai/api/v1");
  expect(claude.price).toEqual({ input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 });
  expect(claude.contextTokens).toBeGreaterThan(100_000);
});

test("a window ends where longer prompts cost more", async () => {
  const { price, contextTokens } = await lookUpModel("gpt-5.5", "https://api.openai.com/v1");
  expect(price).toEqual({ input: 5, cacheRead: 0.5, cacheWrite: 5, output: 30 });
  expect(contextTokens).toBeLessThan(1_000_000);
});

test("what the table does not know has no price, a server on this computer bills nothing", async () => {
  expect((await lookUpModel("nope-1", "https://api.example.org/v1")).price).toBeNull();
  expect((await lookUpModel("gpt-5.5", "not a url")).price).toBeNull();
  expect((await lookUpModel("llama", "http://localhost:11434/v1")).price).toEqual({
    input: 0,
    cacheRead: 0,
    cacheWrite: 0,
    output: 0,
  });
});
