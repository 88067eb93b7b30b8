import type { Usage } from "../core/event.ts";
import type { ModelReply, ReplyPart } from "./model-client.ts";
import type { WireToolCall } from "./chat-wire.ts";
import { ToolCallParts } from "./tool-call-parts.ts";
import { leastTokens } from "./usage.ts";
import type { ReaderOptions } from "./wire-client.ts";

/** What has been said of a reply so far, in the caller's terms; tells of each part as it comes. */
export class ReplyDraft {
  readonly #calls: ToolCallParts;
  readonly #onPart: (part: ReplyPart) => void;
  readonly #promptCharacters: number;
  #text = "";
  #reasoning = "";

  constructor(options: ReaderOptions) {
    this.#calls = new ToolCallParts(options.takenIds);
    this.#onPart = options.onPart;
    this.#promptCharacters = options.promptCharacters;
  }

  get empty(): boolean {
    return this.#text === "" && this.#reasoning === "" && !this.#calls.any;
  }

  say(delta: string): void {
    if (delta === "") return;
    this.#text += delta;
    this.#onPart({ type: "text", delta });
  }

  reason(delta: string): void {
    if (delta === "") return;
    this.#reasoning += delta;
    this.#onPart({ type: "reasoning", delta });
  }

  call(piece: WireToolCall): void {
    this.#onPart(this.#calls.add(piece));
  }

  whole(): Pick<ModelReply, "text" | "reasoning" | "toolCalls"> {
    return { text: this.#text, reasoning: this.#reasoning, toolCalls: this.#calls.calls() };
  }

  /** The least that it took, for when nobody reports it. */
  estimate(): Usage {
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
