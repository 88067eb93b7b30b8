import { expect, test } from "vitest";
import type { RunEvent } from "../core/event.ts";
import type { ModelReply } from "../model/index.ts";
import { ScriptedClient, USAGE } from "../model/testing.ts";
import { INTERRUPTED } from "./conversation.ts";
import { AgentControl, runAgent } from "./index.ts";
import { CUT_NOTICE, NO_CALL_NOTICE } from "./reminders.ts";
import { REPEAT_NOTICE } from "./repeats.ts";
import { echoTool, job, MemoryLog, NO_LIMITS } from "./testing.ts";
import type { Tool } from "./tool.ts";

const call = (id: string, name = "look", args: unknown = { id }): Partial<ModelReply> => ({
  toolCalls: [{ id, name, arguments: typeof args === "string" ? args : JSON.stringify(args) }],
  finish: "tool-calls",
});
const submit: Tool = {
  spec: { name: "submit", description: "submit", parameters: {} },
  repeatable: true,
  call: () => Promise.resolve({ output: "Submitted.", failed: false, ends: true }),
};
const done = call("end", "submit");
const types = (log: MemoryLog): string[] => log.events.map((event) => event.type);
const notices = (log: MemoryLog): string[] => log.of("notice-sent").map((event) => event.text);
const tick = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("a run from start to submission, each step recorded before the next", async () => {
  const log = new MemoryLog();
  const look = echoTool("look");
  const client = new ScriptedClient({ reasoning: "hm", ...call("a") }, (request) => {
    // What is asked for next is already in the log.
    expect(log.events.at(-1)?.type).toBe("turn-started");
    expect(request.messages.slice(2)).toEqual([
      {
        role: "assistant",
        text: "",
        reasoning: "hm",
        toolCalls: [{ id: "a", name: "look", arguments: '{"id":"a"}' }],
      },
      { role: "tool", callId: "a", text: '{"id":"a"}' },
    ]);
    return done;
  });
  expect(await runAgent(job(client, log, { tools: [look, submit] }))).toBe("submitted");
  expect(types(log)).toEqual([
    "agent-started",
    "notice-sent",
    "turn-started",
    "model-replied",
    "tool-started",
    "tool-finished",
    "turn-started",
    "model-replied",
    "tool-started",
    "tool-finished",
    "agent-stopped",
  ]);
  expect(client.requests[0]?.messages[0]).toEqual({ role: "system", text: "Rebuild it." });
  expect(client.requests[0]?.tools.map((tool) => tool.name)).toEqual(["look", "submit"]);
  expect(log.of("model-replied")[0]).toMatchObject({ turn: 1, cost: (100 * 1 + 10 * 10) / 1e6 });
});

test("parallel calls are made in order and answered each", async () => {
  const log = new MemoryLog();
  const look = echoTool("look");
  const two = [1, 2].map((n) => ({ id: `p${n}`, name: "look", arguments: `{"n":${n}}` }));
  const client = new ScriptedClient({ toolCalls: two }, done);
  await runAgent(job(client, log, { tools: [look, submit] }));
  expect(look.calls).toEqual([{ n: 1 }, { n: 2 }]);
  expect(client.requests[1]?.messages.slice(-2)).toEqual([
    { role: "tool", callId: "p1", text: '{"n":1}' },
    { role: "tool", callId: "p2", text: '{"n":2}' },
  ]);
});

test("malformed arguments, a list, and an unknown tool are answered", async () => {
  const log = new MemoryLog();
  const client = new ScriptedClient(
    call("a", "look", '{"x":'),
    call("b", "look", "[1]"),
    call("c", "fly"),
    done,
  );
  await runAgent(job(client, log, { tools: [echoTool("look"), submit] }));
  const outputs = log.of("tool-finished").map((event) => [event.failed, event.output.slice(0, 44)]);
  expect(outputs.slice(0, 3)).toEqual([
    [true, "The arguments of this call are not valid JSO"],
    [true, "The arguments of this call are not a JSON ob"],
    [true, "There is no tool fly. The tools are: look, s"],
  ]);
});

test("long output is clipped to head and tail before it is recorded", async () => {
  const log = new MemoryLog();
  const look = echoTool("look", () => `start${"x\n".repeat(20_000)}end`);
  await runAgent(job(new ScriptedClient(call("a"), done), log, { tools: [look, submit] }));
  const output = log.of("tool-finished")[0]?.output ?? "";
  expect(output.length).toBeLessThan(12_100);
  expect(output).toMatch(/^startx/);
  expect(output).toMatch(/end$/);
  expect(output).toContain("[… 28,008 characters, 14,004 lines cut here …]");
});

