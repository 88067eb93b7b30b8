import { expect, test } from "vitest";
import { priceOf, type ModelAnswer, type ModelClient, type ModelRequest } from "../model/index.ts";
import { runAgent } from "./index.ts";
import { echoTool, job, MemoryLog, NO_LIMITS } from "./testing.ts";

/** Always the same numbers for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A provider that bills by its own tokenizer, breaks off some replies without a word of usage, and bills those too. */
class BillingModel implements ModelClient {
  readonly model = "m";
  readonly baseUrl = "http://billing.invalid";
  readonly format = "openai-chat";
  readonly price;
  readonly #next: () => number;
  readonly #tokensPerByte: number;
  billed = 0;
  tokens = 0;
  #calls = 0;

  constructor(seed: number) {
    this.#next = random(seed);
    this.#tokensPerByte = 0.15 + this.#next() * 0.6;
    const scale = 10 ** (this.#next() * 2);
    this.price = {
      input: scale,
      cacheRead: scale * 0.1,
      cacheWrite: scale * (1 + this.#next()),
      output: scale * (1 + this.#next() * 8),
    };
  }

  ask({ messages, tools, maxOutputTokens }: ModelRequest): Promise<ModelAnswer> {
    const bytes = new TextEncoder().encode(JSON.stringify([messages, tools])).length;
    const prompt = Math.floor(bytes * this.#tokensPerByte);
    const cacheRead = Math.floor(prompt * this.#next());
    const cacheWrite = Math.floor((prompt - cacheRead) * this.#next());
    const output = Math.max(1, Math.floor(maxOutputTokens * this.#next() ** 3));
    const usage = {
      input: prompt - cacheRead - cacheWrite,
      cacheRead,
      cacheWrite,
      output,
      reasoning: 0,
      exact: true,
    };
    this.billed += priceOf(usage, this.price);
    this.tokens += prompt + output;
    if (this.#next() < 0.15) {
      const seen = {
        ...usage,
        input: Math.floor(prompt / 8),
        cacheRead: 0,
        cacheWrite: 0,
        output: 1,
        exact: false,
      };
      const fault = {
        kind: "cut",
        status: null,
        message: "cut",
        remedy: "again",
        retryable: true,
        retryAfterMs: 0,
        usage: seen,
      } as const;
      return Promise.resolve({ ok: false, fault });
    }
    this.#calls += 1;
    // Read back, a reply takes no more tokens than it took to write.
    const text = "word ".repeat(Math.floor((output / this.#tokensPerByte / 5) * this.#next()));
    const call = { id: `c${this.#calls}`, name: "look", arguments: JSON.stringify({ n: this.#calls }) };
    const reply = {
      text,
      reasoning: "",
      toolCalls: [call],
      usage,
      cost: null,
      finish: "tool-calls",
    } as const;
    return Promise.resolve({ ok: true, reply });
  }
}

test("in 1,000 runs with random prices, usage and cuts, neither cap is ever passed", async () => {
  let used = 0;
  for (let seed = 1; seed <= 1_000; seed += 1) {
    const client = new BillingModel(seed);
    const cap =
      seed % 2 === 0
        ? { dollars: client.price.output * (0.05 + (seed % 7) / 10) }
        : { tokens: 40_000 + seed * 300 };
    const limits = { ...NO_LIMITS, ...cap };
    const log = new MemoryLog();
    const next = random(-seed);
    const look = echoTool("look", () => "ä".repeat(Math.floor(next() * 6_000)));
    const reason = await runAgent(
      job(client, log, { tools: [look], limits, price: client.price, retry: { attempts: 99 } }),
    );
    expect(["dollars", "tokens"]).toContain(reason);
    expect(client.billed, `seed ${seed}`).toBeLessThanOrEqual(limits.dollars ?? Infinity);
    expect(client.tokens, `seed ${seed}`).toBeLessThanOrEqual(limits.tokens ?? Infinity);
    used += client.billed / (limits.dollars ?? Infinity) + client.tokens / (limits.tokens ?? Infinity);
  }
  // A cap that stops runs far too early would keep to the letter only.
  expect(used / 1_000).toBeGreaterThan(0.4);
}, 120_000);
