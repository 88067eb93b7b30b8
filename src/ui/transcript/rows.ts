import type { Entries, TranscriptItem } from "../../session/index.ts";

/** Kinds of entries that are shown or left out together. */
export type Group = "model" | "tools" | "cases" | "words" | "faults";

export const groups: readonly (readonly [Group, string])[] = [
  ["model", "Replies"],
  ["tools", "Tool calls"],
  ["cases", "Cases and verdicts"],
  ["words", "Words and notices"],
  ["faults", "Errors"],
];

export interface Filter {
  readonly without: ReadonlySet<Group>;
  /** Each of these words, anywhere in the entry; lower case. */
  readonly words: string;
}

export const EVERYTHING: Filter = { without: new Set(), words: "" };

export function groupOf(item: TranscriptItem): Group {
  switch (item.kind) {
    case "started":
    case "reply":
    case "compaction":
      return "model";
    case "tool":
      return item.failed ? "faults" : "tools";
    case "cases":
    case "verdict":
    case "stopped":
      return "cases";
    case "said":
    case "notice":
      return "words";
    case "fault":
      return "faults";
  }
}

/** Whether something went wrong in this entry. */
export function isFault(item: TranscriptItem): boolean {
  if (item.kind === "fault") return true;
  if (item.kind === "stopped") return item.reason.endsWith("-error");
  return item.kind === "tool" && item.failed;
}

/** All that an entry says, for a search. */
export function textOf(item: TranscriptItem): string {
  switch (item.kind) {
    case "started":
      return item.prompt;
    case "reply":
      return `${item.reasoning}\n${item.text}`;
    case "compaction":
      return item.summary ?? "";
    case "tool":
      return `${item.call.name}\n${item.call.arguments}\n${item.output ?? ""}`;
    case "said":
    case "notice":
      return item.text;
    case "fault":
      return `${item.message} ${item.remedy}`;
    case "stopped":
      return item.message;
    case "cases":
    case "verdict":
      return "";
  }
}

function passes(item: TranscriptItem, { without, words }: Filter): boolean {
  if (without.has(groupOf(item))) return false;
  return words === "" || textOf(item).toLowerCase().includes(words);
}

const AROUND = 60;

/** The stretch of an entry's text around the words that were searched for, in three parts. */
export function excerptOf(item: TranscriptItem, words: string): readonly [string, string, string] | null {
  if (words === "") return null;
  const text = textOf(item).replaceAll(/\\n|\s+/g, " ");
  const at = text.toLowerCase().indexOf(words);
  if (at < 0) return null;
  const from = Math.max(0, at - AROUND);
  const end = at + words.length;
  const before = `${from > 0 ? "…" : ""}${text.slice(from, at)}`;
  const after = `${text.slice(end, end + AROUND)}${end + AROUND < text.length ? "…" : ""}`;
  return [before, text.slice(at, end), after];
}

/** Entries this near to the end may still change: a call finishes, a reply becomes whole. */
const UNSETTLED = 128;

/** The rows of a transcript: all its entries, or those that pass a filter. */
export interface Rows {
  readonly length: number;
  readonly at: (row: number) => TranscriptItem | undefined;
  /** The row of an entry; of the next one that is shown when it is left out itself. */
  readonly rowOf: (index: number) => number;
  readonly indexOf: (row: number) => number;
}

/** Filters a growing transcript; what was looked at once is not looked at again. */
export class RowFilter {
  #filter: Filter = EVERYTHING;
  #seen = 0;
  #found: number[] = [];

  rows(items: Entries, filter: Filter): Rows {
    if (filter.without.size === 0 && filter.words === "") {
      return {
        length: items.length,
        at: (row) => items.at(row),
        rowOf: (index) => index,
        indexOf: (row) => row,
      };
    }
    const grows = filter === this.#filter && items.length >= this.#seen;
    const from = grows ? Math.max(0, this.#seen - UNSETTLED) : 0;
    const found = this.#found.slice(0, grows ? rank(this.#found, from) : 0);
    for (let index = from; index < items.length; index += 1) {
      const item = items.at(index);
      if (item !== undefined && passes(item, filter)) found.push(index);
    }
    this.#filter = filter;
    this.#seen = items.length;
    this.#found = found;
    return {
      length: found.length,
      at: (row) => items.at(found[row] ?? items.length),
      rowOf: (index) => Math.min(rank(found, index), Math.max(0, found.length - 1)),
      indexOf: (row) => found[row] ?? -1,
    };
  }
}

/** How many of the sorted numbers are below `n`. */
function rank(sorted: readonly number[], n: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < n) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the next entry after `index` of which `test` holds, or -1; past the end it begins again. */
export function nextIndex(items: Entries, index: number, test: (item: TranscriptItem) => boolean): number {
  for (let step = 1; step <= items.length; step += 1) {
    const at = (index + step) % items.length;
    const item = items.at(at);
    if (item !== undefined && test(item)) return at;
  }
  return -1;
}

/** The index of the entry that shows an event, or of the last one before it; -1 before the first. */
export function indexOfEvent(items: Entries, seq: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items.at(middle)?.seq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