test("replies without a call are nudged twice, then the run stops", async () => {
  const log = new MemoryLog();
  const client = new ScriptedClient({ text: "Well" }, {}, { text: "Hm" });
  expect(await runAgent(job(client, log, { tools: [submit] }))).toBe("no-tool-calls");
  expect(notices(log).slice(1)).toEqual([NO_CALL_NOTICE, NO_CALL_NOTICE]);
});

test("a reply that was cut by its length is told so", async () => {
  const log = new MemoryLog();
  const client = new ScriptedClient({ text: "Lo", finish: "length" }, done);
  expect(await runAgent(job(client, log, { tools: [submit] }))).toBe("submitted");
  expect(notices(log)[1]).toBe(CUT_NOTICE);
});

test("the same call again and again is told, then stopped as a loop", async () => {
  const log = new MemoryLog();
  const same = Array.from({ length: 9 }, (_, i) => call(`c${i}`, "look", { same: true }));
  const client = new ScriptedClient(...same);
  expect(await runAgent(job(client, log, { tools: [echoTool("look")] }))).toBe("loop");
  expect(notices(log).filter((text) => text === REPEAT_NOTICE)).toHaveLength(1);
  expect(client.requests).toHaveLength(5);
});

test("two calls in turns are a loop too; calls with new results are not", async () => {
  const log = new MemoryLog();
  const turns = Array.from({ length: 20 }, (_, i) => call(`c${i}`, "look", { side: i % 2 }));
  expect(await runAgent(job(new ScriptedClient(...turns), log, { tools: [echoTool("look")] }))).toBe("loop");

  let n = 0;
  const waiting = Array.from({ length: 8 }, (_, i) => call(`w${i}`, "look", {}));
  const second = new MemoryLog();
  const tools = [echoTool("look", () => `${(n += 1)}`), submit];
  expect(await runAgent(job(new ScriptedClient(...waiting, done), second, { tools }))).toBe("submitted");
});

test("a fault that may pass is retried, visibly", async () => {
  const log = new MemoryLog();
  const client = new ScriptedClient(
    { fault: {} },
    { fault: { kind: "rate-limited", retryAfterMs: 7 } },
    done,
  );
  expect(await runAgent(job(client, log, { tools: [submit] }))).toBe("submitted");
  const failed = log.of("model-failed");
  expect(failed.map((event) => event.turn)).toEqual([1, 1]);
  expect(failed[0]?.retryInMs).toBeLessThanOrEqual(1);
  expect(failed[1]?.retryInMs).toBe(7);
  expect(log.of("model-replied")[0]?.turn).toBe(1);
});

test("a fault that stays, and one that cannot pass, stop the run with message and remedy", async () => {
  const log = new MemoryLog();
  const down = { fault: {} };
  expect(await runAgent(job(new ScriptedClient(down, down, down, down), log))).toBe("model-error");
  expect(log.of("model-failed").map((event) => event.retryInMs === null)).toEqual([false, false, true]);

  const refused = new MemoryLog();
  const wrong = {
    fault: { kind: "unauthorized", retryable: false, message: "No key.", remedy: "Check it." },
  } as const;
  expect(await runAgent(job(new ScriptedClient(wrong), refused))).toBe("model-error");
  expect(refused.of("agent-stopped")[0]?.message).toBe("No key. Check it.");
});

test("the wait before a retry can be skipped, and ended by a stop", async () => {
  for (const [press, reason] of [
    ["skipWait", "submitted"],
    ["stop", "told"],
  ] as const) {
    const control = new AgentControl();
    const log = new MemoryLog([], (event) => {
      if (event.type === "model-failed") setTimeout(() => control[press](), 5);
    });
    const client = new ScriptedClient({ fault: { retryAfterMs: 60_000 } }, done);
    expect(await runAgent(job(client, log, { tools: [submit], control }))).toBe(reason);
  }
});

test("a pause lets the step end, then holds until it is over; a word reaches the model", async () => {
  const control = new AgentControl();
  const log = new MemoryLog();
  const look = echoTool("look", () => {
    control.pause();
    return "seen";
  });
  const client = new ScriptedClient(call("a"), done);
  const run = runAgent(job(client, log, { tools: [look, submit], control }));
  await expect.poll(() => types(log).at(-1)).toBe("agent-paused");
  control.say("Mind the tabs.");
  await expect.poll(() => types(log).at(-1)).toBe("person-said");
  await tick();
  expect(client.requests).toHaveLength(1);
  control.resume();
  expect(await run).toBe("submitted");
  expect(types(log)).toContain("agent-resumed");
  expect(client.requests[1]?.messages.at(-1)).toEqual({ role: "user", text: "Mind the tabs." });
});

