import type { TextEdit } from "../../session/index.ts";

/** A stretch of text, `[from, to)` in UTF-16 offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the inserted texts lie after non-overlapping edits were applied. A deletion leaves an empty span. */
export function spansAfter(edits: readonly TextEdit[]): readonly Span[] {
  let shift = 0;
  return edits
    .toSorted((a, b) => a.from - b.from)
    .map((edit) => {
      const from = edit.from + shift;
      shift += edit.text.length - (edit.to - edit.from);
      return { from, to: from + edit.text.length };
    });
}

/** The one edit that leads from `before` to `after`: all between what they share at both ends. Null when equal. */
export function smallestEdit(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const length = Math.min(before.length, after.length);
  let from = 0;
  while (from < length && before[from] === after[from]) from++;
  let end = 0;
  while (end < length - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}
