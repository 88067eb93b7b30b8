// The agent from start to submission over real HTTP: loop, tools, chat client, a scripted server, and Node as sandbox.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ScriptedModel, startScriptedModel } from "../e2e/scripted-model/index.ts";
import {
  type AgentJob,
  agentPrompt,
  agentTools,
  runAgent,
  type RunVisibleCases,
  type Tool,
} from "./agent/index.ts";
import { job, MemoryLog, NO_LIMITS, sandboxWorkspace } from "./agent/testing.ts";
import type { RunEvent } from "./core/event.ts";
import type { TestCase } from "./core/case.ts";
import { tally } from "./core/scoring.ts";
import { parseTaskSource } from "./core/parse-task.ts";
import type { Task } from "./core/task.ts";
import { gradeCases } from "./grading/index.ts";
import { connectModel } from "./model/index.ts";
import type { Machine } from "./sandbox/index.ts";
import { openNodeMachines } from "./sandbox/testing.ts";

const LINES = join(import.meta.dirname, "../tasks/lines");
const KEY = "sk-planted-in-the-whole-run";
const read = (path: string): string => readFileSync(join(LINES, path), "utf8");
const task: Task = {
  ...parseTaskSource(read("task.json"), "task.json"),
  version: "1",
  counts: { visible: 0, hidden: 0 },
  digests: { visible: "", hidden: "" },
  hasReference: true,
};

const INPUTS: ReadonlyArray<readonly [readonly string[], string]> = [
  [[], "red\n\ngreen\n"],
  [["-b", "a"], "red\n\ngreen"],
  [["-w3", "-s", ": "], "one\ntwo\n"],
  [["-n", "rz", "-v", "-2"], "one\ntwo\nthree\n"],
  [["-q", "--body=a"], "one\n\n\n\ntwo\n"],
  [["--nope"], ""],
  [["missing.txt"], ""],
  [["--help"], ""],
];

const machines = openNodeMachines(2);
let original: Machine;
let cases: readonly TestCase[];
const open: { dispose(): Promise<void> }[] = [];

beforeAll(async () => {
  original = await machines.create({
    files: { "main.ts": read("reference/main.ts"), "options.ts": read("reference/options.ts") },
  });
  cases = await Promise.all(
    INPUTS.map(async ([args, stdin], index) => ({
      name: `case-${index}`,
      args,
      env: {},
      stdin,
      files: {},
      hidden: false,
      duals: [],
      labels: [],
      expected: { ...(await askOriginal(args, stdin)), code: (await askOriginal(args, stdin)).code ?? -1 },
    })),
  );
}, 30_000);
afterAll(() => original.dispose());
afterEach(async () => {
  for (const one of open.splice(0)) await one.dispose();
});

async function askOriginal(args: readonly string[], stdin: string) {
  const result = await original.run({ argv: ["node", `${original.cwd}/main.ts`, ...args], stdin });
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { ...result, stdout: text(result.stdout), stderr: text(result.stderr) };
}

async function start(
  options: { readonly key?: string; readonly cases?: number } = {},
): Promise<{ model: ScriptedModel; box: Machine; tools: readonly Tool[] }> {
  const model = await startScriptedModel({ paceMs: 0, ...(options.key && { key: options.key }) });
  const box = await machines.create({ files: { "docs/manual.md": read("docs/manual.md") } });
  open.push({ dispose: () => model.close() }, box);
  const runVisibleCases: RunVisibleCases = async (names, signal) => {
    const chosen = cases.slice(0, options.cases).filter((one) => names === null || names.includes(one.name));
    const files = await box.files.snapshot(".", ["docs"]);
    const results = await gradeCases(machines, task, files, chosen, { signal });
    const outcomes = chosen.flatMap((testCase, index) => {
      const result = results[index];
      return result ? [{ testCase, result }] : [];
    });
    return { tally: tally(results), outcomes };
  };
  const tools = agentTools({
    sandbox: box,
    workspace: sandboxWorkspace(box),
    runVisibleCases,
    countVisibleCases: async (signal) => (await runVisibleCases(null, signal)).tally,
    askReference: ({ args, stdin }) => askOriginal(args, stdin),
    referenceMs: 10_000,
  });
  return { model, box, tools };
}

function play(
  name: string,
  { model, tools }: { model: ScriptedModel; tools: readonly Tool[] },
  log: MemoryLog,
  over: Partial<AgentJob> = {},
) {
  const client = connectModel({ baseUrl: model.url, model: name, key: KEY });
  return runAgent(job(client, log, { tools, prompt: agentPrompt({ task }), ...over }));
}

