import type { RunFact, StopReason } from "../core/event.ts";
import type { ModelReply } from "../model/index.ts";
import type { Command } from "./control.ts";
import { INTERRUPTED, NEVER_RUN, type OpenCall } from "./conversation.ts";
import { Abandoned, Halt } from "./halt.ts";
import { Interruptible } from "./interruptible.ts";
import type { AgentJob } from "./job.ts";
import { ModelTurn } from "./model-turn.ts";
import { CUT_NOTICE, NO_CALL_NOTICE, REFUSED_NOTICE } from "./reminders.ts";
import { REPEAT_NOTICE } from "./repeats.ts";
import { RunLog } from "./run-log.ts";
import { callTool } from "./call-tool.ts";
import { type Clock, ClockWatch, SYSTEM_CLOCK } from "./surroundings.ts";

const SUBMITTED = "The work was submitted.";

/** Replies in a row without a tool call before the run stops. */
const IDLE_REPLIES = 3;

/**
 * Lets a model work on the task until it submits, a limit is reached, or it is told to stop; then records
 * `agent-stopped` and resolves to the reason. Each step is recorded before the next is taken, so a run whose events are
 * kept goes on where it was: no reply is asked for twice, and a call whose end nobody saw is said to be interrupted.
 *
 * Rejects with the signal's reason when it is abandoned, and with the store's error when a fact cannot be recorded.
 */
export function runAgent(job: AgentJob): Promise<StopReason> {
  return new AgentLoop(job).run();
}

/** What the model is told after a reply without a call. */
const NUDGES: Readonly<Record<ModelReply["finish"], string>> = {
  stop: NO_CALL_NOTICE,
  "tool-calls": NO_CALL_NOTICE,
  length: CUT_NOTICE,
  refusal: REFUSED_NOTICE,
};

/** How often the clocks are compared. */
const CLOCK_EVERY_MS = 15_000;

class AgentLoop {
  readonly #job: AgentJob;
  readonly #log: RunLog;
  readonly #step: Interruptible;
  readonly #turn: ModelTurn;
  readonly #clock: Clock;
  readonly #clockWatch: ClockWatch;
  /** Of a jump that is noticed and not yet in the log. */
  #jumpedMs = 0;
  #pauseAsked = false;
  #wake: (() => void) | null = null;

  constructor(job: AgentJob) {
    this.#job = job;
    this.#log = new RunLog(job);
    this.#clock = job.clock ?? SYSTEM_CLOCK;
    this.#clockWatch = new ClockWatch(this.#clock, CLOCK_EVERY_MS);
    this.#step = new Interruptible(() => this.#msLeft());
    this.#turn = new ModelTurn(job, this.#log, this.#step, () => this.#boundary());
  }

  async run(): Promise<StopReason> {
    const { control, signal } = this.#job;
    const abandon = (): void => this.#end(new Abandoned("abandoned", { cause: signal?.reason }));
    const deaf = control.onCommand((command) => this.#obey(command));
    signal?.addEventListener("abort", abandon);
    const watching = setInterval(() => this.#lookAtClock(), CLOCK_EVERY_MS);
    try {
      signal?.throwIfAborted();
      return await this.#untilHalt();
    } catch (error) {
      throw error instanceof Abandoned ? error.cause : error;
    } finally {
      clearInterval(watching);
      deaf();
      signal?.removeEventListener("abort", abandon);
    }
  }

  async #untilHalt(): Promise<StopReason> {
    try {
      await this.#begin();
      for (;;) await this.#next();
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
      this.#lookAtClock();
      await this.#log.add({ type: "agent-stopped", reason: error.reason, message: error.message });
      return error.reason;
    }
  }

  async #begin(): Promise<void> {
    const { client, limits, price, prompt } = this.#job;
    const goesOn = this.#log.conversation.started;
    const { model, baseUrl, format } = client;
    const player = this.#job.player ?? { kind: "model", model, baseUrl, format, price };
    // Whoever goes on must see whether the last stretch had an end.
    const interrupted = goesOn && !this.#log.reminders.ended;
    if (interrupted && this.#log.conversation.submitted) throw new Halt("submitted", SUBMITTED);
    await this.#log.add({ type: "agent-started", player, limits, prompt });
    for (const open of this.#log.conversation.openCalls) {
      const tool = this.#job.tools.find(({ spec }) => spec.name === open.call.name);
      // A call that never began, or does no harm, is simply made now; unless somebody stopped the run before it:
      // then it was not wanted, and the world may have moved on since.
      if (interrupted && (!open.started || tool?.repeatable)) continue;
      await this.#giveUp(open);
    }
    const line = this.#log.ledger.line(this.#clock.now());
    await this.#notice(this.#log.reminders.opening(goesOn, line));
  }

  #giveUp({ call, turn, started }: OpenCall): Promise<void> {
    const output = started ? INTERRUPTED : NEVER_RUN;
    const { id: callId, name } = call;
    return this.#log.add({ type: "tool-finished", turn, callId, name, output, failed: true, ms: 0 });
  }

