import type { Expectation } from "./expectation.ts";

/** In what the two differ: `stdout`, `stderr`, `code`, with commas between; empty when in nothing. */
export function differences(seen: Expectation, expected: Expectation): string {
  const parts = ["stdout", "stderr", "code"] as const;
  return parts.filter((part) => JSON.stringify(seen[part]) !== JSON.stringify(expected[part])).join(", ");
}
