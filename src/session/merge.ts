/**
 * Texts that two sides change at once. Every change is a list of edits against one base text; `rebase` carries one
 * side's edits over to the text that the other side has made of the base meanwhile.
 */
import { diffLines, diffWordsWithSpace, type Change } from "diff";
import type { TextEdit } from "./session.ts";

/** Above this many UTF-16 units a changed stretch is compared by lines, not by words. */
const WORDS_UP_TO = 4_000;
/**
 * From so many changed words or lines on the stretch counts as rewritten, which bounds the work. Not a time: the same two
 * texts must always give the same edits, or one change that both sides made would be taken for two.
 */
const MOST_WORDS = 1_500;
const MOST_LINES = 400;

/** Applies sorted, non-overlapping edits that are all given against `text`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

/** The smallest edits that lead from `before` to `after`, sorted and apart from each other. */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const [start, end] = commonEnds(before, after);
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  const whole = [{ from: start, to: start + removed.length, text: added }];
  if (removed === "" || added === "") return whole;
  const changes =
    removed.length + added.length <= WORDS_UP_TO
      ? diffWordsWithSpace(removed, added, { maxEditLength: MOST_WORDS })
      : diffLines(removed, added, { maxEditLength: MOST_LINES });
  return changes === undefined ? whole : fromChanges(changes, start);
}

function fromChanges(changes: readonly Change[], start: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = start;
  let open: { from: number; to: number; text: string } | null = null;
  for (const change of changes) {
    if (!change.added && !change.removed) {
      at += change.value.length;
      open = null;
      continue;
    }
    if (open === null) edits.push((open = { from: at, to: at, text: "" }));
    if (change.removed) at = open.to = at + change.value.length;
    else open.text += change.value;
  }
  return edits;
}

/** Lengths of the common beginning and end; neither cuts a surrogate pair nor a CR LF in two. */
export function commonEnds(a: string, b: string): [start: number, end: number] {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  if (splits(a, start) || splits(b, start)) start--;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  if (end > 0 && (splits(a, a.length - end) || splits(b, b.length - end))) end--;
  return [start, end];
}

/** Whether a cut at `at` falls inside a character. */
function splits(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return (
    (before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000) ||
    (before === 13 && after === 10)
  );
}

/**
 * Carries `theirs` over `ours`; both are sorted edits against one base text. The result is given against the base with
 * `ours` applied. What either side inserted stays; what either side deleted of the base goes; where both wrote the same
 * text at the same place it stands once.
 */
export function rebase(theirs: readonly TextEdit[], ours: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of theirs) {
    const at = carried(edit.from, ours);
    const insertion = { from: at, to: at, text: withoutShared(edit, ours) };
    for (const next of [insertion, ...stretches(edit.from, edit.to, ours)]) {
      const last = result.at(-1);
      if (last?.to === next.from)
        result[result.length - 1] = { ...last, to: next.to, text: last.text + next.text };
      else result.push(next);
    }
  }
  return result.filter((edit) => edit.to > edit.from || edit.text !== "");
}

/** An edit's text less what the other side has inserted for the same stretch already. */
function withoutShared(edit: TextEdit, ours: readonly TextEdit[]): string {
  const same = ours.find((other) => other.from === edit.from && other.to === edit.to);
  if (same === undefined) return edit.text;
  if (same.text.startsWith(edit.text)) return "";
  return edit.text.startsWith(same.text) ? edit.text.slice(same.text.length) : edit.text;
}

/**
 * Where a base position lies once `ours` is applied: after what was inserted at it, at the end of what replaced the
 * stretch it was in.
 */
function carried(position: number, ours: readonly TextEdit[]): number {
  let shift = 0;
  for (const edit of ours) {
    if (edit.from > position) break;
    const removed = Math.min(edit.to, position) - edit.from;
    shift += edit.text.length - removed;
  }
  return position + shift;
}

/** Removes the parts of base stretch `[from, to)` that `ours` leaves standing, in positions of the new text. */
function stretches(from: number, to: number, ours: readonly TextEdit[]): TextEdit[] {
  const parts: TextEdit[] = [];
  let at = from;
  let shift = 0;
  for (const edit of [...ours.filter((one) => one.from < to), { from: to, to, text: "" }]) {
    if (edit.from > at) parts.push({ from: at + shift, to: edit.from + shift, text: "" });
    shift += edit.text.length - (edit.to - edit.from);
    at = Math.max(at, edit.to);
  }
  return parts;
}

/** What becomes of `base` when one side made `ours` of it and the other `theirs`. */
export function merge(base: string, ours: string, theirs: string): string {
  if (ours === theirs) return ours;
  return applyEdits(ours, rebase(editsBetween(base, theirs), editsBetween(base, ours)));
}
