import type { RunEvent } from "../core/event.ts";

/** Tokens that wrap each message on the wire, and more. */
const MESSAGE_TOKENS = 16;

const encoder = new TextEncoder();

/**
 * How many tokens the next prompt has: what the last reply measured, plus what came since. A token has at least one
 * byte, which bounds the new part from above; three bytes a token is what code and prose really take at most.
 */
export class PromptSize {
  readonly #toolBytes: number;
  #measured: number | null = null;
  /** Of everything, for when nothing is measured. */
  #allBytes = 0;
  #allMessages = 0;
  #newBytes = 0;
  #newMessages = 0;
  #model = "";

  constructor(toolCharacters: number) {
    this.#toolBytes = toolCharacters;
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
        if (this.#allMessages === 0) this.#grow(event.prompt);
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
        this.#grow(event.text + event.reasoning + calls + native);
        if (usage.exact) {
          this.#measured = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
          this.#newBytes = 0;
          this.#newMessages = event.toolCalls.length + 1;
        }
        break;
      }
      case "tool-finished":
        this.#grow(event.output);
        break;
      case "person-said":
      case "notice-sent":
        this.#grow(event.text);
        break;
      default:
        break;
    }
  }

  #grow(text: string): void {
    const bytes = encoder.encode(text).length;
    this.#allBytes += bytes;
    this.#newBytes += bytes;
    this.#allMessages += 1;
    this.#newMessages += 1;
  }

  #tokens(bytesPerToken: number): number {
    if (this.#measured !== null) {
      return this.#measured + this.#newBytes / bytesPerToken + this.#newMessages * MESSAGE_TOKENS;
    }
    return (this.#allBytes + this.#toolBytes) / bytesPerToken + this.#allMessages * MESSAGE_TOKENS;
  }
}
