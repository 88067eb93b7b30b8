import type { Player, Price, RunEvent, RunFact, RunLimits } from "../core/event.ts";
import type { ModelClient, ReplyPart } from "../model/index.ts";
import type { RetryRule } from "./backoff.ts";
import type { AgentCheckpoint } from "./checkpoint.ts";
import type { Clock, Network } from "./surroundings.ts";
import type { AgentControl } from "./control.ts";
import type { Tool } from "./tool.ts";

/** All that a run of the agent needs. */
export interface AgentJob {
  readonly client: ModelClient;
  /** Who is said to work; default: the model behind `client`. */
  readonly player?: Player;
  readonly tools: readonly Tool[];
  /** The system prompt. A run that goes on keeps the one it began with. */
  readonly prompt: string;
  /** For the whole run, earlier stretches included. */
  readonly limits: RunLimits;
  /** US dollars per million tokens; null when unknown. */
  readonly price: Price | null;
  /** Tokens that the model's window holds; null when unknown. */
  readonly contextTokens?: number | null;
  /** Longest reply that is asked for; default 16,384, since a model that reasons starves on less. */
  readonly maxOutputTokens?: number;
  /** Every event of the run so far that is not in the checkpoint, in order; empty for a new run. */
  readonly history: readonly RunEvent[];
  /** What the loop knew earlier in this run; null: `history` begins with the first event. */
  readonly checkpoint?: AgentCheckpoint | null;
  /** Offered now and then, between two steps. Losing one costs time alone. */
  readonly keepCheckpoint?: (checkpoint: AgentCheckpoint) => void;
  /** Keeps the whole of an output that is clipped in the log. Durable when it settles; rejections end the loop. */
  readonly keepArtifact?: (name: string, text: string) => Promise<void>;
  /** How the work stands (files, cases), in a few lines: what the model should know besides its own summary. */
  readonly describeWork?: () => Promise<string>;
  readonly clock?: Clock;
  readonly network?: Network;
  /** Makes a fact durable and settles then. The next step waits for it. A rejection ends the loop with the same error. */
  readonly record: (fact: RunFact) => Promise<RunEvent>;
  readonly control: AgentControl;
  /**
   * Ends the loop at once, without a fact, as a closed page would: the run can be taken up again from its events.
   * To stop a run for good, use `control.stop()`.
   */
  readonly signal?: AbortSignal;
  /** What streams in, for the screen. A failed attempt starts the turn over. */
  readonly onPart?: (turn: number, part: ReplyPart) => void;
  readonly retry?: Partial<RetryRule>;
}
