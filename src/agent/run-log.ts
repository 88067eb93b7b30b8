import type { RunEvent, RunFact } from "../core/event.ts";
import { Conversation } from "./conversation.ts";
import type { AgentJob } from "./job.ts";
import { Ledger } from "./ledger.ts";
import { Reminders } from "./reminders.ts";
import { Repeats } from "./repeats.ts";

const MAX_OUTPUT_TOKENS = 16_384;

/** What the loop knows: the folds of the run's events. Facts go in one at a time and count once they are durable. */
export class RunLog {
  readonly conversation = new Conversation();
  readonly repeats = new Repeats();
  readonly reminders = new Reminders();
  readonly ledger: Ledger;
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
    for (const event of job.history) this.#fold(event);
  }

  /** Settles when the fact is durable. Facts are recorded in the order of the calls. */
  add(fact: RunFact): Promise<void> {
    const added = this.#last.then(async () => this.#fold(await this.#record(fact)));
    // A failed one is its caller's affair; the next is still tried in its turn.
    this.#last = added.catch(() => undefined);
    return added;
  }

  #fold(event: RunEvent): void {
    this.conversation.add(event);
    this.ledger.add(event);
    this.repeats.add(event);
    this.reminders.add(event);
  }
}
