import type { Usage } from "../core/event.ts";
import { type ModelAnswer, type ModelFault, priceOf, type ReplyPart } from "../model/index.ts";
import { DEFAULT_RETRY, retryDelay, type RetryRule } from "./backoff.ts";
import { Abandoned, Halt } from "./halt.ts";
import type { Interruptible } from "./interruptible.ts";
import type { AgentJob } from "./job.ts";
import type { RunLog } from "./run-log.ts";

/** Asks the model once a turn, and again when it fails in a way that may pass. */
export class ModelTurn {
  readonly #job: AgentJob;
  readonly #log: RunLog;
  readonly #step: Interruptible;
  readonly #boundary: () => Promise<void>;
  readonly #retry: RetryRule;
  #wakeUp: (() => void) | null = null;
  #wasCut = false;

  constructor(job: AgentJob, log: RunLog, step: Interruptible, boundary: () => Promise<void>) {
    this.#job = job;
    this.#log = log;
    this.#step = step;
    this.#boundary = boundary;
    this.#retry = { ...DEFAULT_RETRY, ...job.retry };
  }

  /** True when the last reply reached its greatest length before it came to a call. */
  get wasCut(): boolean {
    return this.#wasCut && this.#log.conversation.modelSpokeLast;
  }

  /** Ends the wait before a retry. */
  skipWait(): void {
    this.#wakeUp?.();
  }

  /** @throws Halt at a limit, and when the model cannot be had. */
  async take(): Promise<void> {
    const turn = this.#log.conversation.turn + 1;
    for (let attempt = 1; ; attempt += 1) {
      const fault = await this.#attempt(turn, attempt === 1);
      if (fault === null) return;
      const wait = retryDelay(fault, attempt, this.#retry);
      await this.#log.add({
        type: "model-failed",
        turn,
        message: fault.message,
        remedy: fault.remedy,
        retryInMs: wait,
        usage: fault.usage,
        cost: this.#costOf(fault.usage),
      });
      if (wait === null) {
        const reason = fault.kind === "too-large" ? "context" : "model-error";
        throw new Halt(reason, `${fault.message} ${fault.remedy}`);
      }
      await this.#wait(wait);
      await this.#boundary();
    }
  }

  /** Asks once. Returns null when the reply is recorded. */
  async #attempt(turn: number, newTurn: boolean): Promise<ModelFault | null> {
    const allowed = this.#log.ledger.allow(Date.now(), newTurn);
    if ("reason" in allowed) {
      throw new Halt(allowed.reason, allowed.message);
    }
    // Recorded before each request: should the page go away now, its worst case counts as spent.
    await this.#log.add({ type: "turn-started", turn });
    const started = performance.now();
    let heard = 0;
    const onPart = (part: ReplyPart): void => {
      heard += part.type === "tool-call" ? part.argumentsDelta.length : part.delta.length;
      this.#job.onPart?.(turn, part);
    };
    let answer: ModelAnswer;
    try {
      answer = await this.#step.run((signal) =>
        this.#job.client.ask(
          {
            messages: this.#log.conversation.messages(),
            tools: this.#job.tools.map((tool) => tool.spec),
            maxOutputTokens: allowed.maxOutputTokens,
            signal,
          },
          onPart,
        ),
      );
    } catch (error) {
      const ended = this.#step.ended;
      if (ended instanceof Abandoned || !ended) throw ended ?? error;
      await this.#recordStopped(turn, heard);
      throw ended;
    }
    if (!answer.ok) return answer.fault;
    const { reply } = answer;
    this.#wasCut = reply.finish === "length" && reply.toolCalls.length === 0;
    await this.#log.add({
      type: "model-replied",
      turn,
      text: reply.text,
      reasoning: reply.reasoning,
      toolCalls: reply.toolCalls,
      ...(reply.native && { native: reply.native }),
      usage: reply.usage,
      cost: reply.cost ?? this.#costOf(reply.usage),
      ms: Math.round(performance.now() - started),
    });
    return null;
  }

  /** A request that was ended by us may be paid for: what was heard of it is the least that it took. */
  async #recordStopped(turn: number, heard: number): Promise<void> {
    const usage: Usage = {
      input: this.#log.ledger.promptTokens,
      cacheRead: 0,
      cacheWrite: 0,
      output: Math.floor(heard / 4),
      reasoning: 0,
      exact: false,
    };
    await this.#log.add({
      type: "model-failed",
      turn,
      message: "The request was ended before the reply was whole.",
      remedy: "Start the agent again to go on.",
      retryInMs: null,
      usage,
      cost: this.#costOf(usage),
    });
  }

  #costOf(usage: Usage | null): number | null {
    return usage && this.#job.price ? priceOf(usage, this.#job.price) : null;
  }

  #wait(ms: number): Promise<void> {
    this.#step.check();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wakeUp?.(), Math.min(ms, 2_147_483_647));
      this.#wakeUp = () => {
        clearTimeout(timer);
        this.#wakeUp = null;
        resolve();
      };
    });
  }
}
