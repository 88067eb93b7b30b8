/** What a program did on one case. */
export interface Observed {
  readonly stdout: string;
  readonly stderr: string;
  /** Null when it was ended by a limit or a signal. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** True when output was cut at the output limit. */
  readonly truncated: boolean;
  /** Wall-clock milliseconds. */
  readonly ms: number;
}

/** Where a case first differs from the original. */
export interface Mismatch {
  readonly stream: "code" | "stdout" | "stderr" | "time";
  /** Offset of the first difference, in UTF-16 units of the stream's text; 0 for code and time. */
  readonly offset: number;
  /** One sentence for a person. */
  readonly message: string;
}

/** `error`: the case could not be run (a broken sandbox); it counts neither as passed nor as failed. */
export type CaseStatus = "pass" | "fail" | "error";

export interface CaseResult {
  readonly name: string;
  readonly hidden: boolean;
  readonly status: CaseStatus;
  /** Absent when the case could not be run, and for hidden cases. */
  readonly observed?: Observed;
  /** Present when status is `fail`. */
  readonly mismatch?: Mismatch;
  /** Present when status is `error`: why it could not be run. */
  readonly reason?: string;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
  readonly total: number;
}

/** MirrorCode's groups of cases. */
export type CaseGroup = "all" | "visible" | "hidden" | "exit_zero" | "exit_nonzero";

/**
 * `solved`: 100 % of all cases; `near`: at least 99 %; `error`: at least one case could not be run, so nothing can
 * be said.
 */
export type VerdictState = "solved" | "near" | "not-solved" | "error";

/** The outcome of a submission. Names of hidden cases are in it, their inputs and outputs are not. */
export interface Verdict {
  readonly state: VerdictState;
  readonly groups: Readonly<Record<CaseGroup, Tally>>;
  readonly results: readonly CaseResult[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** SHA-256 (hex) over the submitted files, sorted by path. */
  readonly filesDigest: string;
  readonly taskVersion: string;
}