test("a word while a tool is at work comes after its result", async () => {
  const control = new AgentControl();
  const log = new MemoryLog();
  const look = echoTool("look", async () => {
    control.say("Hurry.");
    await tick();
    return "seen";
  });
  const client = new ScriptedClient(call("a"), done);
  await runAgent(job(client, log, { tools: [look, submit], control }));
  expect(client.requests[1]?.messages.slice(-2)).toEqual([
    { role: "tool", callId: "a", text: "seen" },
    { role: "user", text: "Hurry." },
  ]);
});

test("a stop ends a request and says what it may have cost", async () => {
  const control = new AgentControl();
  const log = new MemoryLog([], (event) => {
    if (event.type === "turn-started") setTimeout(() => control.stop(), 5);
  });
  expect(await runAgent(job(new ScriptedClient("hang"), log, { control }))).toBe("told");
  expect(log.of("model-failed")[0]).toMatchObject({ retryInMs: null, usage: { exact: false } });
  expect(types(log).at(-1)).toBe("agent-stopped");
});

test("a stop ends a tool, also one that does not heed it", async () => {
  const control = new AgentControl();
  const log = new MemoryLog();
  const deaf = echoTool("look", () => {
    setTimeout(() => control.stop(), 5);
    return new Promise<string>(() => undefined);
  });
  expect(await runAgent(job(new ScriptedClient(call("a")), log, { tools: [deaf], control }))).toBe("told");
  expect(log.of("tool-finished")[0]).toMatchObject({
    failed: true,
    output: expect.stringContaining("Stopped"),
  });
});

test("a broken sandbox stops the run with its remedy", async () => {
  const log = new MemoryLog();
  const broken = echoTool("look", () => {
    throw Object.assign(new Error("It is gone."), { remedy: "Start it again." });
  });
  expect(await runAgent(job(new ScriptedClient(call("a")), log, { tools: [broken] }))).toBe("sandbox-error");
  expect(log.of("agent-stopped")[0]?.message).toBe(
    "look could not be carried out: It is gone. Start it again.",
  );
});

test("a store that is full ends the loop with its error, also at a person's word", async () => {
  const full = new Error("full");
  const log = new MemoryLog([], (event) => {
    if (event.type === "model-replied") throw full;
  });
  await expect(runAgent(job(new ScriptedClient(done), log, { tools: [submit] }))).rejects.toBe(full);

  const control = new AgentControl();
  const second = new MemoryLog([], (event) => {
    if (event.type === "turn-started") setTimeout(() => control.say("x"), 1);
    if (event.type === "person-said") throw full;
  });
  await expect(runAgent(job(new ScriptedClient("hang"), second, { control }))).rejects.toBe(full);
});

test("turns and working time are limited, and can be raised while it runs", async () => {
  const log = new MemoryLog();
  const looks = Array.from({ length: 5 }, (_, i) => call(`c${i}`));
  const limits = { ...NO_LIMITS, turns: 2 };
  const first = new ScriptedClient(...looks);
  expect(await runAgent(job(first, log, { tools: [echoTool("look")], limits }))).toBe("turns");
  expect(first.requests).toHaveLength(2);
  const goingOn = job(new ScriptedClient(done), log, { tools: [submit], limits: { ...limits, turns: 3 } });
  expect(await runAgent(goingOn)).toBe("submitted");
  expect(log.of("turn-started").map((event) => event.turn)).toEqual([1, 2, 3]);

  const slow = new MemoryLog();
  const short = { ...NO_LIMITS, ms: 30 };
  expect(await runAgent(job(new ScriptedClient("hang"), slow, { limits: short }))).toBe("time");

  const control = new AgentControl();
  const raised = new MemoryLog([], (event) => {
    if (event.type === "turn-started") control.setLimits({ ...NO_LIMITS, ms: 60_000 });
  });
  const late = echoTool("look", async () => {
    await tick(80);
    return "late";
  });
  const run = runAgent(
    job(new ScriptedClient(call("a"), done), raised, { tools: [late, submit], limits: short, control }),
  );
  expect(await run).toBe("submitted");
});

test("no request is sent whose worst case would pass the dollar or the token limit", async () => {
  const usage = { ...USAGE, input: 50_000, output: 10_000 };
  const replies = Array.from({ length: 50 }, (_, i) => ({ ...call(`c${i}`), usage }));
  for (const [limits, reason] of [
    [{ ...NO_LIMITS, dollars: 1 }, "dollars"],
    [{ ...NO_LIMITS, tokens: 400_000 }, "tokens"],
  ] as const) {
    const log = new MemoryLog();
    const client = new ScriptedClient(...replies);
    expect(await runAgent(job(client, log, { tools: [echoTool("look")], limits }))).toBe(reason);
    const spent = log.of("model-replied");
    const dollars = spent.reduce((sum, event) => sum + (event.cost ?? 0), 0);
    expect(dollars).toBeLessThanOrEqual(limits.dollars ?? Infinity);
    expect(spent.length * 60_000).toBeLessThanOrEqual(limits.tokens ?? Infinity);
    expect(spent.length).toBeGreaterThan(3);
    expect(log.of("agent-stopped")[0]?.message).toMatch(/Raise the (dollar|token) limit/);
    // It was told in time, and the reply's length was cut to what was left.
    expect(log.of("notice-sent").some((event) => event.text.startsWith("Little of the budget"))).toBe(true);
  }
});

