import type { ConversationState } from "./conversation.ts";
import type { LedgerState } from "./ledger.ts";
import type { RemindersState } from "./reminders.ts";
import type { RepeatsState } from "./repeats.ts";

/** Changes whenever a stored checkpoint can no longer be read; the events are then read from the first. */
export const CHECKPOINT_VERSION = 1;

/** What the loop knows after the events before `seq`, as plain data: a run goes on from here without reading those. */
export interface AgentCheckpoint {
  readonly seq: number;
  readonly conversation: ConversationState;
  readonly ledger: LedgerState;
  readonly repeats: RepeatsState;
  readonly reminders: RemindersState;
}
