import type { Usage } from "../core/event.ts";
import { FormatError, type Place } from "../core/format-error.ts";
import {
  booleanAt,
  inside,
  integerAt,
  jsonAt,
  listAt,
  objectAt,
  oneOfAt,
  stringAt,
} from "../core/read-json.ts";
import type { RecordedCall, RecordedReply, RecordedResult, Recording, RecordingInfo } from "./recording.ts";

export const FORMAT = "mirrorbox-recording";
export const VERSION = 1;

const INFO = [
  "id",
  "title",
  "taskId",
  "taskVersion",
  "summary",
  "madeBy",
  "recordedAt",
  "turns",
  "verdict",
] as const;

const MOST = Number.MAX_SAFE_INTEGER;

type Fields = Readonly<Record<string, unknown>>;

/** The list of recordings, `recordings/index.json`. @throws FormatError */
export function parseList(text: string, file: string): readonly RecordingInfo[] {
  const place = { file, field: "" };
  const { recordings } = objectAt(jsonAt(text, place), place, ["recordings"]);
  return listAt(recordings, inside(place, "recordings"), (value, at) => info(objectAt(value, at, INFO), at));
}

/** One recording, `recordings/<id>.json`. @throws FormatError */
export function parseRecording(text: string, file: string): Recording {
  const place = { file, field: "" };
  const fields = objectAt(jsonAt(text, place), place, ["format", "version", "replies", ...INFO]);
  oneOfAt(fields["format"], inside(place, "format"), [FORMAT]);
  integerAt(fields["version"], inside(place, "version"), VERSION, VERSION);
  const seen = new Set<string>();
  const replies = listAt(fields["replies"], inside(place, "replies"), (value, at) => reply(value, at, seen));
  const read = info(fields, place);
  if (read.turns === replies.length) return { ...read, replies };
  throw new FormatError(inside(place, "turns"), `must be ${replies.length}, the number of replies`);
}

function info(fields: Fields, place: Place): RecordingInfo {
  const text = (name: string): string => stringAt(fields[name], inside(place, name));
  return {
    id: text("id"),
    title: text("title"),
    taskId: text("taskId"),
    taskVersion: text("taskVersion"),
    summary: text("summary"),
    madeBy: text("madeBy"),
    recordedAt: integerAt(fields["recordedAt"], inside(place, "recordedAt"), 0, MOST),
    turns: integerAt(fields["turns"], inside(place, "turns"), 1, MOST),
    verdict: verdict(fields["verdict"], inside(place, "verdict")),
  };
}

function verdict(value: unknown, place: Place): RecordingInfo["verdict"] {
  if (value === null) return null;
  const { state, passed, total } = objectAt(value, place, ["state", "passed", "total"]);
  return {
    state: oneOfAt(state, inside(place, "state"), ["solved", "near", "not-solved", "error"]),
    passed: integerAt(passed, inside(place, "passed"), 0, MOST),
    total: integerAt(total, inside(place, "total"), 0, MOST),
  };
}

function reply(value: unknown, place: Place, seen: Set<string>): RecordedReply {
  const fields = objectAt(value, place, ["text", "reasoning", "calls", "ms", "usage", "cost"]);
  return {
    text: stringAt(fields["text"], inside(place, "text"), "may-be-empty"),
    reasoning: stringAt(fields["reasoning"], inside(place, "reasoning"), "may-be-empty"),
    calls: listAt(fields["calls"], inside(place, "calls"), (one, at) => call(one, at, seen)),
    ms: integerAt(fields["ms"], inside(place, "ms"), 0, MOST),
    usage: usage(fields["usage"], inside(place, "usage")),
    cost: fields["cost"] === null ? null : amountAt(fields["cost"], inside(place, "cost")),
  };
}

function call(value: unknown, place: Place, seen: Set<string>): RecordedCall {
  const fields = objectAt(value, place, ["id", "name", "arguments", "result"]);
  const id = stringAt(fields["id"], inside(place, "id"));
  if (seen.has(id))
    throw new FormatError(inside(place, "id"), `must be unlike any other's, but "${id}" is not`);
  seen.add(id);
  return {
    id,
    name: stringAt(fields["name"], inside(place, "name")),
    arguments: stringAt(fields["arguments"], inside(place, "arguments"), "may-be-empty"),
    result: result(fields["result"], inside(place, "result")),
  };
}

function result(value: unknown, place: Place): RecordedResult | null {
  if (value === null) return null;
  const { output, failed } = objectAt(value, place, ["output", "failed"]);
  return {
    output: stringAt(output, inside(place, "output"), "may-be-empty"),
    failed: booleanAt(failed, inside(place, "failed")),
  };
}

function usage(value: unknown, place: Place): Usage | null {
  if (value === null) return null;
  const names = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const;
  const fields = objectAt(value, place, [...names, "exact"]);
  const [input, cacheRead, cacheWrite, output, reasoning] = names.map((name) =>
    amountAt(fields[name], inside(place, name)),
  ) as [number, number, number, number, number];
  const exact = booleanAt(fields["exact"], inside(place, "exact"));
  return { input, cacheRead, cacheWrite, output, reasoning, exact };
}

function amountAt(value: unknown, place: Place): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw new FormatError(place, "must be a number that is not negative");
}