test("a dollar limit without a price stops after the first reply that names no cost", async () => {
  const limits = { ...NO_LIMITS, dollars: 5 };
  const looks = [call("a"), call("b"), call("c")];
  const log = new MemoryLog();
  const tools = [echoTool("look"), submit];
  expect(await runAgent(job(new ScriptedClient(...looks), log, { tools, limits, price: null }))).toBe(
    "dollars",
  );
  expect(log.of("agent-stopped")[0]?.message).toContain("price of this model is not known");
  const told = looks.map((line) => ({ ...line, cost: 0.01 }));
  const second = new MemoryLog();
  const client = new ScriptedClient(...told, done);
  expect(await runAgent(job(client, second, { tools, limits, price: null }))).toBe("submitted");
});

test("the budget is shown every ten turns", async () => {
  const log = new MemoryLog();
  const looks = Array.from({ length: 25 }, (_, i) => call(`c${i}`));
  const limits = { ...NO_LIMITS, turns: 100, dollars: 10 };
  await runAgent(job(new ScriptedClient(...looks, done), log, { tools: [echoTool("look"), submit], limits }));
  const lines = notices(log).filter((text) => text.includes("Budget used:"));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe("Begin. Budget used: $0.00 of $10.00, 0 of 100 turns.");
  expect(lines[1]).toMatch(/^Budget used: \$0\.00\d\d of \$10\.00, 10 of 100 turns\.$/);
});

test("an abandoned run rejects with the reason, records nothing more, and goes on from its events", async () => {
  const controller = new AbortController();
  const gone = new Error("page closed");
  const log = new MemoryLog();
  const deaf = echoTool("look", () => {
    setTimeout(() => controller.abort(gone), 5);
    return new Promise<string>(() => undefined);
  });
  const two = [call("a"), call("b")].flatMap((line) => line.toolCalls ?? []);
  const run = runAgent(
    job(new ScriptedClient({ toolCalls: two }), log, { tools: [deaf], signal: controller.signal }),
  );
  await expect(run).rejects.toBe(gone);
  expect(types(log).at(-1)).toBe("tool-started");

  const look = echoTool("look");
  const client = new ScriptedClient(done);
  expect(await runAgent(job(client, log, { tools: [look, submit] }))).toBe("submitted");
  // The call that was at work is not made again; the one that never began is made now.
  expect(look.calls).toEqual([{ id: "b" }]);
  const sent = client.requests[0]?.messages ?? [];
  expect(sent.slice(2)).toEqual([
    { role: "assistant", text: "", reasoning: "", toolCalls: two },
    { role: "tool", callId: "a", text: INTERRUPTED },
    { role: "tool", callId: "b", text: '{"id":"b"}' },
    { role: "user", text: "[notice] The run goes on after an interruption." },
  ]);
});

test("cut off after any event, a run goes on to the same end and asks for no reply twice", async () => {
  const lines = [call("a"), { text: "thinking" }, call("b"), call("c"), done];
  const whole = new MemoryLog();
  await runAgent(job(new ScriptedClient(...lines), whole, { tools: [echoTool("look"), submit] }));
  for (let cut = 1; cut < whole.events.length; cut += 1) {
    const log = new MemoryLog(whole.events.slice(0, cut));
    const replied = log.of("model-replied").length;
    const client = new ScriptedClient(...lines.slice(replied));
    const reason = await runAgent(job(client, log, { tools: [echoTool("look"), submit] }));
    expect([cut, reason]).toEqual([cut, "submitted"]);
    expect(log.of("model-replied")).toHaveLength(lines.length);
    const finished = log.of("tool-finished").map((event) => event.callId);
    expect(finished).toEqual(["a", "b", "c", "end"]);
  }
}, 20_000);

test("what a person changed while the agent rested is told when it goes on", async () => {
  const log = new MemoryLog();
  await runAgent(job(new ScriptedClient(done), log, { tools: [submit] }));
  const change: RunEvent = {
    type: "file-changed",
    path: "main.js",
    content: "1",
    by: "person",
    runId: "run",
    seq: 0,
    at: 0,
  };
  log.events.push(change);
  await runAgent(job(new ScriptedClient(done), log, { tools: [submit] }));
  expect(notices(log)[1]).toBe("The run goes on after a submission. Meanwhile a person changed: main.js.");
});
