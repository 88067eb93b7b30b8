import type { CaseResult, Tally, Verdict } from "./verdict.ts";

/** Tokens of one model reply, split by price tier. Tiers do not overlap. */
export interface Usage {
  /** Prompt tokens billed at the full price. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** All output tokens, reasoning included. */
  readonly output: number;
  /** Of the output tokens, those spent on reasoning. */
  readonly reasoning: number;
  /** False when the stream was cut before usage arrived: the numbers are lower bounds. */
  readonly exact: boolean;
}

/** When a run must stop. `null` = no limit. */
export interface RunLimits {
  /** US dollars. */
  readonly dollars: number | null;
  /** Billed tokens of all tiers. */
  readonly tokens: number | null;
  readonly turns: number | null;
  /** Working milliseconds (pauses do not count). */
  readonly ms: number | null;
}

/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

/** A place in a run: after its event `seq`. */
export interface RunPlace {
  readonly runId: string;
  readonly seq: number;
}

/** How a model is asked: OpenAI's Chat Completions, which most others speak too, its Responses, Anthropic's Messages. */
export type WireFormat = "openai-chat" | "openai-responses" | "anthropic-messages";

/**
 * What of a reply must go back to its model as it came, because nobody else can read it: encrypted reasoning, signed
 * thinking. Opaque JSON; whoever shows or counts a reply reads the other fields.
 */
export interface NativeReply {
  readonly format: WireFormat;
  readonly items: readonly unknown[];
}

/** Who rebuilds. The key of a model is never part of a run. */
export type Player =
  | { readonly kind: "person" }
  /** Recorded replies are played again; the tools, the cases and the verdict are real. */
  | {
      readonly kind: "recording";
      readonly recordingId: string;
      readonly title: string;
      /** Who or what wrote the replies, as a person should read it. */
      readonly madeBy: string;
      /** Milliseconds since the epoch. */
      readonly recordedAt: number;
    }
  | {
      readonly kind: "model";
      readonly model: string;
      readonly baseUrl: string;
      /** Absent in runs from before there was a choice: Chat Completions. */
      readonly format?: WireFormat;
      readonly price: Price | null;
    };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** As the model wrote it: JSON text, possibly malformed. */
  readonly arguments: string;
}

export type Author = "person" | "agent" | "program";

/** Why an agent's run came to rest. */
export type StopReason =
  | "submitted"
  | "told"
  | "dollars"
  | "tokens"
  | "turns"
  | "time"
  /** The conversation no longer fits into the model's window. */
  | "context"
  | "model-error"
  /** The computer that the tools act on broke. */
  | "sandbox-error"
  | "loop"
  | "no-tool-calls";

/** Facts of a run, in the past tense. */
export type RunFact =
  | {
      readonly type: "run-started";
      readonly taskId: string;
      readonly taskVersion: string;
      readonly player: Player;
      readonly limits: RunLimits;
      /** Where another run was left, whose files this one began with. */
      readonly forkOf?: RunPlace;
    }
  /** A model or a recording takes over a run, or goes on with other limits. */
  | {
      readonly type: "agent-started";
      readonly player: Player;
      readonly limits: RunLimits;
      readonly prompt: string;
    }
  /** The whole new text, or null when the file was deleted. */
  | {
      readonly type: "file-changed";
      readonly path: string;
      readonly content: string | null;
      readonly by: Author;
    }
  | { readonly type: "file-renamed"; readonly from: string; readonly to: string; readonly by: Author }
  | { readonly type: "turn-started"; readonly turn: number }
  | {
      readonly type: "model-replied";
      readonly turn: number;
      readonly text: string;
      readonly reasoning: string;
      readonly toolCalls: readonly ToolCall[];
      readonly native?: NativeReply;
      readonly usage: Usage;
      /** US dollars, null when the price is unknown. */
      readonly cost: number | null;
      readonly ms: number;
    }
  /** A request that failed. `retryInMs` is null when it is not tried again. Tokens may have been spent. */
  | {
      readonly type: "model-failed";
      readonly turn: number;
      readonly message: string;
      readonly remedy: string;
      readonly retryInMs: number | null;
      readonly usage: Usage | null;
      readonly cost: number | null;
    }
  /**
   * The model is asked for a summary: the window is nearly full, or the endpoint refused the conversation as too long.
   * Its worst case counts as spent from here on.
   */
  | {
      readonly type: "compaction-started";
      readonly turn: number;
      readonly because: "window" | "refused";
    }
  /**
   * What the model sees from here on: the prompt, this summary with the state, then the messages of the events from
   * `keptFrom` on, word for word.
   */
  | {
      readonly type: "compacted";
      readonly turn: number;
      /** In the model's own words. */
      readonly summary: string;
      /** The files, cases and budget as they stand, as the loop knows them. */
      readonly state: string;
      /** `seq` of the first event whose messages stay. */
      readonly keptFrom: number;
      readonly usage: Usage;
      /** US dollars, null when the price is unknown. */
      readonly cost: number | null;
      readonly ms: number;
    }
  | { readonly type: "tool-started"; readonly turn: number; readonly call: ToolCall }
  | {
      readonly type: "tool-finished";
      readonly turn: number;
      readonly callId: string;
      readonly name: string;
      /** What the model sees, already clipped. */
      readonly output: string;
      readonly failed: boolean;
      readonly ms: number;
      /** Name of the whole output, which is kept beside the log; absent when nothing was cut. */
      readonly artifact?: string;
    }
  | { readonly type: "person-said"; readonly text: string }
  | { readonly type: "notice-sent"; readonly text: string }
  /** Without a cause, the person asked for it. */
  | { readonly type: "agent-paused"; readonly because?: "offline" }
  | { readonly type: "agent-resumed" }
  /** The computer slept, or its clock was set, while the agent was at work: these milliseconds were no work. */
  | { readonly type: "clock-jumped"; readonly ms: number }
  | { readonly type: "limits-changed"; readonly limits: RunLimits }
  | { readonly type: "agent-stopped"; readonly reason: StopReason; readonly message: string }
  | {
      readonly type: "cases-run";
      readonly by: Author;
      readonly tally: Tally;
      readonly results: readonly CaseResult[];
    }
  | { readonly type: "submitted"; readonly by: Author; readonly files: Readonly<Record<string, string>> }
  | { readonly type: "verdict-reached"; readonly verdict: Verdict }
  | { readonly type: "grading-failed"; readonly message: string };

/** A fact with its place in the log: `seq` counts from 0 without gaps within a run. */
export type RunEvent = RunFact & {
  readonly runId: string;
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
};
