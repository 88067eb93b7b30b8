// What can go wrong between the loop and a model, each over real HTTP: it ends in a retry that can be seen and skipped,
// or in a clear stop that can be resumed, and never in a lost run.
import { afterEach, describe, expect, test, vi } from "vitest";
import { type ScriptedModel, startScriptedModel } from "../e2e/scripted-model/index.ts";
import { AgentControl, type AgentJob, runAgent, type Tool } from "./agent/index.ts";
import { echoTool, job, MemoryLog, NO_LIMITS } from "./agent/testing.ts";
import type { RunEvent, WireFormat } from "./core/event.ts";
import { connectModel } from "./model/index.ts";

// The machine that runs this may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const open: ScriptedModel[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const submit: Tool = {
  spec: { name: "submit", description: "submit", parameters: { type: "object" } },
  repeatable: true,
  call: () => Promise.resolve({ output: "Submitted.", failed: false, ends: true }),
};

async function serve(port?: number): Promise<ScriptedModel> {
  const model = await startScriptedModel({ paceMs: 0, ...(port !== undefined && { port }) });
  open.push(model);
  return model;
}

interface World {
  readonly log: MemoryLog;
  readonly look: ReturnType<typeof echoTool>;
  play(over?: Partial<AgentJob>): Promise<string>;
}

function world(
  url: string,
  name: string,
  { format = "openai-chat", after }: { format?: WireFormat; after?: (event: RunEvent) => void } = {},
): World {
  const log = new MemoryLog([], after);
  const look = echoTool("look", () => "seen");
  return {
    log,
    look,
    play: (over = {}) => {
      // Minutes of silence in a second, where silence is what is tried.
      const watch = name.includes("silent") ? { firstMs: 5_000, silenceMs: 1_000 } : {};
      const client = connectModel({ baseUrl: url, model: name, key: "k", format, watch });
      return runAgent(job(client, log, { tools: [look, submit], ...over }));
    },
  };
}

/** Nothing is lost and nothing is paid for twice: each turn has one reply, each call one result. */
function whole({ log, look }: World): void {
  const turns = log.of("model-replied").map((event) => event.turn);
  expect(new Set(turns).size).toBe(turns.length);
  expect(log.of("tool-finished").map((event) => event.callId)).toHaveLength(
    new Set(log.of("tool-started").map((event) => `${event.turn} ${event.call.id}`)).size,
  );
  expect(look.calls).toHaveLength(1);
  expect(log.events.at(-1)).toMatchObject({ type: "agent-stopped", reason: "submitted" });
}

/** What the model was answered by tools, and told by the loop. */
const answers = ({ log }: World): string =>
  log
    .of("tool-finished")
    .map(({ output }) => output)
    .join("\n");
const notices = ({ log }: World): string =>
  log
    .of("notice-sent")
    .map(({ text }) => text)
    .join("\n");

const FORMATS: readonly WireFormat[] = ["openai-chat", "openai-responses", "anthropic-messages"];

