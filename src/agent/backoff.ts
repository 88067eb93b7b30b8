import type { ModelFault } from "../model/index.ts";

export interface RetryRule {
  /** Requests in a row that may fail before the run stops. */
  readonly attempts: number;
  readonly firstMs: number;
  readonly longestMs: number;
}

export const DEFAULT_RETRY: RetryRule = { attempts: 10, firstMs: 1_000, longestMs: 60_000 };

/**
 * Milliseconds to wait before attempt `failed + 1`, null when it is not tried again. What the provider asks for is
 * kept; otherwise the wait doubles, with up to half of it left to chance so that many runs do not come back at once.
 */
export function retryDelay(
  fault: ModelFault,
  failed: number,
  rule: RetryRule,
  random: () => number = Math.random,
): number | null {
  if (!fault.retryable || failed >= rule.attempts) return null;
  if (fault.retryAfterMs !== null) return fault.retryAfterMs;
  const full = Math.min(rule.longestMs, rule.firstMs * 2 ** (failed - 1));
  return Math.round(full * (0.5 + random() / 2));
}
