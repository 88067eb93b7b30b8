import type { RunEvent, RunFact } from "../core/event.ts";
import type { AgentCheckpoint } from "./checkpoint.ts";
import { Conversation } from "./conversation.ts";
import type { AgentJob } from "./job.ts";
import { Ledger } from "./ledger.ts";
import { Reminders } from "./reminders.ts";
import { Repeats } from "./repeats.ts";

const MAX_OUTPUT_TOKENS = 16_384;

/** A run that goes on reads at most about so many events anew. */
const CHECKPOINT_EVENTS = 500;

/** What the loop knows: the folds of the run's events. Facts go in one at a time and count once they are durable. */
export class RunLog {
  readonly conversation: Conversation;
  readonly repeats = new Repeats();
  readonly reminders = new Reminders();
  readonly ledger: Ledger;
  /** How many events are folded. */
  #seq = 0;
  #sinceCheckpoint = 0;
  readonly #keep: (checkpoint: AgentCheckpoint) => void;
  readonly #record: (fact: RunFact) => Promise<RunEvent>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(job: AgentJob) {
    const tools = JSON.stringify(job.tools.map((tool) => tool.spec));
    this.ledger = new Ledger(
      job.contextTokens ?? null,
      job.maxOutputTokens ?? MAX_OUTPUT_TOKENS,
      tools.length,
    );
    this.#record = job.record;
    this.#keep = job.keepCheckpoint ?? (() => undefined);
    const before = job.checkpoint ?? null;
    this.conversation = before === null ? new Conversation() : Conversation.from(before.conversation);
    if (before !== null) {
      this.ledger.restore(before.ledger);
      this.repeats.restore(before.repeats);
      this.reminders.restore(before.reminders);
      this.#seq = before.seq;
    }
    for (const event of job.history) this.#fold(event);
  }

  /** How many events there are: the next has this `seq`, unless another is on its way. */
  get seq(): number {
    return this.#seq;
  }

  /** Settles when the fact is durable. Facts are recorded in the order of the calls. */
  add(fact: RunFact): Promise<void> {
    const added = this.#last.then(async () => this.#fold(await this.#record(fact)));
    // A failed one is its caller's affair; the next is still tried in its turn.
    this.#last = added.catch(() => undefined);
    return added;
  }

  /** Between two steps: what is known is handed out now and then, so that a run that goes on need not read it all. */
  checkpoint(): void {
    if (this.#sinceCheckpoint < CHECKPOINT_EVENTS) return;
    this.#sinceCheckpoint = 0;
    this.#keep({
      seq: this.#seq,
      conversation: this.conversation.state,
      ledger: this.ledger.state,
      repeats: this.repeats.state,
      reminders: this.reminders.state,
    });
  }

  #fold(event: RunEvent): void {
    this.#seq = event.seq + 1;
    this.#sinceCheckpoint += 1;
    this.conversation.add(event);
    this.ledger.add(event);
    this.repeats.add(event);
    this.reminders.add(event);
  }
}
