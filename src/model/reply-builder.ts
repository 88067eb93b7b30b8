import type { Usage } from "../core/event.ts";
import type { ModelReply, ReplyPart } from "./model-client.ts";
import { ToolCallParts } from "./tool-call-parts.ts";
import { costOf, leastTokens, usageOf } from "./usage.ts";
import type { WireChunk, WireDelta, WireUsage } from "./wire.ts";

/** Puts a reply together from the events of a stream. */
export class ReplyBuilder {
  #text = "";
  #reasoning = "";
  #finish: string | null = null;
  #refused = false;
  #started = false;
  #usage: WireUsage | null = null;
  readonly #calls: ToolCallParts;
  readonly #onPart: (part: ReplyPart) => void;
  readonly #promptCharacters: number;

  constructor(options: {
    readonly takenIds: Iterable<string>;
    readonly promptCharacters: number;
    readonly onPart: (part: ReplyPart) => void;
  }) {
    this.#calls = new ToolCallParts(options.takenIds);
    this.#promptCharacters = options.promptCharacters;
    this.#onPart = options.onPart;
  }

  /** True once the model said why it stopped: nothing that is lost afterwards belongs to the reply. */
  get finished(): boolean {
    return this.#finish !== null;
  }

  /** True once anything of a reply has come. */
  get started(): boolean {
    return this.#started;
  }

  get empty(): boolean {
    return this.#text === "" && this.#reasoning === "" && !this.#calls.any;
  }

  add(chunk: WireChunk): void {
    const choice = chunk.choices?.[0];
    this.#usage = chunk.usage ?? choice?.usage ?? chunk.x_groq?.usage ?? this.#usage;
    if (!choice) return;
    this.#started = true;
    const delta = choice.delta ?? choice.message;
    if (delta) this.#addDelta(delta);
    if (choice.finish_reason) this.#finish = choice.finish_reason;
  }

  reply(): ModelReply {
    const toolCalls = this.#calls.calls();
    return {
      text: this.#text,
      reasoning: this.#reasoning,
      toolCalls,
      usage: this.#usage && this.#counts(this.#usage) ? usageOf(this.#usage) : this.#estimate(),
      cost: this.#usage && costOf(this.#usage),
      finish: this.#finishKind(toolCalls.length > 0),
    };
  }

  /** What is known to have been used by a reply that broke off. */
  partialUsage(): Usage {
    if (!this.#usage || !this.#counts(this.#usage)) return this.#estimate();
    return { ...usageOf(this.#usage), exact: false };
  }

  #addDelta(delta: WireDelta): void {
    const reasoning = delta.reasoning_content || delta.reasoning || delta.reasoning_text || thinkingOf(delta);
    if (reasoning) {
      this.#reasoning += reasoning;
      this.#onPart({ type: "reasoning", delta: reasoning });
    }
    const text = textOf(delta.content) + (delta.refusal ?? "");
    if (delta.refusal) this.#refused = true;
    if (text) {
      this.#text += text;
      this.#onPart({ type: "text", delta: text });
    }
    for (const piece of delta.tool_calls ?? []) this.#onPart(this.#calls.add(piece));
  }

  #finishKind(hasCalls: boolean): ModelReply["finish"] {
    if (this.#finish === "length") return "length";
    if (this.#refused || this.#finish === "content_filter") return "refusal";
    return hasCalls ? "tool-calls" : "stop";
  }

  /** A report of zeros for a reply that has text (some local servers) says nothing. */
  #counts(usage: WireUsage): boolean {
    return (usage.prompt_tokens ?? 0) > 0 || (usage.completion_tokens ?? 0) > 0;
  }

  #estimate(): Usage {
    return {
      input: leastTokens(this.#promptCharacters),
      cacheRead: 0,
      cacheWrite: 0,
      output: leastTokens(this.#text.length + this.#reasoning.length + this.#calls.characters),
      reasoning: leastTokens(this.#reasoning.length),
      exact: false,
    };
  }
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
