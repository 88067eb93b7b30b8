import { createHash } from "node:crypto";
import {
  ARGUMENTS_PIECE,
  bearer,
  callsOf,
  type ChatMessage,
  type ChatRequest,
  checkOrder,
  type Format,
  pieces,
  type Reply,
  type StreamEvent,
  TEXT_PIECE,
  tokensOf,
} from "./wire.ts";

interface RawMessage {
  readonly role: ChatMessage["role"];
  readonly content?: string | readonly { readonly text?: string }[] | null;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
  readonly tool_call_id?: string;
}

/** OpenAI's Chat Completions. */
export const chatFormat: Format = {
  path: "/v1/chat/completions",
  headers: ["authorization", "content-type"],
  key: bearer,
  parse,
  events,
  endMark: "data: [DONE]\n\n",
  refusal: ({ message, code = null }) => ({ error: { message, type: "error", param: null, code } }),
  error: (message, code) => ({ data: { error: { message, type: "error", code } } }),
};

function parse(text: string): ChatRequest {
  const body = JSON.parse(text) as {
    readonly model?: unknown;
    readonly stream?: unknown;
    readonly messages?: readonly RawMessage[];
    readonly tools?: readonly { readonly function: { readonly name: string } }[];
    readonly stream_options?: { readonly include_usage?: boolean };
  };
  if (typeof body.model !== "string") throw new Error("model is missing");
  if (body.stream !== true) throw new Error("stream must be true");
  if (!Array.isArray(body.messages)) throw new Error("messages is missing");
  const messages = (body.messages as readonly RawMessage[]).map((message) => ({
    role: message.role,
    content:
      typeof message.content === "string"
        ? message.content
        : (message.content ?? []).map((part) => part.text ?? "").join(""),
    calls: (message.tool_calls ?? []).map((call) => ({ id: call.id, ...call.function })),
    callId: message.tool_call_id ?? "",
  }));
  checkOrder(messages);
  return {
    model: body.model,
    messages,
    tools: (body.tools ?? []).map((tool) => tool.function.name),
    includeUsage: body.stream_options?.include_usage === true,
    cached: true,
  };
}

function events(request: ChatRequest, reply: Reply): StreamEvent[] {
  const id = `chatcmpl-${createHash("sha256").update(JSON.stringify(request.messages)).digest("hex").slice(0, 24)}`;
  const chunk = (delta: unknown, finish: string | null = null): unknown => ({
    id,
    object: "chat.completion.chunk",
    created: 1_767_225_600,
    model: request.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...(request.includeUsage && { usage: null }),
  });
  const calls = callsOf(request, reply);
  const refused = reply.finish === "refusal";
  const chunks = [
    chunk({ role: "assistant", content: "" }),
    ...pieces(reply.reasoning ?? "", TEXT_PIECE).map((piece) => chunk({ reasoning_content: piece })),
    ...pieces(reply.text ?? "", TEXT_PIECE).map((piece) =>
      chunk(refused ? { refusal: piece } : { content: piece }),
    ),
    ...calls.flatMap(({ id: callId, name, text }, index) => [
      chunk({
        tool_calls: [{ index, id: callId, type: "function", function: { name, arguments: "" } }],
      }),
      ...pieces(text, ARGUMENTS_PIECE).map((piece) =>
        chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    chunk({}, reply.finish === "length" ? "length" : calls.length > 0 ? "tool_calls" : "stop"),
  ];
  const all = request.includeUsage ? [...chunks, { id, choices: [], usage: usage(request, reply) }] : chunks;
  return all.map((data) => ({ data }));
}

/** Cached tokens stand inside the prompt's. */
function usage(request: ChatRequest, reply: Reply): unknown {
  const { fresh, read, written, output, reasoning } = tokensOf(request, reply);
  const prompt = fresh + read + written;
  return {
    prompt_tokens: prompt,
    completion_tokens: output,
    total_tokens: prompt + output,
    prompt_tokens_details: { cached_tokens: read, ...(written > 0 && { cache_write_tokens: written }) },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
