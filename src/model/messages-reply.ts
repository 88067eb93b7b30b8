import type { Usage } from "../core/event.ts";
import type { ModelReply } from "./model-client.ts";
import type { CallItem, TextItem } from "./native-items.ts";
import { ReplyDraft } from "./reply-draft.ts";
import { leastTokens } from "./usage.ts";
import { type ReaderOptions, type ReplyReader, StreamComplaint } from "./wire-client.ts";

/** The parts of the events that are read; every field may be missing. */
interface Block {
  readonly type?: string;
  readonly text?: string;
  readonly thinking?: string;
  readonly signature?: string;
  readonly data?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
}
interface MessageUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  /** US dollars; OpenRouter. */
  readonly cost?: number | null;
}
interface WireMessage {
  readonly content?: readonly Block[] | null;
  readonly stop_reason?: string | null;
  readonly usage?: MessageUsage | null;
}
interface WireEvent extends WireMessage {
  readonly type?: string;
  readonly index?: number;
  readonly message?: WireMessage | null;
  readonly content_block?: Block | null;
  readonly delta?: (Block & { readonly partial_json?: string; readonly stop_reason?: string | null }) | null;
  readonly error?: { readonly type?: string; readonly message?: string } | null;
}

/** A block in the making. */
interface Open {
  readonly type: string;
  readonly start: Block;
  text: string;
  signature: string;
  argued: boolean;
}

/** Reads the events of Anthropic's Messages. */
export class MessagesReply implements ReplyReader {
  readonly #draft: ReplyDraft;
  readonly #open = new Map<number, Open>();
  readonly #native: (object | TextItem | CallItem)[] = [];
  #opaque = false;
  #calls = 0;
  #started = false;
  #stop: string | null = null;
  #usage: MessageUsage = {};

  constructor(options: ReaderOptions) {
    this.#draft = new ReplyDraft(options);
  }

  get finished(): boolean {
    return this.#stop !== null;
  }
  get started(): boolean {
    return this.#started;
  }
  get empty(): boolean {
    return this.#draft.empty;
  }

  add(event: unknown): void {
    const wire = (event ?? {}) as WireEvent;
    const at = wire.index ?? 0;
    switch (wire.type) {
      case "message_start":
        this.#started = true;
        this.#count(wire.message?.usage);
        break;
      case "content_block_start":
        this.#begin(at, wire.content_block ?? {});
        break;
      case "content_block_delta":
        this.#grow(at, wire.delta ?? {});
        break;
      case "content_block_stop":
        this.#close(at);
        break;
      case "message_delta":
        this.#count(wire.usage);
        if (wire.delta?.stop_reason) this.#end(wire.delta.stop_reason);
        break;
      case "message":
        this.#whole(wire);
        break;
      default:
        if (wire.error) throw new StreamComplaint(wire.error.message ?? "", wire.error.type ?? "");
    }
  }

  reply(): ModelReply {
    const whole = this.#draft.whole();
    return {
      ...whole,
      ...(this.#opaque && { native: { format: "anthropic-messages", items: this.#native } }),
      usage: this.#counted ? { ...this.#tiers(), exact: true } : this.#draft.estimate(),
      cost: this.#usage.cost ?? null,
      finish: this.#finishKind(whole.toolCalls.length > 0),
    };
  }

  partialUsage(): Usage {
    const estimate = this.#draft.estimate();
    if (!this.#counted) return estimate;
    const tiers = this.#tiers();
    return { ...tiers, output: Math.max(tiers.output, estimate.output), exact: false };
  }

  get #counted(): boolean {
    const { input_tokens: input, output_tokens: output, cache_read_input_tokens: read } = this.#usage;
    return (input ?? 0) + (output ?? 0) + (read ?? 0) > 0;
  }

  /** Later events report again, and more; what they leave out stands as it was. */
  #count(usage: MessageUsage | null | undefined): void {
    const told = Object.entries(usage ?? {}).filter(([, value]) => value !== null);
    this.#usage = { ...this.#usage, ...(Object.fromEntries(told) as MessageUsage) };
  }