test("the scripted model solves the task by real edits, finds its mistake, and submits", async () => {
  const world = await start({ key: KEY });
  const log = new MemoryLog();
  expect(await play("solver-lines", world, log)).toBe("submitted");

  expect(new TextDecoder().decode((await world.box.files.snapshot())["main.js"])).toBe(
    read("solution/main.js"),
  );
  const evaluations = log.of("tool-finished").filter((event) => event.name === "evaluate_testcases");
  expect(evaluations[0]?.output).toMatch(/^[2-6] of 8 visible cases pass/);
  expect(evaluations[0]?.output).toContain('expected: "    » 1\\tred');
  expect(evaluations[1]?.output).toBe("8 of 8 visible cases pass, 0 fail.");
  expect(log.of("tool-finished").filter((event) => event.failed)).toEqual([]);
  expect(log.of("tool-finished").at(-1)?.output).toBe("Submitted: 8 of 8 visible cases pass.");

  // Everything that could be kept or exported is free of the key; on the wire it is in one header alone.
  expect(JSON.stringify(log.events)).not.toContain("planted");
  for (const request of world.model.requests) {
    expect(request.headers["authorization"]).toBe(`Bearer ${KEY}`);
    expect(request.body + request.path).not.toContain("planted");
    expect(Object.keys(request.headers).filter((name) => /stainless|openai|x-/.test(name))).toEqual([]);
  }
  // The prefix stays as it was, so a provider finds it in its cache.
  const bodies = world.model.requests.map((request) => JSON.parse(request.body) as { messages: unknown[] });
  for (const [index, body] of bodies.entries()) {
    const next = bodies[index + 1];
    if (next) expect(next.messages.slice(0, body.messages.length)).toEqual(body.messages);
  }
  const cached = log.of("model-replied").map((event) => event.usage.cacheRead);
  expect(cached.at(-1)).toBeGreaterThan(cached[0] ?? 0);
}, 60_000);

test("the same run through each of the three wire formats gives the same events", async () => {
  const told = await Promise.all(
    (["openai-chat", "openai-responses", "anthropic-messages"] as const).map(async (format) => {
      const world = await start({ key: KEY, cases: 2 });
      const log = new MemoryLog();
      const client = connectModel({ baseUrl: world.model.url, model: "solver-lines", key: KEY, format });
      const prompt = agentPrompt({ task });
      expect(await runAgent(job(client, log, { tools: world.tools, prompt }))).toBe("submitted");
      const natives = log.of("model-replied").filter((event) => event.native !== undefined);
      expect(natives.every((event) => event.native?.format === format)).toBe(true);
      expect(natives.length > 0).toBe(format !== "openai-chat");
      expect(JSON.stringify(log.events)).not.toContain("planted");
      return log.events.map((event) => withoutPlace(event));
    }),
  );
  expect(told[0]?.length).toBeGreaterThan(30);
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
}, 60_000);

/** What belongs to the clock, the endpoint, or the model alone. */
function withoutPlace(event: RunEvent): object {
  const { at: _at, runId: _runId, ...fact } = event;
  const player =
    fact.type === "agent-started" ? { player: { ...fact.player, baseUrl: "", format: "any" } } : {};
  return { ...fact, ...player, ms: 0, native: undefined };
}

test.each([["fault-cut"], ["fault-429"], ["fault-500"]])(
  "%s: the run comes to the same end",
  async (name) => {
    const world = await start();
    const log = new MemoryLog();
    const retry = { firstMs: 1, longestMs: 1, attempts: 3 };
    // The provider asks for a second at each 429; a person skips the wait.
    const over = job(connectModel({ baseUrl: world.model.url, model: name, key: KEY }), log, { retry });
    const impatient = new MemoryLog([], (event) => {
      if (event.type === "model-failed") setTimeout(() => over.control.skipWait(), 1);
    });
    expect(await play(name, world, impatient, { retry, control: over.control })).toBe("submitted");
    expect(impatient.of("model-failed").length).toBe(impatient.of("model-replied").length);
    if (name === "fault-429") expect(impatient.of("model-failed")[0]?.retryInMs).toBe(1_000);
  },
  60_000,
);

test("a wrong key, an unknown model, a server that is down, and one that is not there", async () => {
  const world = await start({ key: "another" });
  const retry = { firstMs: 1, longestMs: 1, attempts: 2 };
  const reasons: string[] = [];
  const messages: string[] = [];
  const rightKey = await start();
  for (const [name, place] of [
    ["solver-lines", world],
    ["nobody", rightKey],
    ["down", rightKey],
    ["fault-401", rightKey],
  ] as const) {
    const log = new MemoryLog();
    reasons.push(await play(name, place, log, { retry }));
    messages.push(log.of("agent-stopped")[0]?.message ?? "");
  }
  expect(new Set(reasons)).toEqual(new Set(["model-error"]));
  expect(messages[0]).toContain("refused the key (401)");
  expect(messages[1]).toContain("knows no model nobody");
  expect(messages[2]).toContain("fault of its own (503)");
  expect(messages[3]).toContain("Check it in Settings.");
});

test("a model without an end stops at its limit, one that only talks is stopped", async () => {
  const world = await start();
  const log = new MemoryLog();
  expect(await play("endless", world, log, { limits: { ...NO_LIMITS, turns: 4 } })).toBe("turns");
  expect(log.of("tool-finished").map((event) => event.output)).toContain(
    "<stdout>\nstep 4\n</stdout>\nexit code 0",
  );
  expect(await play("chatty", world, new MemoryLog())).toBe("no-tool-calls");
}, 30_000);

test("a run whose page goes away at any event ends as the undisturbed one", async () => {
  for (let cut = 1; ; cut += 12) {
    const world = await start({ cases: 2 });
    const controller = new AbortController();
    const log = new MemoryLog([], (event) => {
      if (event.seq === cut) controller.abort(new Error("closed"));
    });
    const first = await play("solver-lines", world, log, { signal: controller.signal }).catch(() => null);
    const again = new MemoryLog(log.events);
    if (first === null) expect(await play("solver-lines", world, again)).toBe("submitted");
    expect(new TextDecoder().decode((await world.box.files.snapshot())["main.js"])).toBe(
      read("solution/main.js"),
    );
    const asked = world.model.requests.map((request) => request.body);
    // What is asked twice is a request whose reply never came.
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1);
    if (first !== null) break;
  }
}, 120_000);
