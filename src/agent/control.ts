import type { RunLimits } from "../core/event.ts";

/** What a person can do to a running agent. */
export type Command =
  | { readonly type: "pause" | "resume" | "stop" | "skip-wait" }
  | { readonly type: "say"; readonly text: string }
  | { readonly type: "set-limits"; readonly limits: RunLimits };

/**
 * A person's hand on a running agent. Commands take effect at the next step: "pause" lets a reply or a tool come to its
 * end, "stop" ends it. What is said reaches the model with the next request.
 */
export class AgentControl {
  readonly #listeners = new Set<(command: Command) => void>();

  pause(): void {
    this.#send({ type: "pause" });
  }
  resume(): void {
    this.#send({ type: "resume" });
  }
  stop(): void {
    this.#send({ type: "stop" });
  }
  /** Ends the wait before a retry. */
  skipWait(): void {
    this.#send({ type: "skip-wait" });
  }
  say(text: string): void {
    this.#send({ type: "say", text });
  }
  setLimits(limits: RunLimits): void {
    this.#send({ type: "set-limits", limits });
  }

  /** For the loop. Returns its undo. */
  onCommand(listener: (command: Command) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #send(command: Command): void {
    for (const listener of this.#listeners) listener(command);
  }
}