  #tiers(): Omit<Usage, "exact"> {
    const output = this.#usage.output_tokens ?? 0;
    // Where it is not reported, the least that the thinking which was shown took.
    const thought = this.#usage.output_tokens_details?.thinking_tokens;
    const reasoning = thought ?? leastTokens(this.#draft.whole().reasoning.length);
    return {
      input: this.#usage.input_tokens ?? 0,
      cacheRead: this.#usage.cache_read_input_tokens ?? 0,
      cacheWrite: this.#usage.cache_creation_input_tokens ?? 0,
      output,
      reasoning: Math.min(output, reasoning),
    };
  }

  #begin(at: number, start: Block): void {
    this.#started = true;
    this.#open.set(at, { type: start.type ?? "", start, text: "", signature: "", argued: false });
    if (start.type === "text") this.#grow(at, { type: "text_delta", text: start.text ?? "" });
    if (start.type === "thinking") this.#grow(at, { type: "thinking_delta", thinking: start.thinking ?? "" });
    if (start.type === "tool_use") {
      this.#draft.call({
        index: at,
        id: start.id ?? null,
        function: { name: start.name ?? null, arguments: "" },
      });
    }
  }

  #grow(at: number, delta: NonNullable<WireEvent["delta"]>): void {
    this.#started = true;
    const open = this.#open.get(at);
    if (!open) return;
    if (delta.type === "text_delta") {
      open.text += delta.text ?? "";
      this.#draft.say(delta.text ?? "");
    } else if (delta.type === "thinking_delta") {
      open.text += delta.thinking ?? "";
      this.#draft.reason(delta.thinking ?? "");
    } else if (delta.type === "signature_delta") {
      open.signature += delta.signature ?? "";
    } else if (delta.type === "input_json_delta") {
      open.argued ||= (delta.partial_json ?? "") !== "";
      this.#draft.call({ index: at, function: { arguments: delta.partial_json ?? "" } });
    }
  }

  #close(at: number): void {
    const open = this.#open.get(at);
    if (!open) return;
    this.#open.delete(at);
    const signature = open.signature || (open.start.signature ?? "");
    if (open.type === "text") {
      if (open.text !== "") this.#native.push({ mirrorbox: "text", characters: open.text.length });
    } else if (open.type === "tool_use") {
      // A server that does not stream arguments gives them whole.
      const input = open.start.input;
      if (!open.argued && typeof input === "object" && input !== null && Object.keys(input).length > 0) {
        this.#draft.call({ index: at, function: { arguments: input } });
      }
      this.#native.push({ mirrorbox: "call", index: this.#calls });
      this.#calls += 1;
    } else if (open.type === "thinking" && signature !== "") {
      // Unsigned thinking is refused when it comes back.
      this.#opaque = true;
      this.#native.push({ type: "thinking", thinking: open.text, signature });
    } else if (open.type === "redacted_thinking") {
      this.#opaque = true;
      this.#native.push({ type: "redacted_thinking", data: open.start.data ?? "" });
    }
  }

  #end(reason: string): void {
    for (const at of this.#open.keys()) this.#close(at);
    this.#stop = reason;
  }

  /** A server that does not stream answers with the message itself. */
  #whole(message: WireMessage): void {
    this.#count(message.usage);
    for (const [at, block] of (message.content ?? []).entries()) {
      this.#begin(at, block);
      this.#close(at);
    }
    this.#started = true;
    this.#end(message.stop_reason ?? "end_turn");
  }

  #finishKind(hasCalls: boolean): ModelReply["finish"] {
    if (this.#stop === "max_tokens" || this.#stop === "model_context_window_exceeded") return "length";
    if (this.#stop === "refusal") return "refusal";
    return hasCalls ? "tool-calls" : "stop";
  }
}
