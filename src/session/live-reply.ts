import type { ReplyPart } from "../model/index.ts";
import { replyKey } from "./fold.ts";
import type { TranscriptItem } from "./session.ts";

/** The reply that streams in: shown at the end of the transcript until its fact takes its place. */
export class LiveReply {
  #turn = 0;
  #at = 0;
  #text = "";
  #reasoning = "";
  #calls: { name: string; arguments: string }[] = [];

  add(turn: number, part: ReplyPart): void {
    if (turn !== this.#turn) this.clear();
    if (this.#at === 0) this.#at = Date.now();
    this.#turn = turn;
    if (part.type === "text") this.#text += part.delta;
    else if (part.type === "reasoning") this.#reasoning += part.delta;
    else {
      const call = (this.#calls[part.index] ??= { name: "", arguments: "" });
      call.name ||= part.name ?? "";
      call.arguments += part.argumentsDelta;
    }
  }

  clear(): void {
    this.#turn = 0;
    this.#at = 0;
    this.#text = "";
    this.#reasoning = "";
    this.#calls = [];
  }

  /** @param replies how many replies the transcript has */
  items(replies: number): TranscriptItem[] {
    if (this.#turn === 0) return [];
    const [turn, at] = [this.#turn, this.#at];
    const reply: TranscriptItem = {
      kind: "reply",
      key: replyKey(replies),
      seq: null,
      at,
      turn,
      text: this.#text,
      reasoning: this.#reasoning,
      live: true,
      usage: null,
      cost: null,
    };
    const calls = this.#calls.map((call, index): TranscriptItem => {
      const id = `live-${index}`;
      return {
        kind: "tool",
        key: `${replyKey(replies)}-${index}`,
        seq: null,
        at,
        turn,
        call: { id, ...call },
        output: null,
        failed: false,
        ms: null,
        artifact: null,
      };
    });
    return [reply, ...calls];
  }
}
