import type { ResponseCreateParamsStreaming } from "openai/resources/responses/responses";
import { argumentsJson } from "./arguments-object.ts";
import type { Message, ModelRequest } from "./model-client.ts";
import { partsOf } from "./native-items.ts";

/** What an endpoint turned out to understand. */
export interface ResponsesDialect {
  /** Summaries of the reasoning are refused by models that do not reason, and for accounts that are not verified. */
  readonly summary: boolean;
  /** Encrypted reasoning, which stands in for the state that the provider is told not to keep. */
  readonly encrypted: boolean;
  /** Whether earlier encrypted reasoning goes back; another account's or model's is refused. */
  readonly sendNative: boolean;
  /** Names the conversation, so that its requests meet the same cache. */
  readonly cacheKey: string | null;
  readonly outputCap: number | null;
  /** Numbers of the changes that were made. */
  readonly changed: readonly number[];
}

export function firstResponsesDialect(url: URL): ResponsesDialect {
  const isOpenAi = url.hostname === "api.openai.com";
  return {
    summary: true,
    encrypted: true,
    sendNative: true,
    cacheKey: isOpenAi ? crypto.randomUUID() : null,
    outputCap: null,
    changed: [],
  };
}

const LIMIT =
  /max_output_tokens[^]*?(?:at most|<=|less than or equal to|maximum of|maximum value of)\s*(\d+)/i;

/** What an endpoint complains about, and what to say instead. */
const CHANGES: ReadonlyArray<(complaint: string) => Partial<ResponsesDialect> | null> = [
  (complaint) =>
    /invalid_encrypted_content|encrypted content .{0,120}(could not be|cannot be) (verified|decrypted|parsed)/i.test(
      complaint,
    )
      ? { sendNative: false }
      : null,
  (complaint) => (/summary|summaries|'reasoning'/i.test(complaint) ? { summary: false } : null),
  (complaint) => (/encrypted|'?include'?\b/i.test(complaint) ? { encrypted: false } : null),
  (complaint) => (complaint.includes("prompt_cache_key") ? { cacheKey: null } : null),
  (complaint) => {
    const cap = LIMIT.exec(complaint)?.[1];
    return cap ? { outputCap: Number(cap) } : null;
  },
];

/** As `nextChatDialect`: each change is made once, so that asking again ends. */
export function nextResponsesDialect(dialect: ResponsesDialect, complaint: string): ResponsesDialect | null {
  for (const [number, change] of CHANGES.entries()) {
    if (dialect.changed.includes(number)) continue;
    const fields = change(complaint);
    if (fields) return { ...dialect, ...fields, changed: [...dialect.changed, number] };
  }
  return null;
}

/** Nothing is kept at the provider: each request holds the whole conversation. */
export function responsesRequest(
  model: string,
  request: ModelRequest,
  dialect: ResponsesDialect,
): ResponseCreateParamsStreaming {
  const instructions = request.messages.flatMap((one) => (one.role === "system" ? [one.text] : []));
  const input = request.messages.flatMap((message) => inputItems(message, dialect.sendNative));
  return {
    model,
    ...(instructions.length > 0 && { instructions: instructions.join("\n\n") }),
    // The SDK's types cannot know what earlier replies held.
    input: input as NonNullable<ResponseCreateParamsStreaming["input"]>,
    ...(request.tools.length > 0 && {
      tools: request.tools.map(({ name, description, parameters }) => ({
        type: "function" as const,
        name,
        description,
        parameters: { ...parameters },
        strict: false,
      })),
    }),
    max_output_tokens: Math.min(request.maxOutputTokens, dialect.outputCap ?? Number.POSITIVE_INFINITY),
    store: false,
    stream: true,
    ...(dialect.encrypted && { include: ["reasoning.encrypted_content" as const] }),
    ...(dialect.summary && { reasoning: { summary: "auto" as const } }),
    ...(dialect.cacheKey && { prompt_cache_key: dialect.cacheKey }),
  };
}

function inputItems(message: Message, sendNative: boolean): object[] {
  if (message.role === "tool") {
    return [{ type: "function_call_output", call_id: message.callId, output: message.text }];
  }
  if (message.role !== "assistant") {
    return message.role === "system" ? [] : [{ role: "user", content: message.text }];
  }
  const parts = partsOf(message, sendNative ? "openai-responses" : null);
  if (parts.length === 0) return [{ role: "assistant", content: "(empty reply)" }];
  return parts.map((part): object => {
    if (part.kind === "opaque") return part.value as object;
    if (part.kind === "text") return { ...part.with, role: "assistant", content: part.text };
    const { id, name } = part.call;
    return { type: "function_call", call_id: id, name, arguments: argumentsJson(part.call.arguments) };
  });
}
