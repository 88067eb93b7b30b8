/**
 * Makes a recording of an exported run: `npm run recordings:make -- <run> <id> <title> <summary> <made by>`.
 * Writes `recordings/<id>.json`. With `--by-hand` no model wrote the replies: then nothing is said of tokens and costs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import type { RunEvent } from "../src/core/event.ts";
import { FORMAT, parseRecording, VERSION } from "../src/recordings/parse-recording.ts";
import type { RecordedCall, RecordedReply, Recording } from "../src/recordings/recording.ts";
import { openArchive } from "../src/runs/read-archive.ts";

const ROOT = join(import.meta.dirname, "..");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "by-hand": { type: "boolean", default: false } },
});
const [file, id, title, summary, madeBy] = positionals;
if (file === undefined || id === undefined || title === undefined || summary === undefined || !madeBy) {
  throw new Error(
    "Usage: npm run recordings:make -- [--by-hand] <run.mirrorbox> <id> <title> <summary> <made by>",
  );
}

const archive = await openArchive(new Blob([readFileSync(file)]));
const { header } = archive;
const events: RunEvent[] = [];
for await (const page of archive.events()) events.push(...page);
const replies = repliesOf(events, values["by-hand"]);
const verdict = events.findLast((event) => event.type === "verdict-reached")?.verdict;
const recording: Recording = {
  id,
  title,
  taskId: header.taskId,
  taskVersion: header.taskVersion,
  summary,
  madeBy,
  recordedAt: events.find((event) => event.type === "agent-started")?.at ?? header.createdAt,
  turns: replies.length,
  verdict: verdict
    ? { state: verdict.state, passed: verdict.groups.all.passed, total: verdict.groups.all.total }
    : null,
  replies,
};
const path = `recordings/${id}.json`;
const text = JSON.stringify({ format: FORMAT, version: VERSION, ...recording });
parseRecording(text, path);
const style = await resolveConfig(join(ROOT, path));
writeFileSync(join(ROOT, path), await format(text, { ...style, parser: "json" }));
console.log(`${path}: ${replies.length} replies, ${verdict?.state ?? "no verdict"}`);

/** @throws Error when the run holds something that playing its replies would not bring back */
function repliesOf(log: readonly RunEvent[], byHand: boolean): readonly RecordedReply[] {
  const all: { reply: RecordedReply; calls: RecordedCall[]; places: Map<string, number> }[] = [];
  for (const event of log) {
    if (event.type === "file-changed" && event.by === "person") {
      throw new Error(
        `A person edited ${event.path} (event ${event.seq}): replies alone would not lead there.`,
      );
    }
    if (event.type === "compacted") {
      throw new Error(`The conversation was compacted (event ${event.seq}): its replies cannot be counted.`);
    }
    if (event.type === "model-replied") {
      const calls = event.toolCalls.map((call, index): RecordedCall => ({
        ...call,
        id: `${id}-${all.length + 1}-${index + 1}`,
        result: null,
      }));
      const { text: said, reasoning, ms } = event;
      const usage = byHand ? null : event.usage;
      const cost = byHand ? null : event.cost;
      const reply = { text: said, reasoning, calls, ms, usage, cost };
      all.push({ reply, calls, places: new Map(event.toolCalls.map((call, index) => [call.id, index])) });
    }
    if (event.type === "tool-finished") {
      const last = all.at(-1);
      const place = last?.places.get(event.callId);
      const call = place === undefined ? undefined : last?.calls[place];
      if (last === undefined || place === undefined || call === undefined) continue;
      last.calls[place] = { ...call, result: { output: event.output, failed: event.failed } };
    }
  }
  return all.map(({ reply }) => reply);
}
