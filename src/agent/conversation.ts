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

/**
 * The conversation with the model as the log has it. It is only ever appended to, so that the provider finds the
 * prefix in its cache. What is said while calls are open comes after their results, as the wire formats demand.
 */
export class Conversation {
  readonly #settled: Message[] = [];
  #slots: Slot[] = [];
  #waiting: Message[] = [];
  #player: string | null = null;
  #turn = 0;
  #idleReplies = 0;
  #submitted = false;

  /** Number of the last turn, 0 before the first. */
  get turn(): number {
    return this.#turn;
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
      this.#waiting.length === 0 && this.#settled.at(-1)?.role === "assistant" && this.#slots.length === 0
    );
  }

  /** Calls of the last reply that still need a result, in order. */
  get openCalls(): readonly OpenCall[] {
    return this.#slots.filter((slot) => slot.output === null);
  }

  /** What is sent to the model. Calls without a result get an honest one. */
  messages(): readonly Message[] {
    return [...this.#settled, ...this.#answers(), ...this.#waiting];
  }

  add(event: RunEvent): void {
    switch (event.type) {
      case "agent-started":
        if (this.#settled.length === 0) this.#settled.push({ role: "system", text: event.prompt });
        this.#heardBy(event.player);
        this.#idleReplies = 0;
        this.#submitted = false;
        break;
      case "turn-started":
        this.#turn = Math.max(this.#turn, event.turn);
        break;
      case "model-replied":
        this.#settle();
        this.#settled.push({
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
        this.#say(event.text);
        break;
      case "notice-sent":
        this.#say(`[notice] ${event.text}`);
        break;
      default:
        break;
    }
  }

  /** What one model encrypted or signed says nothing to another, and may be refused by it. */
  #heardBy(player: Player): void {
    const name = player.kind === "model" ? `${player.model} ${player.baseUrl}` : player.kind;
    if (this.#player !== null && this.#player !== name) {
      for (const [index, message] of this.#settled.entries()) {
        if (message.role !== "assistant" || !message.native) continue;
        const { native: _, ...plain } = message;
        this.#settled[index] = plain;
      }
    }
    this.#player = name;
  }

  #slotOf(id: string): Slot | undefined {
    return this.#slots.find((slot) => slot.call.id === id && slot.output === null);
  }

  #say(text: string): void {
    const message: Message = { role: "user", text };
    if (this.#slots.length > 0) this.#waiting.push(message);
    else this.#settled.push(message);
  }

  #answers(): Message[] {
    return this.#slots.map((slot) => ({
      role: "tool",
      callId: slot.call.id,
      text: slot.output ?? (slot.started ? INTERRUPTED : NEVER_RUN),
    }));
  }

  #settle(): void {
    this.#settled.push(...this.#answers(), ...this.#waiting);
    this.#slots = [];
    this.#waiting = [];
  }
}

/** The conversation that a run's events amount to. */
export function conversationOf(events: Iterable<RunEvent>): Conversation {
  const conversation = new Conversation();
  for (const event of events) conversation.add(event);
  return conversation;
}
