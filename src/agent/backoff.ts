import type { ModelFault } from "../model/index.ts";

export interface RetryRule {
  /** Requests in a row that may fail before the run stops. */
  readonly attempts: number;
  /**
   * The same for requests that cost nothing (refused or never taken), at an endpoint that has answered before in this
   * stretch of work: an outage of a night ends no run of weeks.
   */
  readonly patience: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Ten tries take a few minutes, 300 about a day. */
export const DEFAULT_RETRY: RetryRule = { attempts: 10, patience: 300, firstMs: 1_000, longestMs: 300_000 };

/**
 * Milliseconds to wait before attempt `failed + 1`, null when it is not tried again. What the provider asks for is
 * kept; otherwise the wait doubles, with up to half of it left to chance so that many runs do not come back at once.
 */
export function retryDelay(
  fault: ModelFault,
  failed: number,
  rule: RetryRule,
  answeredBefore: boolean,
  random: () => number = Math.random,
): number | null {
  const free = fault.usage === null && fault.kind !== "malformed";
  const attempts = answeredBefore && free ? Math.max(rule.attempts, rule.patience) : rule.attempts;
  if (!fault.retryable || failed >= attempts) return null;
  if (fault.retryAfterMs !== null) return fault.retryAfterMs;
  const full = Math.min(rule.longestMs, rule.firstMs * 2 ** Math.min(30, failed - 1));
  return Math.round(full * (0.5 + random() / 2));
}
