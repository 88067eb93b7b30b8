import type { Player, RunEvent, ToolCall } from "../core/event.ts";
import type { Message } from "../model/index.ts";

/** A call of the last reply that has no result yet. */
export interface OpenCall {
  readonly call: ToolCall;
  readonly turn: number;
  /** True when it may have taken effect. */
  readonly started: boolean;
}

/** What the model is told of a call whose end nobody saw. */
export const INTERRUPTED =
  "Interrupted: the run was stopped while this call was at work. It may have taken effect, in whole or in part. Look before you repeat it.";
export const NEVER_RUN = "Not run: the run was stopped before this call.";

interface Slot extends OpenCall {
  started: boolean;
  output: string | null;
}

/** A message, and the `seq` of the event that began it: results belong to the reply that asked for them. */
interface Placed {
  readonly seq: number;
  readonly message: Message;
}

/** What a person said survives every compaction word for word, up to so many words of so many characters. */
const SAID_KEPT = 20;
const SAID_CHARACTERS = 2_000;

/** All that a conversation is, as plain data. */
export interface ConversationState {
  readonly settled: readonly Placed[];
  readonly slots: readonly Slot[];
  readonly waiting: readonly Placed[];
  readonly said: readonly string[];
  readonly replySeq: number;
  readonly repliesSinceCompaction: number;
  readonly turn: number;
  readonly idleReplies: number;
  readonly submitted: boolean;
  readonly player: string | null;
}

/**
 * The conversation with the model as the log has it. It is only ever appended to, so that the provider finds the
 * prefix in its cache; a compaction alone replaces its older part by a summary. What is said while calls are open comes
 * after their results, as the wire formats demand.
 */
export class Conversation {
  #settled: Placed[] = [];
  #slots: Slot[] = [];
  #waiting: Placed[] = [];
  #said: string[] = [];
  #replySeq = 0;
  #repliesSinceCompaction = 0;
  #player: string | null = null;
  #turn = 0;
  #idleReplies = 0;
  #submitted = false;

  static from(state: ConversationState): Conversation {
    const conversation = new Conversation();
    conversation.#settled = [...state.settled];
    conversation.#slots = state.slots.map((slot) => ({ ...slot }));
    conversation.#waiting = [...state.waiting];
    conversation.#said = [...state.said];
    conversation.#replySeq = state.replySeq;
    conversation.#repliesSinceCompaction = state.repliesSinceCompaction;
    conversation.#turn = state.turn;
    conversation.#idleReplies = state.idleReplies;
    conversation.#submitted = state.submitted;
    conversation.#player = state.player;
    return conversation;
  }

  get state(): ConversationState {
    return {
      settled: [...this.#settled],
      slots: this.#slots.map((slot) => ({ ...slot })),
      waiting: [...this.#waiting],
      said: [...this.#said],
      replySeq: this.#replySeq,
      repliesSinceCompaction: this.#repliesSinceCompaction,
      turn: this.#turn,
      idleReplies: this.#idleReplies,
      submitted: this.#submitted,
      player: this.#player,
    };
  }

  /** Number of the last turn, 0 before the first. */
  get turn(): number {
    return this.#turn;
  }

  /** Since the last compaction, or the start. */
  get repliesSinceCompaction(): number {
    return this.#repliesSinceCompaction;
  }

  /** Replies in a row without a tool call. */
  get idleReplies(): number {
    return this.#idleReplies;
  }

  /** True once the work was handed in, in the stretch that the log ends with. */
  get submitted(): boolean {
    return this.#submitted;
  }

  get started(): boolean {
    return this.#settled.length > 0;
  }

  /** True when the last word is the model's: it needs an answer before it is asked again. */
  get modelSpokeLast(): boolean {
    return (
      this.#waiting.length === 0 &&
      this.#settled.at(-1)?.message.role === "assistant" &&
      this.#slots.length === 0
    );
  }

  /** Calls of the last reply that still need a result, in order. */
  get openCalls(): readonly OpenCall[] {
    return this.#slots.filter((slot) => slot.output === null);
  }

  /** What is sent to the model. Calls without a result get an honest one. */
  messages(): readonly Message[] {
    return [...this.#settled, ...this.#answers(), ...this.#waiting].map(({ message }) => message);
  }

  /**
   * `seq` of the first event of the newest turns that fit into so many characters: what a compaction keeps word for
   * word. Beyond the last event when not even the last turn fits.
   */
  tailWithin(characters: number): number {
    let from = Number.MAX_SAFE_INTEGER;
    let room = characters;
    for (const { seq, message } of this.#settled.slice(1).reverse()) {
      room -= lengthOf(message);
      if (room < 0) break;
      if (message.role === "assistant") from = seq;
    }
    return from;
  }

  add(event: RunEvent): void {
    switch (event.type) {
      case "agent-started":
        if (this.#settled.length === 0) this.#place(event.seq, { role: "system", text: event.prompt });
        this.#heardBy(event.player);
        this.#idleReplies = 0;
        this.#submitted = false;
        break;
      case "turn-started":
        this.#turn = Math.max(this.#turn, event.turn);
        break;
      case "model-replied":
        this.#settle();
        this.#replySeq = event.seq;
        this.#repliesSinceCompaction += 1;
        this.#place(event.seq, {
          role: "assistant",
          text: event.text,
          reasoning: event.reasoning,
          toolCalls: event.toolCalls,
          ...(event.native && { native: event.native }),
        });
        this.#slots = event.toolCalls.map((call) => ({
          call,
          turn: event.turn,
          started: false,
          output: null,
        }));
        this.#idleReplies = event.toolCalls.length > 0 ? 0 : this.#idleReplies + 1;
        break;
      case "tool-started": {
        const slot = this.#slotOf(event.call.id);
        if (slot) slot.started = true;
        break;
      }
      case "tool-finished": {
        const slot = this.#slotOf(event.callId);
        if (slot) slot.output = event.output;
        if (event.name === "submit" && !event.failed) this.#submitted = true;
        if (this.openCalls.length === 0) this.#settle();
        break;
      }
      case "person-said":
        this.#idleReplies = 0;
        this.#said = [...this.#said, event.text.slice(0, SAID_CHARACTERS)].slice(-SAID_KEPT);
        this.#say(event.seq, event.text);
        break;
      case "notice-sent":
        this.#say(event.seq, `[notice] ${event.text}`);
        break;
      case "compacted":
        this.#compact(event);
        break;
      default:
        break;
    }
  }

