import type { RunLimits } from "../../core/event.ts";
import type { LimitText } from "../../session/index.ts";

export type LimitFaults = { readonly [Name in keyof LimitText]: string | null };

export function limitText(limits: RunLimits): LimitText {
  const text = (n: number | null): string => (n === null ? "" : String(n));
  return {
    dollars: text(limits.dollars),
    tokens: text(limits.tokens),
    turns: text(limits.turns),
    minutes: limits.ms === null ? "" : String(limits.ms / 60_000),
  };
}

/** A positive number, null for an empty text, undefined for anything else. Thousands may be set apart by commas. */
function amount(text: string, whole: boolean): number | null | undefined {
  const clean = text.trim().replaceAll(/[,_ ]/g, "");
  if (clean === "") return null;
  const n = Number(clean);
  return Number.isFinite(n) && n > 0 && (!whole || Number.isInteger(n)) ? n : undefined;
}

/** The limits, or what is wrong with which field. */
export function readLimits(text: LimitText): { limits: RunLimits } | { faults: LimitFaults } {
  const dollars = amount(text.dollars, false);
  const tokens = amount(text.tokens, true);
  const turns = amount(text.turns, true);
  const minutes = amount(text.minutes, false);
  if (dollars === undefined || tokens === undefined || turns === undefined || minutes === undefined) {
    const wanted = "A number above 0, or empty for no limit.";
    const whole = "A whole number above 0, or empty for no limit.";
    return {
      faults: {
        dollars: dollars === undefined ? wanted : null,
        tokens: tokens === undefined ? whole : null,
        turns: turns === undefined ? whole : null,
        minutes: minutes === undefined ? wanted : null,
      },
    };
  }
  return { limits: { dollars, tokens, turns, ms: minutes === null ? null : minutes * 60_000 } };
}
