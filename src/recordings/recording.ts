import type { Usage } from "../core/event.ts";
import type { VerdictState } from "../core/verdict.ts";

/** What a list of recordings shows. */
export interface RecordingInfo {
  readonly id: string;
  readonly title: string;
  readonly taskId: string;
  /** Of the task when it was recorded. */
  readonly taskVersion: string;
  /** One sentence: what can be seen. */
  readonly summary: string;
  /** Who or what wrote the replies, as a person should read it. */
  readonly madeBy: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** How many replies there are. */
  readonly turns: number;
  /** How the recorded run ended, null when nothing was submitted. */
  readonly verdict: { readonly state: VerdictState; readonly passed: number; readonly total: number } | null;
}

/** What a call came to when it was recorded. */
export interface RecordedResult {
  readonly output: string;
  readonly failed: boolean;
}

export interface RecordedCall {
  /** Unlike any other's in the recording. */
  readonly id: string;
  readonly name: string;
  /** As it was written: JSON text, possibly malformed. */
  readonly arguments: string;
  /** Null when the run ended before the call did. */
  readonly result: RecordedResult | null;
}

export interface RecordedReply {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly RecordedCall[];
  /** How long the reply took to come, in milliseconds. */
  readonly ms: number;
  /** What the reply took when a model wrote it; null when none did. */
  readonly usage: Usage | null;
  /** US dollars, null when unknown or when no model wrote it. */
  readonly cost: number | null;
}

export interface Recording extends RecordingInfo {
  readonly replies: readonly RecordedReply[];
}

/** The recordings that are served beside the app. */
export interface Recordings {
  /** @throws RecordingError */
  list(): Promise<readonly RecordingInfo[]>;
  /** @throws RecordingError that says which file and field is wrong */
  load(id: string): Promise<Recording>;
}

export class RecordingError extends Error {
  override readonly name = "RecordingError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
