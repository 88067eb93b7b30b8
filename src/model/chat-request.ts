import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { argumentsJson } from "./arguments-object.ts";
import type { Message, ModelRequest, ToolSpec } from "./model-client.ts";

/** What an endpoint turned out to understand. */
export interface ChatDialect {
  /** OpenAI's reasoning models refuse the old name, most others do not know the new one. */
  readonly maxTokens: "max_tokens" | "max_completion_tokens";
  readonly streamOptions: boolean;
  /** Some models that reason between tool calls refuse a history without their reasoning. */
  readonly sendReasoning: boolean;
  /** Largest reply that the endpoint allows, where it said so. */
  readonly outputCap: number | null;
  /** Marks the ends of the stable prefix: Anthropic's models cache only what is marked (OpenRouter, prompt caching). */
  readonly cachePoints: boolean;
  /** Numbers of the changes that were made. */
  readonly changed: readonly number[];
}

export function firstChatDialect(url: URL, model: string): ChatDialect {
  return {
    maxTokens: url.hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens",
    streamOptions: true,
    sendReasoning: false,
    outputCap: null,
    cachePoints: url.hostname === "openrouter.ai" && /claude/i.test(model),
    changed: [],
  };
}

/** What an endpoint complains about, and what to say instead. */
const CHANGES: ReadonlyArray<(dialect: ChatDialect, complaint: string) => Partial<ChatDialect> | null> = [
  ({ maxTokens }, complaint) => {
    if (!complaint.includes("max_completion_tokens") || LIMIT.test(complaint)) return null;
    return { maxTokens: maxTokens === "max_tokens" ? "max_completion_tokens" : "max_tokens" };
  },
  (_, complaint) => {
    const cap = LIMIT.exec(complaint)?.[1];
    return cap ? { outputCap: Number(cap) } : null;
  },
  (_, complaint) => (/stream_options|include_usage/.test(complaint) ? { streamOptions: false } : null),
  (_, complaint) => (complaint.includes("reasoning_content") ? { sendReasoning: true } : null),
];

const LIMIT =
  /max_(?:completion_|output_)?tokens[^]*?(?:at most|<=|less than or equal to|maximum of|maximum value of)\s*(\d+)/i;

/**
 * The dialect to try after a 400 with this message; null when the complaint is about something else. Each change is
 * made once, so that asking again ends.
 */
export function nextChatDialect(dialect: ChatDialect, complaint: string): ChatDialect | null {
  for (const [number, change] of CHANGES.entries()) {
    if (dialect.changed.includes(number)) continue;
    const fields = change(dialect, complaint);
    if (fields) return { ...dialect, ...fields, changed: [...dialect.changed, number] };
  }
  return null;
}

export function chatRequest(
  model: string,
  request: ModelRequest,
  dialect: ChatDialect,
): ChatCompletionCreateParamsStreaming {
  const output = Math.min(request.maxOutputTokens, dialect.outputCap ?? Number.POSITIVE_INFINITY);
  const messages = request.messages.map((message) => wireMessage(message, dialect));
  if (dialect.cachePoints) markCachePoints(messages);
  return {
    model,
    // The SDK's types know OpenAI's fields only; `cache_control` and `reasoning_content` are other providers'.
    messages: messages as ChatCompletionCreateParamsStreaming["messages"],
    ...(request.tools.length > 0 && { tools: request.tools.map(wireTool) }),
    [dialect.maxTokens]: output,
    stream: true,
    ...(dialect.streamOptions && { stream_options: { include_usage: true } }),
  };
}

interface WireMessage {
  readonly role: Message["role"];
  content: unknown;
  readonly [field: string]: unknown;
}

function wireMessage(message: Message, dialect: ChatDialect): WireMessage {
  if (message.role === "tool") {
    return { role: "tool", tool_call_id: message.callId, content: message.text };
  }
  if (message.role !== "assistant") return { role: message.role, content: message.text };
  return {
    role: "assistant",
    // Nothing but calls is null on the wire; nothing at all would be refused by some.
    content: message.text || (message.toolCalls.length > 0 ? null : "(empty reply)"),
    ...(dialect.sendReasoning && message.reasoning && { reasoning_content: message.reasoning }),
    ...(message.toolCalls.length > 0 && {
      tool_calls: message.toolCalls.map((call) => ({
        id: call.id,
        type: "function",
        function: { name: call.name, arguments: argumentsJson(call.arguments) },
      })),
    }),
  };
}

function wireTool(tool: ToolSpec): {
  type: "function";
  function: { name: string; description: string; parameters: Record<string, unknown> };
} {
  return {
    type: "function",
    function: { name: tool.name, description: tool.description, parameters: { ...tool.parameters } },
  };
}

function markCachePoints(messages: WireMessage[]): void {
  for (const message of [messages[0], messages.at(-1)]) {
    if (typeof message?.content !== "string") continue;
    message.content = [{ type: "text", text: message.content, cache_control: { type: "ephemeral" } }];
  }
}
