import { expect, test } from "vitest";
import type * as z from "zod";
import type { RunEvent } from "../core/event.ts";
import { eventSchema, type headerSchema } from "./event-schema.ts";
import type { RunHeader } from "./run-store.ts";

// Compile only while the schemas and the types say the same, in both directions.
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const eventsAgree: Same<Frozen<z.infer<typeof eventSchema>>, Frozen<RunEvent>> = true;
const headersAgree: Same<Frozen<z.infer<typeof headerSchema>>, Frozen<RunHeader>> = true;

test("the schemas say what the types say", () => {
  expect([eventsAgree, headersAgree]).toEqual([true, true]);
});

test("an event of an unknown type is refused", () => {
  const parsed = eventSchema.safeParse({ type: "coffee-made", runId: "r", seq: 0, at: 1 });
  expect(parsed.success).toBe(false);
});

test("a field that does not belong to an event is refused", () => {
  const parsed = eventSchema.safeParse({ type: "agent-paused", runId: "r", seq: 0, at: 1, key: "sk-1" });
  expect(parsed.error?.issues[0]?.message).toContain("key");
});

const started = {
  type: "run-started",
  runId: "r",
  seq: 0,
  at: 1,
  taskId: "lines",
  taskVersion: "1",
  player: { kind: "person" },
  limits: { dollars: null, tokens: null, turns: null, ms: null },
};

test("a run from before forks and recordings stays readable, and so does one after", () => {
  const player = { kind: "recording", recordingId: "x", title: "X", madeBy: "a person", recordedAt: 1 };
  const after = { ...started, player, forkOf: { runId: "other", seq: 12 } };
  expect([started, after].map((event) => eventSchema.parse(event))).toEqual([started, after]);
});
