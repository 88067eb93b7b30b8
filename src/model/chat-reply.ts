import type { Usage } from "../core/event.ts";
import type { WireChunk, WireDelta, WireUsage } from "./chat-wire.ts";
import type { ModelReply } from "./model-client.ts";
import { ReplyDraft } from "./reply-draft.ts";
import { costOf, usageOf } from "./usage.ts";
import type { ReaderOptions, ReplyReader } from "./wire-client.ts";

/** Reads the chunks of Chat Completions, in the many ways in which they are sent. */
export class ChatReply implements ReplyReader {
  readonly #draft: ReplyDraft;
  #finish: string | null = null;
  #refused = false;
  #started = false;
  #usage: WireUsage | null = null;

  constructor(options: ReaderOptions) {
    this.#draft = new ReplyDraft(options);
  }

  get finished(): boolean {
    return this.#finish !== null;
  }

  get started(): boolean {
    return this.#started;
  }

  get empty(): boolean {
    return this.#draft.empty;
  }

  add(event: unknown): void {
    const chunk = event as WireChunk | null;
    const choice = chunk?.choices?.[0];
    this.#usage = chunk?.usage ?? choice?.usage ?? chunk?.x_groq?.usage ?? this.#usage;
    if (!choice) return;
    this.#started = true;
    const delta = choice.delta ?? choice.message;
    if (delta) this.#addDelta(delta);
    if (choice.finish_reason) this.#finish = choice.finish_reason;
  }

  reply(): ModelReply {
    const whole = this.#draft.whole();
    return {
      ...whole,
      usage: this.#usage && counts(this.#usage) ? usageOf(this.#usage) : this.#draft.estimate(),
      cost: this.#usage && costOf(this.#usage),
      finish: this.#finishKind(whole.toolCalls.length > 0),
    };
  }

  partialUsage(): Usage {
    if (!this.#usage || !counts(this.#usage)) return this.#draft.estimate();
    return { ...usageOf(this.#usage), exact: false };
  }

  #addDelta(delta: WireDelta): void {
    this.#draft.reason(
      delta.reasoning_content || delta.reasoning || delta.reasoning_text || thinkingOf(delta),
    );
    if (delta.refusal) this.#refused = true;
    this.#draft.say(textOf(delta.content) + (delta.refusal ?? ""));
    for (const piece of delta.tool_calls ?? []) this.#draft.call(piece);
  }

  #finishKind(hasCalls: boolean): ModelReply["finish"] {
    if (this.#finish === "length") return "length";
    if (this.#refused || this.#finish === "content_filter") return "refusal";
    return hasCalls ? "tool-calls" : "stop";
  }
}

/** A report of zeros for a reply that has text (some local servers) says nothing. */
function counts(usage: WireUsage): boolean {
  return (usage.prompt_tokens ?? 0) > 0 || (usage.completion_tokens ?? 0) > 0;
}

interface ContentPart {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: unknown;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return partsOf(content)
    .map((part) => (part.type === "text" ? (part.text ?? "") : ""))
    .join("");
}

function thinkingOf(delta: WireDelta): string {
  return partsOf(delta.content)
    .map((part) => (part.type === "thinking" ? textOf(part.thinking) : ""))
    .join("");
}

function partsOf(content: unknown): readonly ContentPart[] {
  return Array.isArray(content) ? (content as readonly ContentPart[]) : [];
}