  async #next(): Promise<void> {
    await this.#boundary();
    const [open] = this.#log.conversation.openCalls;
    if (open) {
      await this.#call(open);
      return;
    }
    this.#log.checkpoint();
    await this.#judge();
    await this.#turn.take();
  }

  async #call(open: OpenCall): Promise<void> {
    const { reminders, ledger } = this.#log;
    const ends = await callTool(open, {
      tools: this.#job.tools,
      log: this.#log,
      step: this.#step,
      keepArtifact: this.#job.keepArtifact ?? null,
      context: { sentBack: reminders.sentBack, budgetLeft: ledger.left(this.#clock.now()) },
    });
    if (ends) throw new Halt("submitted", SUBMITTED);
  }

  /** Looks at what the model has done so far, and tells it or stops it. */
  async #judge(): Promise<void> {
    const { conversation, repeats, reminders, ledger } = this.#log;
    if (repeats.mustStop) {
      throw new Halt("loop", "The model made the same calls again and again, also after it was told.");
    }
    if (repeats.mustTell) await this.#notice(REPEAT_NOTICE);
    if (conversation.idleReplies >= IDLE_REPLIES) {
      throw new Halt(
        "no-tool-calls",
        `The model sent ${IDLE_REPLIES} replies in a row without using a tool.`,
      );
    }
    if (conversation.modelSpokeLast) await this.#notice(NUDGES[this.#turn.endedWithout ?? "stop"]);
    const now = this.#clock.now();
    const due = reminders.due(ledger.left(now), ledger.line(now));
    if (due !== null) await this.#notice(due);
  }

  /** Between two steps: here a person's wishes and the time limit take effect. */
  async #boundary(): Promise<void> {
    this.#step.check();
    this.#lookAtClock();
    if (this.#pauseAsked) {
      await this.#log.add({ type: "agent-paused" });
      while (this.#pauseAsked) {
        this.#step.check();
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      this.#step.check();
      await this.#log.add({ type: "agent-resumed" });
    }
    if (this.#msLeft() <= 0) {
      const hit = this.#log.ledger.allow(this.#clock.now());
      throw new Halt("time", "message" in hit ? hit.message : "The working time is used. Raise it to go on.");
    }
  }

  #obey(command: Command): void {
    switch (command.type) {
      case "pause":
        this.#pauseAsked = true;
        // Waiting for a retry is no step that must come to its end first.
        this.#turn.skipWait();
        break;
      case "resume":
        this.#pauseAsked = false;
        this.#wake?.();
        // Also from a rest without network, or before a retry.
        this.#turn.skipWait();
        break;
      case "stop":
        this.#end(new Halt("told", "You stopped the agent."));
        break;
      case "skip-wait":
        this.#turn.skipWait();
        break;
      case "say":
        this.#addNow({ type: "person-said", text: command.text });
        break;
      case "set-limits":
        this.#addNow({ type: "limits-changed", limits: command.limits }, () => this.#step.rearm());
        break;
    }
  }

  /** Records a person's word at once, whatever the loop is doing. */
  #addNow(fact: RunFact, then: () => void = () => undefined): void {
    this.#log.add(fact).then(then, (error: unknown) => {
      this.#end(error instanceof Error ? error : new Error(String(error)));
    });
  }

  #end(reason: Error): void {
    this.#step.end(reason);
    this.#turn.skipWait();
    this.#pauseAsked = false;
    this.#wake?.();
  }

  #notice(text: string): Promise<void> {
    return this.#log.add({ type: "notice-sent", text });
  }

  #msLeft(): number {
    const { ledger } = this.#log;
    if (ledger.limits.ms === null) return Number.POSITIVE_INFINITY;
    this.#lookAtClock();
    return ledger.limits.ms - (ledger.workedMs(this.#clock.now()) - this.#jumpedMs);
  }

  /** Sleep is no work, and neither is what a clock that was set makes of it. */
  #lookAtClock(): void {
    const ms = this.#clockWatch.jump();
    if (ms === 0) return;
    this.#jumpedMs += ms;
    this.#addNow({ type: "clock-jumped", ms }, () => {
      this.#jumpedMs -= ms;
      this.#step.rearm();
    });
  }
}
