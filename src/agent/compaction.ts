import type { RunEvent } from "../core/event.ts";
import { type ModelReply, priceOf } from "../model/index.ts";
import { whole } from "./amounts.ts";
import { Halt } from "./halt.ts";
import type { AgentJob } from "./job.ts";
import { SUMMARY_TOKENS } from "./ledger.ts";
import type { Answered, Question } from "./model-turn.ts";
import type { RunLog } from "./run-log.ts";
import { plainSummary, summaryRequest } from "./summary.ts";
import { SYSTEM_CLOCK } from "./surroundings.ts";

export type CompactionCause = Extract<RunEvent, { type: "compaction-started" }>["because"];

/** Share of the window that the newest turns may fill word for word. */
const TAIL_SHARE = 0.2;
/** Characters a token has at the least, in code and prose. */
const CHARACTERS_A_TOKEN = 3;
/** Compactions in a row with a single reply between them before the window is called too small. */
const MOST_IN_VAIN = 4;
/** In one turn a conversation is cut so often at most, harder each time, before the run stops. */
const MOST_REFUSALS = 3;

const NO_USAGE = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, exact: true };

/**
 * Keeps the conversation within the model's window: the model writes a summary of it, which stands in for all but the
 * prompt and the newest turns from then on.
 */
export class Compaction {
  readonly #job: AgentJob;
  readonly #log: RunLog;
  readonly #ask: (question: Question) => Promise<Answered>;
  #refusedTurn = 0;
  #refusals = 0;
  #inVain = 0;

  constructor(job: AgentJob, log: RunLog, ask: (question: Question) => Promise<Answered>) {
    this.#job = job;
    this.#log = log;
    this.#ask = ask;
  }

  /** Before a turn: compacts when its reply might no longer fit. */
  async makeRoom(turn: number): Promise<void> {
    const { ledger, conversation } = this.#log;
    if (!ledger.nearlyFull || conversation.repliesSinceCompaction === 0) return;
    this.#inVain = conversation.repliesSinceCompaction === 1 ? this.#inVain + 1 : 0;
    if (this.#inVain > MOST_IN_VAIN) {
      throw new Halt(
        "context",
        `The model's window of ${whole(ledger.window ?? 0)} tokens is too small: each turn fills it anew. Choose a model with a larger window.`,
      );
    }
    await this.#compact(turn, "window", false, TAIL_SHARE);
  }

  /**
   * After the endpoint refused the conversation as too long. The second time in a turn less of it stays, the third time
   * nothing, and no model is asked. False when that was tried already.
   */
  async afterRefusal(turn: number): Promise<boolean> {
    this.#refusals = this.#refusedTurn === turn ? this.#refusals + 1 : 1;
    this.#refusedTurn = turn;
    if (this.#refusals > MOST_REFUSALS) return false;
    const last = this.#refusals === MOST_REFUSALS;
    await this.#compact(turn, "refused", true, last ? 0 : TAIL_SHARE / this.#refusals, last);
    return true;
  }

  async #compact(
    turn: number,
    because: CompactionCause,
    shortened: boolean,
    tailShare: number,
    alone = false,
  ): Promise<void> {
    const { conversation, ledger } = this.#log;
    const before = conversation.messages();
    const tokens = ledger.window ?? ledger.promptTokens;
    const tail = conversation.tailWithin(tokens * CHARACTERS_A_TOKEN * tailShare);
    const answered = alone ? null : await this.#summary(turn, because, shortened);
    if (alone) await this.#log.add({ type: "compaction-started", turn, because });
    const reply = answered?.reply ?? null;
    const now = (this.#job.clock ?? SYSTEM_CLOCK).now();
    const state = [await this.#job.describeWork?.(), ledger.line(now)].filter(Boolean).join("\n");
    const text = reply?.text.trim() ?? "";
    await this.#log.add({
      type: "compacted",
      turn,
      summary: text === "" ? plainSummary(before) : text,
      state,
      keptFrom: Math.min(tail, this.#log.seq),
      usage: reply?.usage ?? NO_USAGE,
      cost: reply === null ? 0 : this.#costOf(reply),
      ms: answered?.ms ?? 0,
    });
  }

  /** The model's summary; null when even the shortened conversation is too long for it. */
  async #summary(
    turn: number,
    because: CompactionCause,
    shortened: boolean,
  ): Promise<{ readonly reply: ModelReply; readonly ms: number } | null> {
    const { conversation, ledger } = this.#log;
    const answered = await this.#ask({
      asked: "summary",
      turn,
      because,
      messages: () => summaryRequest(conversation.messages(), shortened),
      maxOutputTokens: Math.max(512, Math.min(SUMMARY_TOKENS, Math.floor((ledger.window ?? Infinity) / 8))),
    });
    if ("reply" in answered) return answered;
    const { fault } = answered;
    if (fault.kind !== "too-large") throw new Halt("model-error", `${fault.message} ${fault.remedy}`);
    return shortened ? null : await this.#summary(turn, "refused", true);
  }

  #costOf(reply: ModelReply): number | null {
    return reply.cost ?? (this.#job.price ? priceOf(reply.usage, this.#job.price) : null);
  }
}