describe.each(FORMATS)("%s:", (format) => {
  test.each([
    ["408", "status-408", /408/],
    ["429 with Retry-After", "limited-with-header", /allows no more requests for now \(429\)/],
    ["429 without it", "status-429", /\(429\)/],
    ["500", "status-500", /fault of its own \(500\)/],
    ["502", "status-502", /\(502\)/],
    ["503", "status-503", /\(503\)/],
    ["529", "status-529", /\(529\)/],
    ["a connection reset in mid-stream", "cut", /broke off/],
    ["silence in mid-stream", "silent", /sent nothing for/],
    ["a stream without an end mark", "unended", /broke off|without/],
    ["an event that is no JSON", "malformed", /not JSON/],
    ["an error within the stream", "overloaded", /Overloaded/],
    ["a rate limit within the stream", "limited", /Rate limit reached/],
  ])("%s is tried again, visibly, and the run goes on", async (_, name, message) => {
    const { url } = await serve();
    const one = world(url, `once:${name}`, { format });
    const control = new AgentControl();
    const skipping = setInterval(() => control.skipWait(), 5);
    const reason = await one.play({ control, retry: { firstMs: 20_000, longestMs: 20_000, attempts: 5 } });
    clearInterval(skipping);
    expect(reason).toBe("submitted");
    const failed = one.log.of("model-failed");
    expect(failed).toHaveLength(1);
    expect(failed[0]?.message).toMatch(message);
    expect(failed[0]?.remedy).not.toBe("");
    // A wait that nobody can bear was skipped by hand.
    expect(failed[0]?.retryInMs).toBeGreaterThanOrEqual(name === "limited" ? 2_000 : 7_000);
    whole(one);
  });

  test("Retry-After is kept to the millisecond where nobody skips it", async () => {
    const { url } = await serve();
    const control = new AgentControl();
    const one = world(url, "once:limited-with-header", {
      format,
      after: (event) => {
        if (event.type === "model-failed") setTimeout(() => control.stop(), 5);
      },
    });
    expect(await one.play({ control })).toBe("told");
    expect(one.log.of("model-failed")[0]?.retryInMs).toBe(7_000);
    expect(await one.play()).toBe("submitted");
    whole(one);
  });

  test.each([
    ["400", "status-400", /refused the request \(400\)/],
    ["401", "status-401", /refused the key \(401\)/],
    ["402", "status-402", /no credit left \(402\)/],
    ["403", "status-403", /not allowed to use .* \(403\)/],
    ["404", "status-404", /knows no model .*\(404\)/],
  ])("%s stops the run with its reason, and it can be resumed", async (_, name, message) => {
    const { url } = await serve();
    const one = world(url, `once:${name}`, { format });
    expect(await one.play()).toBe("model-error");
    expect(one.log.of("agent-stopped")[0]?.message).toMatch(message);
    expect(one.log.of("model-failed")[0]).toMatchObject({ retryInMs: null });
    // The person has mended it, and goes on.
    expect(await one.play()).toBe("submitted");
    whole(one);
  });

  test.each([
    ["413", "status-413"],
    ["a conversation over the window", "says:This model's maximum context length is 8192 tokens."],
  ])("%s leads to a compaction, not to an end", async (_, name) => {
    const { url } = await serve();
    const one = world(url, `once:${name}`, { format });
    // A model that has its window's worth of words forgets what it did; this one is told by the summary.
    expect(await one.play()).toMatch(/submitted|loop|no-tool-calls/);
    expect(one.log.of("compaction-started")[0]?.because).toBe("refused");
    expect(one.log.of("compacted")).toHaveLength(1);
  });

  test("an endpoint that is not there is waited for, and the run goes on when it is back", async () => {
    const first = await serve();
    const port = Number(new URL(first.url).port);
    const one = world(first.url, "errand", { format });
    const retry = { firstMs: 20, longestMs: 20, attempts: 2, patience: 100 };
    const run = one.play({
      retry,
      tools: [
        echoTool("look", async () => {
          await first.close();
          return "seen";
        }),
        submit,
      ],
    });
    await expect.poll(() => one.log.of("model-failed").length, { timeout: 10_000 }).toBeGreaterThan(3);
    expect(one.log.of("model-failed")[0]?.message).toMatch(/could not be reached/);
    await serve(port);
    expect(await run).toBe("submitted");
  });

  test("arguments that are not JSON, and a tool that is not there, are answered to the model", async () => {
    const { url } = await serve();
    for (const name of ["once:unreadable", "once:everything"]) {
      const one = world(url, name, { format });
      expect(await one.play()).toBe("submitted");
      expect(answers(one)).toContain("There is no tool bash");
      expect(one.log.of("model-failed")).toEqual([]);
    }
    // Another server: the first has done so once.
    const known = world((await serve()).url, "once:unreadable", { format });
    const bash = echoTool("bash");
    expect(await known.play({ tools: [known.look, bash, submit] })).toBe("submitted");
    expect(answers(known)).toContain("not valid JSON");
  });

  test("an empty reply is answered with a nudge", async () => {
    const { url } = await serve();
    const one = world(url, "once:empty", { format });
    expect(await one.play()).toBe("submitted");
    expect(notices(one)).toContain("had no tool call");
    whole(one);
  });

  test("a refusal is told so and the model may go on; one that keeps refusing stops the run", async () => {
    const { url } = await serve();
    const one = world(url, "once:refusing", { format });
    expect(await one.play()).toBe("submitted");
    expect(notices(one)).toContain("withheld as a refusal");
    const always = world(url, "refusing", { format });
    expect(await always.play()).toBe("no-tool-calls");
    expect(always.log.of("agent-stopped")[0]?.message).toContain("without using a tool");
  });

  test("a reply of 1 MB is kept whole, and the run goes on", async () => {
    const { url } = await serve();
    const one = world(url, "once:megabyte", { format });
    expect(await one.play()).toBe("submitted");
    expect(one.log.of("model-replied")[1]?.text).toHaveLength(1_048_576);
    whole(one);
  }, 20_000);
});

test("on a server that refuses what is over its window, a run of 20 compactions ends right", async () => {
  const { url, requests } = await serve();
  const log = new MemoryLog();
  const walk = echoTool("walk", ({ n }) => `${"grass ".repeat(400)} step ${String(n)}`);
  const client = connectModel({ baseUrl: url, model: "walker", key: "k" });
  const limits = { ...NO_LIMITS, dollars: 50 };
  const over = { tools: [walk, submit], limits, contextTokens: 12_000, maxOutputTokens: 1_000 };
  expect(await runAgent(job(client, log, over))).toBe("submitted");
  expect(walk.calls.map(({ n }) => n)).toEqual(Array.from({ length: 290 }, (_, i) => i + 1));
  expect(log.of("compacted").length).toBeGreaterThanOrEqual(20);
  expect(log.of("model-failed")).toEqual([]);
  expect(requests.length).toBe(log.of("model-replied").length + log.of("compacted").length);
}, 60_000);
