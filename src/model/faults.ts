import type { Usage } from "../core/event.ts";
import type { FaultKind, ModelFault } from "./model-client.ts";

const REMEDIES: Readonly<Record<FaultKind, string>> = {
  unreachable:
    "Check the base URL and the connection. A server on this computer must run and allow requests from web pages (for Ollama: set OLLAMA_ORIGINS); some providers do not allow them at all.",
  unauthorized: "Check it in Settings.",
  "no-credit": "Add credit at the provider, or use another key.",
  forbidden: "Check at the provider what this key may use, or choose another model.",
  "not-found": "Check the model's name and the base URL in Settings; the base URL usually ends with /v1.",
  "bad-request": "Check the model's name in Settings, or choose another model.",
  "too-large": "Choose a model with a larger window, or start a new run.",
  "rate-limited": "Wait, or raise the limit at the provider.",
  server: "Wait and try again; the provider's status page may say more.",
  cut: "Try again. If it happens often, check the connection.",
  silent: "Try again. If it happens often, choose another model or provider.",
  malformed: "Check the base URL in Settings; if it is right, choose another provider or model.",
};

const RETRYABLE: ReadonlySet<FaultKind> = new Set<FaultKind>([
  "unreachable",
  "rate-limited",
  "server",
  "cut",
  "silent",
  "malformed",
]);

export interface FaultParts {
  readonly kind: FaultKind;
  readonly message: string;
  readonly remedy?: string;
  readonly status?: number | null;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | null;
  readonly usage?: Usage | null;
}

export function fault(parts: FaultParts): ModelFault {
  return {
    kind: parts.kind,
    status: parts.status ?? null,
    message: parts.message,
    remedy: parts.remedy ?? REMEDIES[parts.kind],
    retryable: parts.retryable ?? RETRYABLE.has(parts.kind),
    retryAfterMs: parts.retryAfterMs ?? null,
    usage: parts.usage ?? null,
  };
}

/** What an endpoint answered instead of a reply. */
export interface Refusal {
  readonly status: number;
  /** The provider's own words, "" when it gave none. */
  readonly detail: string;
  /** The provider's own code or type, "" when it gave none. */
  readonly code: string;
  readonly headers: Headers | null;
  readonly model: string;
  readonly key: string;
}

/** A status and what came with it, in the caller's terms. */
export function refusalFault(refusal: Refusal): ModelFault {
  const { status, model } = refusal;
  const kind = kindOf(refusal);
  const detail = clean(refusal.detail, refusal.key);
  const why = detail ? ` It says: ${/[.!?…]$/.test(detail) ? detail : `${detail}.`}` : "";
  const messages: Partial<Record<FaultKind, string>> = {
    unauthorized: `The endpoint refused the key (${status}).${why}`,
    "no-credit": `The account behind the key has no credit left (${status}).${why}`,
    forbidden: `The key is not allowed to use ${model} (${status}).${why}`,
    "not-found": `The endpoint knows no model ${model}, or nothing is at this address (${status}).${why}`,
    "bad-request": `The endpoint refused the request (${status}).${why}`,
    "too-large": `The conversation no longer fits into the model's window (${status}).${why}`,
    "rate-limited": `The endpoint allows no more requests for now (${status}).${why}`,
  };
  // An organisation may forbid its keys to be used from web pages (Anthropic's answer is a 401 or 403).
  const closed = /CORS requests are not allowed/i.test(refusal.detail);
  return fault({
    kind: closed ? "forbidden" : kind,
    ...(closed && {
      remedy: "Use a key of another organisation or workspace, or reach the model through OpenRouter.",
    }),
    status,
    message: messages[kind] ?? `The endpoint has a fault of its own (${status}).${why}`,
    retryAfterMs: retryAfterMs(refusal.headers, refusal.detail),
  });
}

/** How providers say that the window is full (OpenAI, Anthropic, Gemini, Mistral, vLLM, llama.cpp, OpenRouter). */
const TOO_LARGE =
  /context_length_exceeded|context length|context window|context size|maximum context|prompt is too long|input is too long|too many (input )?tokens|exceeds the maximum number of tokens|exceed context limit|input token count/i;

function kindOf({ status, detail, code }: Refusal): FaultKind {
  const said = `${code} ${detail}`;
  if (status === 401) return "unauthorized";
  if (status === 402 || /insufficient_quota|insufficient[_ ]credit|credit balance/i.test(said))
    return "no-credit";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  if (status === 413) return "too-large";
  if (status === 429) return "rate-limited";
  if (status === 408 || status === 409 || status === 425 || status >= 500) return "server";
  if (TOO_LARGE.test(said)) return "too-large";
  // Gemini answers a wrong key with 400.
  if (/api[_ ]key[_ ](not valid|invalid)|invalid[_ ]api[_ ]key/i.test(said)) return "unauthorized";
  if (/model[_ ]not[_ ]found|model .{0,80}does not exist/i.test(said)) return "not-found";
  return "bad-request";
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * The provider's own wish: `retry-after-ms`, `retry-after` (seconds or a date), which a web page may read only where
 * the provider exposes them, else what the text says ("try again in 1m2.5s", Gemini's `"retryDelay": "34s"`).
 */
function retryAfterMs(headers: Headers | null, detail: string): number | null {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const header = headers?.get("retry-after")?.trim();
  if (header) {
    const seconds = Number(header);
    if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000;
    const date = Date.parse(header);
    if (Number.isFinite(date)) return Math.max(0, date - Date.now());
  }
  const hint =
    /(?:(?:try|retry) again in|retry after|retrydelay"?\s*:\s*"?)\s*((?:\d+(?:\.\d+)?\s*(?:ms|h|m|s)[a-z]*\s*)+)/i.exec(
      detail,
    );
  if (!hint?.[1]) return null;
  let total = 0;
  for (const [, number, unit] of hint[1].matchAll(/(\d+(?:\.\d+)?)\s*(ms|h|m|s)/gi)) {
    total += Number(number) * (UNIT_MS[unit?.toLowerCase() ?? ""] ?? 0);
  }
  return total;
}

/** A provider's words for the screen and the log: one line, not endless, and never with the key in it. */
export function clean(detail: string, key: string): string {
  const keyless = key === "" ? detail : detail.replaceAll(key, "[key]");
  const line = keyless
    // Providers repeat the key they refuse, masked in the middle.
    .replaceAll(
      /\b(?:sk|pk|gsk|xai|key|AIza|fw|nvapi|r8|hf)[-_][\w*.-]{4,}|\bAIza[\w*-]{8,}|\S+\*{3,}\S*/g,
      "[key]",
    )
    .replaceAll(/\bBearer\s+\S+/gi, "Bearer [key]")
    .replaceAll(/\s+/g, " ")
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
