import type { Usage } from "../core/event.ts";
import type { ModelReply } from "./model-client.ts";
import type { CallItem, TextItem } from "./native-items.ts";
import { ReplyDraft } from "./reply-draft.ts";
import { costOf, usageOf } from "./usage.ts";
import { type ReaderOptions, type ReplyReader, StreamComplaint } from "./wire-client.ts";

/** The parts of the events that are read; every field may be missing. */
interface Item {
  readonly type?: string;
  readonly call_id?: string | null;
  readonly id?: string | null;
  readonly name?: string | null;
  readonly arguments?: unknown;
  readonly phase?: string | null;
  readonly encrypted_content?: string | null;
  readonly content?: ReadonlyArray<{
    readonly type?: string;
    readonly text?: string;
    readonly refusal?: string;
  }> | null;
  readonly summary?: ReadonlyArray<{ readonly text?: string }> | null;
}
interface WireResponse {
  readonly object?: string;
  readonly status?: string;
  readonly output?: readonly Item[] | null;
  readonly usage?: ResponseUsage | null;
  readonly error?: { readonly code?: string | null; readonly message?: string | null } | null;
  readonly incomplete_details?: { readonly reason?: string | null } | null;
}
interface ResponseUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly input_tokens_details?: {
    readonly cached_tokens?: number | null;
    readonly cache_write_tokens?: number | null;
  } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  /** US dollars; OpenRouter. */
  readonly cost?: number | null;
}
interface WireEvent extends WireResponse {
  readonly type?: string;
  readonly delta?: unknown;
  readonly output_index?: number;
  readonly item?: Item | null;
  readonly response?: WireResponse | null;
  readonly code?: string | null;
  readonly message?: string | null;
}

/** What is heard of one item of the output. */
interface Heard {
  readonly item: Item;
  text: number;
  reasoning: number;
  argued: boolean;
  done: boolean;
}

/** Reads the events of OpenAI's Responses. */
export class ResponsesReply implements ReplyReader {
  readonly #draft: ReplyDraft;
  /** By place in the output. */
  readonly #heard = new Map<number, Heard>();
  readonly #native: (object | TextItem | CallItem)[] = [];
  #opaque = false;
  #calls = 0;
  #started = false;
  #refused = false;
  #end: WireResponse | null = null;

  constructor(options: ReaderOptions) {
    this.#draft = new ReplyDraft(options);
  }

  get finished(): boolean {
    return this.#end !== null;
  }
  get started(): boolean {
    return this.#started;
  }
  get empty(): boolean {
    return this.#draft.empty;
  }

  add(event: unknown): void {
    const wire = (event ?? {}) as WireEvent;
    const at = wire.output_index ?? 0;
    switch (wire.type) {
      case "response.output_item.added":
        this.#started = true;
        this.#begin(at, wire.item ?? {});
        break;
      case "response.output_text.delta":
        this.#say(at, wire.delta);
        break;
      case "response.refusal.delta":
        this.#refused = true;
        this.#say(at, wire.delta);
        break;
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        this.#reason(at, wire.delta);
        break;
      case "response.reasoning_summary_part.added":
        if ((this.#heard.get(at)?.reasoning ?? 0) > 0) this.#reason(at, "\n\n");
        break;
      case "response.function_call_arguments.delta":
        this.#argue(at, wire.delta);
        break;
      case "response.output_item.done":
        this.#started = true;
        this.#close(at, wire.item ?? {});
        break;
      case "response.completed":
      case "response.incomplete":
        this.#finish(wire.response ?? {});
        break;
      case "response.failed":
        throw complaint(wire.response?.error);
      case "error":
        throw complaint(wire);
      default:
        // A server that does not stream answers with the response itself.
        if (wire.object === "response") this.#finish(wire);
    }
  }

  reply(): ModelReply {
    const whole = this.#draft.whole();
    const usage = this.#end?.usage;
    return {
      ...whole,
      ...(this.#opaque && { native: { format: "openai-responses", items: this.#native } }),
      usage: usage ? usageOf(chatUsage(usage)) : this.#draft.estimate(),
      cost: usage ? costOf({ cost: usage.cost ?? null }) : null,
      finish: this.#finishKind(whole.toolCalls.length > 0),
    };
  }

  partialUsage(): Usage {
    return this.#draft.estimate();
  }

  #begin(at: number, item: Item): Heard {
    const known = this.#heard.get(at);
    if (known) return known;
    const heard: Heard = { item, text: 0, reasoning: 0, argued: false, done: false };
    this.#heard.set(at, heard);
    if (item.type === "function_call") this.#call(at, item, "");
    return heard;
  }

  #say(at: number, delta: unknown): void {
    const text = typeof delta === "string" ? delta : "";
    this.#begin(at, {}).text += text.length;
    this.#draft.say(text);
  }

  #reason(at: number, delta: unknown): void {
    const text = typeof delta === "string" ? delta : "";
    this.#begin(at, {}).reasoning += text.length;
    this.#draft.reason(text);
  }

