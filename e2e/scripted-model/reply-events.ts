import { createHash } from "node:crypto";
import type { ChatRequest, Reply } from "./wire.ts";

const TEXT_PIECE = 24;
const ARGUMENTS_PIECE = 60;

const pieces = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
const tokens = (characters: number): number => Math.ceil(characters / 4);

/** A reply as the events of a stream, as OpenAI sends them. */
export function replyEvents(request: ChatRequest, reply: Reply): unknown[] {
  const id = `chatcmpl-${createHash("sha256").update(JSON.stringify(request.messages)).digest("hex").slice(0, 24)}`;
  const chunk = (delta: unknown, finish: string | null = null): unknown => ({
    id,
    object: "chat.completion.chunk",
    created: 1_767_225_600,
    model: request.model,
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...(request.includeUsage && { usage: null }),
  });
  const calls = (reply.calls ?? []).map((call) => ({
    name: call.name,
    text: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
  }));
  const events = [
    chunk({ role: "assistant", content: "" }),
    ...pieces(reply.reasoning ?? "", TEXT_PIECE).map((piece) => chunk({ reasoning_content: piece })),
    ...pieces(reply.text ?? "", TEXT_PIECE).map((piece) => chunk({ content: piece })),
    ...calls.flatMap(({ name, text }, index) => [
      chunk({
        tool_calls: [
          {
            index,
            id: `call_${request.messages.length}_${index}`,
            type: "function",
            function: { name, arguments: "" },
          },
        ],
      }),
      ...pieces(text, ARGUMENTS_PIECE).map((piece) =>
        chunk({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    chunk({}, calls.length > 0 ? "tool_calls" : "stop"),
  ];
  return request.includeUsage ? [...events, { id, choices: [], usage: usage(request, reply) }] : events;
}

/** Counted from the characters: all but the last message is found in the cache, as for a real provider. */
function usage(request: ChatRequest, reply: Reply): unknown {
  const sizes = request.messages.map((message) => JSON.stringify(message).length);
  const prompt = tokens(sizes.reduce((sum, size) => sum + size, 0));
  const cached = tokens(sizes.slice(0, -1).reduce((sum, size) => sum + size, 0));
  const reasoning = tokens((reply.reasoning ?? "").length);
  const completion = reasoning + tokens((reply.text ?? "").length + JSON.stringify(reply.calls ?? []).length);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.min(cached, prompt) },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
