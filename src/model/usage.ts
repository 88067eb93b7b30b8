import type { Usage } from "../core/event.ts";
import type { WireUsage } from "./chat-wire.ts";

/**
 * Splits what a provider reports into tiers that do not overlap. OpenAI counts cached tokens within prompt tokens and
 * so do most who follow it; where the parts do not fit into the whole, they were counted beside it. Where the total is
 * more than prompt and completion, the rest is reasoning that was left out of the completion (xAI, Gemini).
 */
export function usageOf(wire: WireUsage): Usage {
  const prompt = wire.prompt_tokens ?? 0;
  const completion = wire.completion_tokens ?? 0;
  const details = wire.prompt_tokens_details;
  const cacheRead =
    details?.cached_tokens ?? wire.prompt_cache_hit_tokens ?? wire.cache_read_input_tokens ?? 0;
  const cacheWrite = details?.cache_write_tokens ?? wire.cache_creation_input_tokens ?? 0;
  const inside = cacheRead + cacheWrite <= prompt;
  const whole = inside ? prompt : prompt + cacheRead + cacheWrite;
  const output = Math.max(completion, (wire.total_tokens ?? 0) - whole);
  return {
    input: whole - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output,
    reasoning: Math.min(output, wire.completion_tokens_details?.reasoning_tokens ?? 0),
    exact: true,
  };
}

/** US dollars as the provider reports them, null when it does not. */
export function costOf(wire: WireUsage): number | null {
  if (typeof wire.cost !== "number") return null;
  return wire.is_byok ? wire.cost + (wire.cost_details?.upstream_inference_cost ?? 0) : wire.cost;
}

/** Tokens of a text, as a lower bound: English and code take four characters a token or fewer. */
export function leastTokens(characters: number): number {
  return Math.floor(characters / 4);
}
