import type { Usage } from "../core/event.ts";
import { type Message, type ModelFault, type ModelReply, priceOf, type ReplyPart } from "../model/index.ts";
import { DEFAULT_RETRY, retryDelay, type RetryRule } from "./backoff.ts";
import { Compaction, type CompactionCause } from "./compaction.ts";
import { Abandoned, Halt } from "./halt.ts";
import type { Interruptible } from "./interruptible.ts";
import type { AgentJob } from "./job.ts";
import type { Asked } from "./ledger.ts";
import type { RunLog } from "./run-log.ts";
import { ALWAYS_ONLINE, SYSTEM_CLOCK } from "./surroundings.ts";

/** What may be the network's fault and not the endpoint's. */
const LINE_FAULTS: ReadonlySet<ModelFault["kind"]> = new Set(["unreachable", "cut", "silent"]);

/** A request to the model: what it is for, and what is sent. */
export interface Question {
  readonly asked: Asked;
  readonly turn: number;
  readonly messages: () => readonly Message[];
  /** Of a summary: why it is needed. */
  readonly because?: CompactionCause;
  readonly maxOutputTokens?: number;
}

/** A whole reply with the time it took, or the fault that no retry mends. */
export type Answered = { readonly reply: ModelReply; readonly ms: number } | { readonly fault: ModelFault };

/** Asks the model once a turn, and again when it fails in a way that may pass; makes room first where it must. */
export class ModelTurn {
  readonly #job: AgentJob;
  readonly #log: RunLog;
  readonly #step: Interruptible;
  readonly #boundary: () => Promise<void>;
  readonly #retry: RetryRule;
  readonly #compaction: Compaction;
  #wakeUp: (() => void) | null = null;
  #finish: ModelReply["finish"] | null = null;
  /** True once the endpoint has answered in this stretch: what fails from then on is likely to pass. */
  #answered = false;

  constructor(job: AgentJob, log: RunLog, step: Interruptible, boundary: () => Promise<void>) {
    this.#job = job;
    this.#log = log;
    this.#step = step;
    this.#boundary = boundary;
    this.#retry = { ...DEFAULT_RETRY, ...job.retry };
    this.#compaction = new Compaction(job, log, (question) => this.#ask(question));
  }

  /** How the last reply ended, when it had no call; null else. */
  get endedWithout(): ModelReply["finish"] | null {
    return this.#log.conversation.modelSpokeLast ? this.#finish : null;
  }

  /** Ends the wait before a retry, or for the network. */
  skipWait(): void {
    this.#wakeUp?.();
  }

  /** @throws Halt at a limit, and when the model cannot be had. */
  async take(): Promise<void> {
    const turn = this.#log.conversation.turn + 1;
    await this.#compaction.makeRoom(turn);
    let asked: Asked = "turn";
    for (;;) {
      const answered = await this.#ask({ asked, turn, messages: () => this.#log.conversation.messages() });
      if ("reply" in answered) {
        await this.#keep(turn, answered.reply, answered.ms);
        return;
      }
      const { fault } = answered;
      asked = "again";
      // A conversation that is too long is cut, and the turn goes on.
      if (fault.kind === "too-large" && (await this.#compaction.afterRefusal(turn))) continue;
      throw new Halt(
        fault.kind === "too-large" ? "context" : "model-error",
        `${fault.message} ${fault.remedy}`,
      );
    }
  }

  async #keep(turn: number, reply: ModelReply, ms: number): Promise<void> {
    this.#finish = reply.finish;
    await this.#log.add({
      type: "model-replied",
      turn,
      text: reply.text,
      reasoning: reply.reasoning,
      toolCalls: reply.toolCalls,
      ...(reply.native && { native: reply.native }),
      usage: reply.usage,
      cost: reply.cost ?? this.#costOf(reply.usage),
      ms,
    });
  }

  /** Asks until there is a reply or a fault that stays. Each failed attempt is recorded. */
  async #ask(question: Question): Promise<Answered> {
    let { asked } = question;
    for (let attempt = 1; ; attempt += 1) {
      const answered = await this.#attempt(question, asked);
      if ("reply" in answered) {
        this.#answered = true;
        return answered;
      }
      const { fault } = answered;
      const offline = LINE_FAULTS.has(fault.kind) && !this.#network.online();
      const tooLarge = fault.kind === "too-large";
      const wait = offline || tooLarge ? 0 : retryDelay(fault, attempt, this.#retry, this.#answered);
      await this.#log.add({
        type: "model-failed",
        turn: question.turn,
        message: offline ? "This computer is offline." : fault.message,
        remedy: offline ? "It goes on by itself once the network is back." : fault.remedy,
        retryInMs: wait,
        usage: fault.usage,
        cost: this.#costOf(fault.usage),
      });
      if (wait === null || tooLarge) return { fault };
      if (asked === "turn") asked = "again";
      if (offline) {
        // It was not the endpoint that failed.
        attempt -= 1;
        await this.#untilOnline();
      } else {
        await this.#wait(wait);
        await this.#boundary();
      }
    }
  }

  async #attempt(question: Question, asked: Asked): Promise<Answered> {
    const { turn, because, messages } = question;
    const allowed = this.#log.ledger.allow((this.#job.clock ?? SYSTEM_CLOCK).now(), asked);
    if ("reason" in allowed) throw new Halt(allowed.reason, allowed.message);
    // Recorded before each request: should the page go away now, its worst case counts as spent.
    await this.#log.add(
      because === undefined ? { type: "turn-started", turn } : { type: "compaction-started", turn, because },
    );
    const started = performance.now();
    let heard = 0;
    const onPart = (part: ReplyPart): void => {
      heard += part.type === "tool-call" ? part.argumentsDelta.length : part.delta.length;
      if (because === undefined) this.#job.onPart?.(turn, part);
    };
    try {
      const answer = await this.#step.run((signal) =>
        this.#job.client.ask(
          {
            messages: messages(),
            tools: this.#job.tools.map((tool) => tool.spec),
            maxOutputTokens: Math.min(allowed.maxOutputTokens, question.maxOutputTokens ?? Infinity),
            signal,
          },
          onPart,
        ),
      );
      if (!answer.ok) return { fault: answer.fault };
      return { reply: answer.reply, ms: Math.round(performance.now() - started) };
    } catch (error) {
      const ended = this.#step.ended;
      if (ended instanceof Abandoned || !ended) throw ended ?? error;
      await this.#recordStopped(turn, heard);
      throw ended;
    }
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

  /** The run rests while there is no network, and goes on by itself; or when it is told to try anyway. */
  async #untilOnline(): Promise<void> {
    this.#step.check();
    await this.#log.add({ type: "agent-paused", because: "offline" });
    let deaf = (): void => undefined;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.#network.online()) resolve();
      };
      deaf = this.#network.onChange(look);
      this.#wakeUp = resolve;
      look();
      // Told to stop while the pause was recorded.
      if (this.#step.over) resolve();
    });
    this.#wakeUp = null;
    deaf();
    await this.#boundary();
    await this.#log.add({ type: "agent-resumed" });
  }

  get #network() {
    return this.#job.network ?? ALWAYS_ONLINE;
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
