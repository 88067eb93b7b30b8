import type { Price, WireFormat } from "../core/event.ts";
import { DIRECT_ACCESS, type Endpoint, guardedFetch, parseEndpoint } from "./endpoint.ts";
import { fault, refusalFault } from "./faults.ts";
import type { ModelFault } from "./model-client.ts";
import type { ModelFacts } from "./prices.ts";
import { detailOf } from "./wire-client.ts";

/** A model that an endpoint offers, with what the endpoint itself says of it. */
export interface OfferedModel {
  readonly id: string;
  /** Null where the endpoint says nothing of it. */
  readonly facts: ModelFacts | null;
}

export type ModelList =
  | { readonly ok: true; readonly models: readonly OfferedModel[] }
  | { readonly ok: false; readonly fault: ModelFault };

export interface ListRequest {
  readonly baseUrl: string;
  readonly format: WireFormat;
  readonly key: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 20_000;
const HEADERS = new Set(["authorization", "accept", "anthropic-version", DIRECT_ACCESS]);
const CHAT_HEADERS = new Set(["authorization", "accept"]);

/** The models at an endpoint, by name. An abort rejects with the signal's reason. */
export async function listModels({ baseUrl, format, key, signal }: ListRequest): Promise<ModelList> {
  const endpoint = parseEndpoint(baseUrl);
  if (!endpoint) return failed(fault({ kind: "bad-request", message: "The base URL is not an address." }));
  const anthropic = format === "anthropic-messages";
  const send = guardedFetch({
    endpoint,
    key: key.trim(),
    headers: anthropic ? HEADERS : CHAT_HEADERS,
    onBytes: () => undefined,
  });
  const headers = {
    authorization: `Bearer ${key.trim()}`,
    accept: "application/json",
    ...(anthropic && { "anthropic-version": "2026-10-21" }),
  };
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await send(`${endpoint.text}/models${anthropic ? "?limit=1000" : ""}`, {
      headers,
      signal: AbortSignal.any([signal, limit]),
    });
    const text = await response.text();
    if (!response.ok) return refused(response, text, key);
    return { ok: true, models: modelsOf(text) };
  } catch (error) {
    signal.throwIfAborted();
    return failed(unlistable(endpoint, error));
  }
}

function failed(found: ModelFault): ModelList {
  return { ok: false, fault: found };
}

function refused(response: Response, text: string, key: string): ModelList {
  let details: unknown = text.startsWith("<") ? "" : text;
  try {
    details = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { status, headers } = response;
  return failed(
    refusalFault({ status, detail: detailOf(details), code: "", headers, model: "its list of models", key }),
  );
}

function unlistable(endpoint: Endpoint, error: unknown): ModelFault {
  if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")) {
    return fault({
      kind: "unreachable",
      message: `${endpoint.url.origin} did not give a list of its models.`,
      remedy: "Type the model's name, or press Check to see what is wrong.",
    });
  }
  return fault({
    kind: "malformed",
    message: `${endpoint.url.origin} answered with something that is not a list of models.`,
    remedy: "Type the model's name as the provider writes it.",
  });
}

interface WireModel {
  readonly id?: unknown;
  readonly context_length?: unknown;
  readonly context_window?: unknown;
  readonly max_context_length?: unknown;
  readonly max_input_tokens?: unknown;
  /** OpenRouter: US dollars a token, as text. */
  readonly pricing?: Readonly<Record<string, unknown>> | null;
}

function modelsOf(text: string): readonly OfferedModel[] {
  // A JSON answer was wrapped as a stream of one event, as those of chats are.
  const body = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  const parsed: unknown = JSON.parse(body);
  const list: unknown = Array.isArray(parsed) ? parsed : (parsed as { data?: unknown } | null)?.data;
  if (!Array.isArray(list)) throw new SyntaxError("no list");
  const models = (list as readonly (WireModel | null)[]).flatMap((model): OfferedModel[] => {
    if (typeof model?.id !== "string") return [];
    // Gemini names them as files in a folder.
    return [{ id: model.id.replace(/^models\//, ""), facts: factsOf(model) }];
  });
  return models.toSorted((a, b) => a.id.localeCompare(b.id));
}

function factsOf(model: WireModel): ModelFacts | null {
  const window = [
    model.context_length,
    model.context_window,
    model.max_context_length,
    model.max_input_tokens,
  ].find((value) => typeof value === "number" && value > 0);
  const price = priceOf(model.pricing ?? null);
  if (price === null && window === undefined) return null;
  return { price, contextTokens: typeof window === "number" ? window : null };
}

function priceOf(pricing: Readonly<Record<string, unknown>> | null): Price | null {
  const rate = (name: string): number | null => {
    const value = pricing?.[name];
    const dollars = typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
    // OpenRouter's router of models has -1: it depends.
    return Number.isFinite(dollars) && dollars >= 0 ? Number((dollars * 1_000_000).toPrecision(6)) : null;
  };
  const [input, output] = [rate("prompt"), rate("completion")];
  if (input === null || output === null) return null;
  return {
    input,
    cacheRead: rate("input_cache_read") ?? input,
    cacheWrite: rate("input_cache_write") ?? input,
    output,
  };
}
