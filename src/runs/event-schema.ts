/**
 * The shape of what an exported run holds. It says the same as the types in `core/`; a test in `event-schema.test.ts`
 * fails to compile when the two part.
 */
import * as z from "zod";
import type { RunEvent } from "../core/event.ts";
import type { RunHeader } from "./run-store.ts";

const count = z.int().min(0);
const amount = z.number().min(0);
const dollars = amount.nullable();

const usage = z.strictObject({
  input: amount,
  cacheRead: amount,
  cacheWrite: amount,
  output: amount,
  reasoning: amount,
  exact: z.boolean(),
});

const limits = z.strictObject({ dollars, tokens: dollars, turns: dollars, ms: dollars });

const price = z.strictObject({ input: amount, cacheRead: amount, cacheWrite: amount, output: amount });

const wireFormat = z.enum(["openai-chat", "openai-responses", "anthropic-messages"]);
const native = z.strictObject({ format: wireFormat, items: z.array(z.unknown()) });

const player = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("person") }),
  z.strictObject({
    kind: z.literal("model"),
    model: z.string(),
    baseUrl: z.string(),
    format: wireFormat.exactOptional(),
    price: price.nullable(),
  }),
  z.strictObject({
    kind: z.literal("recording"),
    recordingId: z.string().min(1),
    title: z.string(),
    madeBy: z.string(),
    recordedAt: z.number(),
  }),
]);

const toolCall = z.strictObject({ id: z.string(), name: z.string(), arguments: z.string() });
const author = z.enum(["person", "agent", "program"]);

const stopReason = z.enum([
  "submitted",
  "told",
  "dollars",
  "tokens",
  "turns",
  "time",
  "context",
  "model-error",
  "sandbox-error",
  "loop",
  "no-tool-calls",
]);

const tally = z.strictObject({ passed: count, failed: count, errors: count, total: count });

const observed = z.strictObject({
  stdout: z.string(),
  stderr: z.string(),
  code: z.int().nullable(),
  timedOut: z.boolean(),
  truncated: z.boolean(),
  ms: amount,
});

const mismatch = z.strictObject({
  stream: z.enum(["code", "stdout", "stderr", "time"]),
  offset: count,
  message: z.string(),
});

const caseResult = z.strictObject({
  name: z.string(),
  hidden: z.boolean(),
  status: z.enum(["pass", "fail", "error"]),
  observed: observed.exactOptional(),
  mismatch: mismatch.exactOptional(),
  reason: z.string().exactOptional(),
});

const verdictState = z.enum(["solved", "near", "not-solved", "error"]);

const verdict = z.strictObject({
  state: verdictState,
  groups: z.strictObject({
    all: tally,
    visible: tally,
    hidden: tally,
    exit_zero: tally,
    exit_nonzero: tally,
  }),
  results: z.array(caseResult),
  at: z.number(),
  filesDigest: z.string(),
  taskVersion: z.string(),
});

const place = { runId: z.string(), seq: count, at: z.number() };
const turn = { turn: count };

export const eventSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...place,
    type: z.literal("run-started"),
    taskId: z.string(),
    taskVersion: z.string(),
    player,
    limits,
    forkOf: z.strictObject({ runId: z.string().min(1), seq: count }).exactOptional(),
  }),
  z.strictObject({ ...place, type: z.literal("agent-started"), player, limits, prompt: z.string() }),
  z.strictObject({
    ...place,
    type: z.literal("file-changed"),
    path: z.string(),
    content: z.string().nullable(),
    by: author,
  }),
  z.strictObject({
    ...place,
    type: z.literal("file-renamed"),
    from: z.string(),
    to: z.string(),
    by: author,
  }),
  z.strictObject({ ...place, ...turn, type: z.literal("turn-started") }),
  z.strictObject({
    ...place,
    ...turn,
    type: z.literal("model-replied"),
    text: z.string(),
    reasoning: z.string(),
    toolCalls: z.array(toolCall),
    native: native.exactOptional(),
    usage,
    cost: dollars,
    ms: amount,
  }),
  z.strictObject({
    ...place,
    ...turn,
    type: z.literal("model-failed"),
    message: z.string(),
    remedy: z.string(),
    retryInMs: dollars,
    usage: usage.nullable(),
    cost: dollars,
  }),
  z.strictObject({
    ...place,
    ...turn,
    type: z.literal("compaction-started"),
    because: z.enum(["window", "refused"]),
  }),
  z.strictObject({
    ...place,
    ...turn,
    type: z.literal("compacted"),
    summary: z.string(),
    state: z.string(),
    keptFrom: count,
    usage,
    cost: dollars,
    ms: amount,
  }),
  z.strictObject({ ...place, ...turn, type: z.literal("tool-started"), call: toolCall }),
  z.strictObject({
    ...place,
    ...turn,
    type: z.literal("tool-finished"),
    callId: z.string(),
    name: z.string(),
    output: z.string(),
    failed: z.boolean(),
    ms: amount,
    artifact: z.string().exactOptional(),
  }),
  z.strictObject({ ...place, type: z.literal("person-said"), text: z.string() }),
  z.strictObject({ ...place, type: z.literal("notice-sent"), text: z.string() }),
  z.strictObject({
    ...place,
    type: z.literal("agent-paused"),
    because: z.enum(["offline"]).exactOptional(),
  }),
  z.strictObject({ ...place, type: z.literal("agent-resumed") }),
  z.strictObject({ ...place, type: z.literal("clock-jumped"), ms: z.number() }),
  z.strictObject({ ...place, type: z.literal("limits-changed"), limits }),
  z.strictObject({
    ...place,
    type: z.literal("agent-stopped"),
    reason: stopReason,
    message: z.string(),
  }),
  z.strictObject({
    ...place,
    type: z.literal("cases-run"),
    by: author,
    tally,
    results: z.array(caseResult),
  }),
  z.strictObject({
    ...place,
    type: z.literal("submitted"),
    by: author,
    files: z.record(z.string(), z.string()),
  }),
  z.strictObject({ ...place, type: z.literal("verdict-reached"), verdict }),
  z.strictObject({ ...place, type: z.literal("grading-failed"), message: z.string() }),
]) satisfies z.ZodType<RunEvent>;

export const headerSchema = z.strictObject({
  id: z.string().min(1),
  taskId: z.string().min(1),
  taskVersion: z.string(),
  player,
  createdAt: z.number(),
  updatedAt: z.number(),
  events: count,
  verdict: verdictState.nullable(),
  title: z.string(),
}) satisfies z.ZodType<RunHeader>;
