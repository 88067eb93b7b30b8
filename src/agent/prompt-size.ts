import type { RunEvent } from "../core/event.ts";
import { compactedText } from "./conversation.ts";

/** Tokens that wrap each message on the wire, and more. */
const MESSAGE_TOKENS = 16;

const encoder = new TextEncoder();

/** Bytes of the message that an event gives. */
interface Part {
  readonly seq: number;
  readonly bytes: number;
}

/** All that is known of the size, as plain data. */
export interface PromptSizeState {
  readonly measured: number | null;
  readonly parts: readonly Part[];
  readonly saidBytes: number;
  readonly newBytes: number;
  readonly newMessages: number;
  readonly model: string;
}

/**
 * How many tokens the next prompt has: what the last reply measured, plus what came since. A token has at least one
 * byte, which bounds the new part from above; three bytes a token is what code and prose really take at most.
 */
export class PromptSize {
  readonly #toolBytes: number;
  #measured: number | null = null;
  /** Everything, for when nothing is measured; the first is the prompt. */
  #parts: Part[] = [];
  #allBytes = 0;
  /** What a person said, which a compaction repeats. */
  #saidBytes = 0;
  #newBytes = 0;
  #newMessages = 0;
  #model = "";

  constructor(toolCharacters: number) {
    this.#toolBytes = toolCharacters;
  }

  restore(state: PromptSizeState): void {
    this.#measured = state.measured;
    this.#setParts(state.parts);
    this.#saidBytes = state.saidBytes;
    this.#newBytes = state.newBytes;
    this.#newMessages = state.newMessages;
    this.#model = state.model;
  }

  get state(): PromptSizeState {
    return {
      measured: this.#measured,
      parts: [...this.#parts],
      saidBytes: this.#saidBytes,
      newBytes: this.#newBytes,
      newMessages: this.#newMessages,
      model: this.#model,
    };
  }

  /** Upper bound. */
  get most(): number {
    return this.#tokens(1);
  }

  get likely(): number {
    return Math.ceil(this.#tokens(3));
  }

  add(event: RunEvent): void {
    switch (event.type) {
      case "agent-started": {
        if (this.#parts.length === 0) this.#grow(event.seq, event.prompt);
        // Another model counts other tokens.
        const model = event.player.kind === "model" ? event.player.model : "";
        if (model !== this.#model) this.#measured = null;
        this.#model = model;
        break;
      }
      case "model-replied": {
        const { usage } = event;
        const calls = event.toolCalls.map((call) => call.name + call.arguments + call.id).join("");
        const native = event.native ? JSON.stringify(event.native.items) : "";
        this.#grow(event.seq, event.text + event.reasoning + calls + native);
        if (usage.exact) {
          this.#measured = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
          this.#newBytes = 0;
          this.#newMessages = event.toolCalls.length + 1;
        }
        break;
      }
      case "tool-finished":
        this.#grow(event.seq, event.output);
        break;
      case "person-said":
        this.#saidBytes += encoder.encode(event.text).length + MESSAGE_TOKENS;
        this.#grow(event.seq, event.text);
        break;
      case "notice-sent":
        this.#grow(event.seq, event.text);
        break;
      case "compacted": {
        const [prompt, ...rest] = this.#parts;
        const kept = rest.filter((part) => part.seq >= event.keptFrom);
        this.#setParts(prompt ? [prompt, ...kept] : kept);
        this.#grow(event.seq, compactedText(event.summary, event.state, []), this.#saidBytes);
        // Nobody has measured what is left of the conversation.
        this.#measured = null;
        break;
      }
      default:
        break;
    }
  }

  #setParts(parts: readonly Part[]): void {
    this.#parts = [...parts];
    this.#allBytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  }

  #grow(seq: number, text: string, more = 0): void {
    const bytes = encoder.encode(text).length + more;
    this.#parts.push({ seq, bytes });
    this.#allBytes += bytes;
    this.#newBytes += bytes;
    this.#newMessages += 1;
  }

  #tokens(bytesPerToken: number): number {
    if (this.#measured !== null) {
      return this.#measured + this.#newBytes / bytesPerToken + this.#newMessages * MESSAGE_TOKENS;
    }
    return (this.#allBytes + this.#toolBytes) / bytesPerToken + this.#parts.length * MESSAGE_TOKENS;
  }
}
