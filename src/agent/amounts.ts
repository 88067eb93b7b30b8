/** Usage added up, and amounts as the model and the person read them. */
import type { Usage } from "../core/event.ts";

export function sum(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    exact: a.exact && b.exact,
  };
}

/** Cents, and more places for what is less than a cent. */
export function money(dollars: number): string {
  return `$${dollars.toFixed(dollars > 0 && dollars < 0.01 ? 4 : 2)}`;
}

/** Tokens, rounded up. */
export function whole(tokens: number): string {
  return Math.ceil(tokens).toLocaleString("en");
}

/** Seconds, minutes or hours, whichever reads best. */
export function minutes(ms: number): string {
  const all = Math.round(ms / 60_000);
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  return all < 120 ? `${all} min` : `${(all / 60).toFixed(1)} h`;
}
