import { diffArrays } from "diff";

/** One line of a comparison, the original's on the left. */
export interface DiffRow {
  readonly kind: "same" | "changed" | "missing" | "extra";
  /** Null where this side has no such line. Without its newline. */
  readonly expected: string | null;
  readonly got: string | null;
  /** Line numbers from 1. */
  readonly expectedLine: number | null;
  readonly gotLine: number | null;
}

export interface Difference {
  readonly rows: readonly DiffRow[];
  /** Index in `rows` of the first line that differs; -1 when none does. */
  readonly first: number;
  /** Lines that were left out before and after, equal or not. */
  readonly before: number;
  readonly after: number;
}

/** Lines shown before and after the first difference: enough to see, few enough to compare at once. */
const BEFORE = 200;
const AFTER = 600;

/**
 * Offset of the first difference in UTF-16 units, or null when the texts are equal, or equal but for exactly one
 * trailing newline, as cases are compared (tasks: scoring rule).
 */
export function firstDifference(expected: string, got: string): number | null {
  if (expected === got || `${expected}\n` === got || expected === `${got}\n`) return null;
  const length = Math.min(expected.length, got.length);
  for (let at = 0; at < length; at++) {
    if (expected.charCodeAt(at) !== got.charCodeAt(at)) return at;
  }
  return length;
}

/** The line (from 0) that an offset lies in. */
export function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** Lines without their newlines; a trailing newline opens no further line. */
export function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Both texts line by line, aligned, with a window around the first difference. */
export function compare(expected: string, got: string): Difference {
  const offset = firstDifference(expected, got);
  const [left, right] = [linesOf(expected), linesOf(got)];
  const around = offset === null ? 0 : lineAt(expected, offset);
  const start = Math.max(0, around - BEFORE);
  const end = around + AFTER;
  const rows: DiffRow[] = [];
  // Up to the first difference both sides have the same lines, so one start fits both.
  let [leftLine, rightLine] = [start, start];
  const push = (kind: DiffRow["kind"], a: string | null, b: string | null): void => {
    rows.push({
      kind,
      expected: a,
      got: b,
      expectedLine: a === null ? null : ++leftLine,
      gotLine: b === null ? null : ++rightLine,
    });
  };
  let removed: readonly string[] = [];
  const settle = (added: readonly string[]): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) {
      const [a, b] = [removed[at] ?? null, added[at] ?? null];
      push(a === null ? "extra" : b === null ? "missing" : "changed", a, b);
    }
    removed = [];
  };
  for (const part of diffArrays(left.slice(start, end), right.slice(start, end))) {
    if (part.removed) {
      settle([]);
      removed = part.value;
    } else if (part.added) settle(part.value);
    else {
      settle([]);
      for (const line of part.value) push("same", line, line);
    }
  }
  settle([]);
  return {
    rows,
    first: rows.findIndex((row) => row.kind !== "same"),
    before: start,
    after: Math.max(0, Math.max(left.length, right.length) - end),
  };
}

/** Where two lines differ: what they share at the start, the two middles, what they share at the end. */
export function middles(a: string, b: string): { start: string; a: string; b: string; end: string } {
  const length = Math.min(a.length, b.length);
  let from = 0;
  while (from < length && a[from] === b[from]) from++;
  let to = 0;
  while (to < length - from && a[a.length - 1 - to] === b[b.length - 1 - to]) to++;
  return {
    start: a.slice(0, from),
    a: a.slice(from, a.length - to),
    b: b.slice(from, b.length - to),
    end: a.slice(a.length - to),
  };
}

/** Columns between tab stops, as the style sheet has it (the initial value of `tab-size`). */
const TAB = 8;

/**
 * Text with signs for what cannot be seen: spaces, tabs, carriage returns and other control characters. A tab reaches as
 * far as it would unseen, for a text that begins in the given column.
 */
export function withSigns(text: string, column = 0): string {
  let at = column;
  const tabbed = Array.from(text, (sign) => {
    const width = sign === "\t" ? TAB - (at % TAB) : 1;
    at += width;
    return sign === " " ? "·" : sign === "\t" ? "→".padEnd(width) : sign;
  }).join("");
  return (
    tabbed
      .replaceAll("\u00a0", "⍽")
      .replaceAll("\u007f", "␡")
      // Control pictures stand 0x2400 above what they show.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\0-\x08\x0b-\x1f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0)))
  );
}