  #argue(at: number, delta: unknown): void {
    const heard = this.#begin(at, {});
    heard.argued = true;
    this.#call(at, {}, delta);
  }

  #call(at: number, item: Item, args: unknown): void {
    this.#draft.call({
      index: at,
      id: item.call_id ?? null,
      function: { name: item.name ?? null, arguments: args },
    });
  }

  /** The item is whole; what did not stream is taken from it. */
  #close(at: number, item: Item): void {
    const heard = this.#begin(at, item);
    if (heard.done) return;
    heard.done = true;
    if (item.type === "message") {
      if (heard.text === 0) {
        for (const part of item.content ?? []) {
          if (part.refusal) this.#refused = true;
          this.#say(at, part.text ?? part.refusal ?? "");
        }
      }
      if (heard.text === 0) return;
      const own = item.phase ? { with: { phase: item.phase } } : {};
      if (item.phase) this.#opaque = true;
      this.#native.push({ mirrorbox: "text", characters: heard.text, ...own });
    } else if (item.type === "function_call") {
      if (!heard.argued) this.#call(at, item, item.arguments ?? "");
      this.#native.push({ mirrorbox: "call", index: this.#calls });
      this.#calls += 1;
    } else if (item.type === "reasoning") {
      if (heard.reasoning === 0) {
        const parts = item.summary?.length ? item.summary : (item.content ?? []);
        this.#reason(at, parts.map((part) => part.text ?? "").join("\n\n"));
      }
      // Without its encrypted content an item refers to a state that the provider was told not to keep.
      if (!item.encrypted_content) return;
      this.#opaque = true;
      this.#native.push(item);
    }
  }

  #finish(response: WireResponse): void {
    if (response.error) throw complaint(response.error);
    this.#started = true;
    for (const [at, item] of (response.output ?? []).entries()) this.#close(at, item);
    this.#end = response;
  }

  #finishKind(hasCalls: boolean): ModelReply["finish"] {
    const reason = this.#end?.incomplete_details?.reason;
    if (reason === "max_output_tokens") return "length";
    if (this.#refused || reason === "content_filter") return "refusal";
    return hasCalls ? "tool-calls" : "stop";
  }
}

function complaint(
  error: { readonly code?: string | null; readonly message?: string | null } | null | undefined,
): StreamComplaint {
  return new StreamComplaint(error?.message ?? "", error?.code ?? "");
}

function chatUsage(usage: ResponseUsage): Parameters<typeof usageOf>[0] {
  return {
    prompt_tokens: usage.input_tokens ?? null,
    completion_tokens: usage.output_tokens ?? null,
    total_tokens: usage.total_tokens ?? null,
    prompt_tokens_details: usage.input_tokens_details ?? null,
    completion_tokens_details: usage.output_tokens_details ?? null,
  };
}
