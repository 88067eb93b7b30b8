import { argumentsObject } from "./arguments-object.ts";
import type { Message, ModelRequest } from "./model-client.ts";
import { partsOf } from "./native-items.ts";

/** What an endpoint turned out to understand. */
export interface MessagesDialect {
  /** How the model is asked to think: newer ones decide for themselves, older ones take a budget, the oldest refuse. */
  readonly thinking: "adaptive" | "budget" | "none";
  /** Whether earlier thinking goes back. */
  readonly sendNative: boolean;
  readonly cachePoints: boolean;
  readonly outputCap: number | null;
  /** How often a complaint was answered: asking again ends. */
  readonly changes: number;
}

export const firstMessagesDialect: MessagesDialect = {
  thinking: "adaptive",
  sendNative: true,
  cachePoints: true,
  outputCap: null,
  changes: 0,
};

const MOST_CHANGES = 5;
const LIMIT = /max_tokens: \d+ > (\d+)|max_tokens[^]*?(?:at most|<=|less than or equal to)\s*(\d+)/i;

/** The dialect to try after a 400 with this message; null when the complaint is about something else. */
export function nextMessagesDialect(dialect: MessagesDialect, complaint: string): MessagesDialect | null {
  if (dialect.changes >= MOST_CHANGES) return null;
  const fields = changeFor(dialect, complaint);
  return fields && { ...dialect, ...fields, changes: dialect.changes + 1 };
}

function changeFor(dialect: MessagesDialect, complaint: string): Partial<MessagesDialect> | null {
  const limit = LIMIT.exec(complaint);
  const cap = Number(limit?.[1] ?? limit?.[2]);
  if (cap > 0 && dialect.outputCap === null) return { outputCap: cap };
  if (/signature|redacted_thinking|thinking.{0,40}blocks?/i.test(complaint) && dialect.sendNative) {
    return { sendNative: false };
  }
  if (/thinking|adaptive/i.test(complaint) && dialect.thinking !== "none") {
    return { thinking: dialect.thinking === "adaptive" ? "budget" : "none" };
  }
  if (complaint.includes("cache_control") && dialect.cachePoints) return { cachePoints: false };
  return null;
}

type Block = Record<string, unknown>;
interface Turn {
  readonly role: "user" | "assistant";
  readonly content: Block[];
}

/** A budget below this is refused. */
const LEAST_BUDGET = 1_024;

export function messagesRequest(model: string, request: ModelRequest, dialect: MessagesDialect): object {
  const output = Math.min(request.maxOutputTokens, dialect.outputCap ?? Number.POSITIVE_INFINITY);
  const system = request.messages
    .flatMap((message) => (message.role === "system" && message.text ? [message.text] : []))
    .map((text): Block => ({ type: "text", text }));
  const turns = turnsOf(request.messages, dialect.sendNative);
  if (dialect.cachePoints) markCachePoints(system, turns);
  return {
    model,
    max_tokens: output,
    ...(system.length > 0 && { system }),
    messages: turns,
    ...(request.tools.length > 0 && {
      tools: request.tools.map(({ name, description, parameters }) => ({
        name,
        description,
        input_schema: { type: "object", ...parameters },
      })),
    }),
    ...thinkingOf(dialect.thinking, output),
    stream: true,
  };
}

function thinkingOf(thinking: MessagesDialect["thinking"], output: number): object {
  if (thinking === "adaptive") return { thinking: { type: "adaptive", display: "summarized" } };
  const budget = Math.floor(output / 2);
  if (thinking === "none" || budget < LEAST_BUDGET) return {};
  return { thinking: { type: "enabled", budget_tokens: budget } };
}

/** Turns alternate: results of calls and what a person says between two replies are one. */
function turnsOf(messages: readonly Message[], sendNative: boolean): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    if (message.role === "system") continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const content = message.role === "assistant" ? replyBlocks(message, sendNative) : [saidBlock(message)];
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}

function saidBlock(message: Extract<Message, { role: "user" | "system" | "tool" }>): Block {
  // An empty text is refused.
  if (message.role !== "tool") return { type: "text", text: message.text || "(nothing)" };
  return { type: "tool_result", tool_use_id: callId(message.callId), content: message.text || "(nothing)" };
}

function replyBlocks(message: Extract<Message, { role: "assistant" }>, sendNative: boolean): Block[] {
  const blocks = partsOf(message, sendNative ? "anthropic-messages" : null).map((part): Block => {
    if (part.kind === "opaque") return part.value as Block;
    // White space alone is refused as an empty text is.
    if (part.kind === "text")
      return { type: "text", text: part.text.trim() === "" ? "(nothing)" : part.text };
    const { id, name } = part.call;
    return { type: "tool_use", id: callId(id), name, input: argumentsObject(part.call.arguments) };
  });
  const says = blocks.some((block) => block["type"] === "text" || block["type"] === "tool_use");
  return says ? blocks : [...blocks, { type: "text", text: "(empty reply)" }];
}

/** Other providers' ids hold characters that are refused here. */
function callId(id: string): string {
  return id.replaceAll(/[^\w-]/g, "_");
}

/**
 * Marks the end of the stable prefix (tools and system prompt), the last message, and the one where the last request
 * ended: a mark finds what was kept no more than twenty blocks before it.
 */
function markCachePoints(system: Block[], turns: readonly Turn[]): void {
  const said = turns.filter((turn) => turn.role === "user");
  const ends = [system.at(-1), said.at(-2)?.content.at(-1), said.at(-1)?.content.at(-1)];
  for (const block of ends) if (block) block["cache_control"] = { type: "ephemeral" };
}