  /** What one model encrypted or signed says nothing to another, and may be refused by it. */
  #heardBy(player: Player): void {
    const name = player.kind === "model" ? `${player.model} ${player.baseUrl}` : player.kind;
    if (this.#player !== null && this.#player !== name) {
      for (const [index, { seq, message }] of this.#settled.entries()) {
        if (message.role !== "assistant" || !message.native) continue;
        const { native: _, ...plain } = message;
        this.#settled[index] = { seq, message: plain };
      }
    }
    this.#player = name;
  }

  #slotOf(id: string): Slot | undefined {
    return this.#slots.find((slot) => slot.call.id === id && slot.output === null);
  }

  #place(seq: number, message: Message): void {
    this.#settled.push({ seq, message });
  }

  #say(seq: number, text: string): void {
    const placed: Placed = { seq, message: { role: "user", text } };
    if (this.#slots.length > 0) this.#waiting.push(placed);
    else this.#settled.push(placed);
  }

  /** The prompt stays, and so do the messages from `keptFrom` on; what is between is told by the summary. */
  #compact({ seq, summary, state, keptFrom }: Extract<RunEvent, { type: "compacted" }>): void {
    this.#repliesSinceCompaction = 0;
    const [prompt, ...rest] = this.#settled;
    if (!prompt) return;
    const kept = rest.filter((placed) => placed.seq >= keptFrom);
    const text = compactedText(summary, state, this.#said);
    this.#settled = [prompt, { seq, message: { role: "user", text } }, ...kept];
  }

  #answers(): Placed[] {
    return this.#slots.map((slot) => ({
      seq: this.#replySeq,
      message: {
        role: "tool",
        callId: slot.call.id,
        text: slot.output ?? (slot.started ? INTERRUPTED : NEVER_RUN),
      },
    }));
  }

  #settle(): void {
    this.#settled.push(...this.#answers(), ...this.#waiting);
    this.#slots = [];
    this.#waiting = [];
  }
}

/** What the model finds in place of the messages that a compaction took away. */
export function compactedText(summary: string, state: string, said: readonly string[]): string {
  const words = said.map((text) => `- ${text}`).join("\n");
  return [
    "[notice] To make room, the conversation so far was replaced by this summary of yours. The workspace is as you left it; the newest messages follow word for word.",
    `<summary>\n${summary}\n</summary>`,
    ...(state === "" ? [] : [`<state>\n${state}\n</state>`]),
    ...(words === "" ? [] : [`<said-by-the-person>\n${words}\n</said-by-the-person>`]),
  ].join("\n\n");
}

/** Characters of a message that the model reads. */
export function lengthOf(message: Message): number {
  if (message.role !== "assistant") return message.text.length;
  const calls = message.toolCalls.reduce(
    (sum, call) => sum + call.name.length + call.arguments.length + call.id.length,
    0,
  );
  const native = message.native ? JSON.stringify(message.native.items).length : 0;
  return message.text.length + message.reasoning.length + calls + native;
}

/** The conversation that a run's events amount to. */
export function conversationOf(events: Iterable<RunEvent>): Conversation {
  const conversation = new Conversation();
  for (const event of events) conversation.add(event);
  return conversation;
}
