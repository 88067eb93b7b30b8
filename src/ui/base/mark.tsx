import type { CaseStatus, VerdictState } from "../../core/verdict.ts";
import css from "./mark.module.css";

type Tone = "pass" | "fail" | "warn" | "idle" | "busy";

/** A state is never a colour alone: it has a shape and a word too. */
export interface Sign {
  readonly shape: string;
  readonly word: string;
  readonly tone: Tone;
}

export const caseSigns: Readonly<Record<CaseStatus | "not-run" | "running", Sign>> = {
  pass: { shape: "✓", word: "Pass", tone: "pass" },
  fail: { shape: "✕", word: "Fail", tone: "fail" },
  error: { shape: "!", word: "Error", tone: "warn" },
  "not-run": { shape: "○", word: "Not run", tone: "idle" },
  running: { shape: "◌", word: "Running", tone: "busy" },
};

export const verdictSigns: Readonly<Record<VerdictState, Sign>> = {
  solved: { shape: "✓", word: "Solved", tone: "pass" },
  near: { shape: "◐", word: "Near", tone: "warn" },
  "not-solved": { shape: "✕", word: "Not solved", tone: "fail" },
  error: { shape: "!", word: "Error", tone: "warn" },
};

interface MarkProps {
  sign: Sign;
  /** Only the shape is drawn; the word is for those who cannot see it. */
  bare?: boolean;
  strong?: boolean;
}

export function Mark({ sign, bare = false, strong = false }: MarkProps) {
  return (
    <span className={`${css["mark"]} ${css[sign.tone]} ${strong ? css["strong"] : ""}`}>
      <span className={css["shape"]} aria-hidden="true">
        {sign.shape}
      </span>
      <span className={bare ? "visually-hidden" : undefined}>{sign.word}</span>
    </span>
  );
}
