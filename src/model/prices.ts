import type { Price, Usage } from "../core/event.ts";
import { isLoopback, parseEndpoint } from "./endpoint.ts";
import { knownWindow } from "./windows.ts";

/** When the built-in table of prices was made: the day on which its package was published. */
export const PRICE_TABLE = { version: "0.1.8", date: "2026-09-23" } as const;

/** US dollars of a usage. The tiers do not overlap, so each token is counted once. */
export function priceOf(usage: Usage, price: Price): number {
  return (
    (usage.input * price.input +
      usage.cacheRead * price.cacheRead +
      usage.cacheWrite * price.cacheWrite +
      usage.output * price.output) /
    1_000_000
  );
}

/** What the kept table says of a model. */
export interface ModelFacts {
  readonly price: Price | null;
  /** Tokens that fit into a conversation at this price, null when unknown. */
  readonly contextTokens: number | null;
}

const UNKNOWN: ModelFacts = { price: null, contextTokens: null };

/**
 * Price and window of a model at an endpoint, from the table of `@pydantic/genai-prices` that is built in (it is loaded
 * on the first call). A model or endpoint that the table does not know has an unknown price, which is not zero. A
 * server on this computer bills nothing. Where longer prompts cost more, the window ends where the base price does.
 */
export async function lookUpModel(model: string, baseUrl: string): Promise<ModelFacts> {
  const endpoint = parseEndpoint(baseUrl);
  if (!endpoint) return UNKNOWN;
  if (isLoopback(endpoint.url)) {
    return { price: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, contextTokens: knownWindow(model) };
  }
  const { calcPrice } = await import("@pydantic/genai-prices");
  const found = calcPrice({ input_tokens: 0, output_tokens: 0 }, model, { providerApiUrl: endpoint.text });
  if (!found) return { price: null, contextTokens: knownWindow(model) };
  const rates = found.model_price;
  const input = base(rates["input_mtok"]);
  const output = base(rates["output_mtok"]);
  const tier = firstTier(rates["input_mtok"]);
  const window = found.model.context_window ?? knownWindow(model);
  return {
    price:
      input === null || output === null
        ? null
        : {
            input,
            // A tier without a price of its own is billed as fresh input.
            cacheRead: base(rates["cache_read_mtok"]) ?? input,
            cacheWrite: base(rates["cache_write_mtok"]) ?? input,
            output,
          },
    contextTokens: tier === null ? window : Math.min(tier, window ?? tier),
  };
}

type Rate = number | { readonly base: number; readonly tiers: ReadonlyArray<{ readonly start: number }> };

function base(rate: Rate | undefined): number | null {
  if (rate === undefined) return null;
  return typeof rate === "number" ? rate : rate.base;
}

function firstTier(rate: Rate | undefined): number | null {
  return typeof rate === "object" ? (rate.tiers[0]?.start ?? null) : null;
}
