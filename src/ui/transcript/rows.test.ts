import { expect, test } from "vitest";
import { GrowingList } from "../../session/testing.ts";
import type { Transcript, TranscriptItem } from "../../session/index.ts";
import {
  EVERYTHING,
  excerptOf,
  type Filter,
  indexOfEvent,
  isFault,
  nextIndex,
  RowFilter,
  type Rows,
} from "./rows.ts";

const said = (seq: number, text: string): TranscriptItem => ({
  kind: "said",
  key: `${seq}`,
  seq,
  at: seq,
  text,
});
const tool = (seq: number, output: string | null, failed = false): TranscriptItem => ({
  kind: "tool",
  key: `${seq}`,
  seq,
  at: seq,
  turn: 1,
  call: { id: `${seq}`, name: "bash", arguments: '{"command":"echo Hello"}' },
  output,
  failed,
  ms: 1,
  artifact: null,
});

/** Words at even places, tool calls at odd ones; two events lie between two entries. */
const list = (size: number): Transcript =>
  GrowingList.of(
    ...Array.from({ length: size }, (_, i) =>
      i % 2 === 0 ? said(i * 3, `word ${i}`) : tool(i * 3, "done", i % 10 === 9),
    ),
  );
const all = (rows: Rows): (string | undefined)[] =>
  Array.from({ length: rows.length }, (_, row) => rows.at(row)?.key);
const words = (text: string): Filter => ({ ...EVERYTHING, words: text });

test("without a filter every entry is a row", () => {
  const rows = new RowFilter().rows(list(5), EVERYTHING);
  expect([rows.length, rows.rowOf(3), rows.indexOf(3), rows.at(9)]).toEqual([5, 3, 3, undefined]);
});

test("kinds can be left out, and failed calls belong to the errors", () => {
  const filter: Filter = { without: new Set(["words", "tools"]), words: "" };
  const rows = new RowFilter().rows(list(30), filter);
  expect(all(rows)).toEqual(["27", "57", "87"]);
  expect([rows.rowOf(0), rows.rowOf(10), rows.rowOf(29), rows.indexOf(1)]).toEqual([0, 1, 2, 19]);
});

test("a search reads calls and outputs, in any case of letters", () => {
  const items = GrowingList.of(said(0, "nothing"), tool(1, "x"), said(2, "say HELLO"));
  expect(all(new RowFilter().rows(items, words("hello")))).toEqual(["1", "2"]);
  expect(all(new RowFilter().rows(items, words("absent")))).toEqual([]);
});

test("a filter that grows with its transcript finds the same as a fresh one", () => {
  const growing = new RowFilter();
  const filter = words("done");
  let items: Transcript = GrowingList.of();
  for (let i = 0; i < 700; i += 1) {
    items = items.append(tool(i, i % 3 === 0 ? null : "done"));
    // The call before finishes only now.
    if (i % 3 === 1) items = items.with(i - 1, tool(i - 1, "done"));
    if (i % 50 === 49)
      expect(all(growing.rows(items, filter))).toEqual(all(new RowFilter().rows(items, filter)));
  }
  expect(growing.rows(items, words("absent")).length).toBe(0);
  expect(growing.rows(GrowingList.of(tool(0, "done")), filter).length).toBe(1);
});

test("what was found is shown among its neighbours", () => {
  expect(excerptOf(said(1, "one\n two  three"), "two t")).toEqual(["one ", "two t", "hree"]);
  expect(excerptOf(said(1, `${"a".repeat(100)}needle${"b".repeat(100)}`), "needle")).toEqual([
    `…${"a".repeat(60)}`,
    "needle",
    `${"b".repeat(60)}…`,
  ]);
  expect(excerptOf(said(1, "one"), "two")).toBeNull();
  expect(excerptOf(said(1, "one"), "")).toBeNull();
});

test("a jump goes on to the next, past the end to the first, and nowhere when there is none", () => {
  const items = list(30);
  expect([-1, 9, 28, 29].map((at) => nextIndex(items, at, isFault))).toEqual([9, 19, 29, 9]);
  expect(nextIndex(list(5), 0, isFault)).toBe(-1);
  expect(nextIndex(GrowingList.of<TranscriptItem>(), -1, isFault)).toBe(-1);
});

test("an event leads to the entry that shows it or to the last before it", () => {
  const items = list(10);
  expect([-1, 0, 1, 2, 3, 27, 99].map((seq) => indexOfEvent(items, seq))).toEqual([-1, 0, 0, 0, 1, 9, 9]);
  const live = items.append({ ...said(0, "live"), seq: null });
  expect(indexOfEvent(live, 99)).toBe(9);
});
