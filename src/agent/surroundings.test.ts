import { expect, test } from "vitest";
import type { ModelReply } from "../model/index.ts";
import { ScriptedClient } from "../model/testing.ts";
import { AgentControl, runAgent } from "./index.ts";
import { Ledger } from "./ledger.ts";
import { type Clock, ClockWatch, type Network } from "./surroundings.ts";
import { echoTool, job, MemoryLog, NO_LIMITS } from "./testing.ts";
import type { Tool } from "./tool.ts";

const HOUR = 3_600_000;
const submit: Tool = {
  spec: { name: "submit", description: "submit", parameters: {} },
  repeatable: true,
  call: () => Promise.resolve({ output: "Submitted.", failed: false, ends: true }),
};
const call = (id: string, name = "look"): Partial<ModelReply> => ({
  toolCalls: [{ id, name, arguments: `{"id":"${id}"}` }],
  finish: "tool-calls",
});
const done = call("end", "submit");
const types = (log: MemoryLog): string[] => log.events.map((event) => event.type);

/** Two clocks that a test sets. */
class SetClock implements Clock {
  time = Date.now();
  ran = 0;
  now = (): number => this.time;
  elapsed = (): number => this.ran;
  pass(time: number, ran = time): void {
    this.time += time;
    this.ran += ran;
  }
}

class SetNetwork implements Network {
  readonly #listeners = new Set<() => void>();
  #online = true;
  online = (): boolean => this.#online;
  onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  set(online: boolean): void {
    this.#online = online;
    for (const listener of this.#listeners) listener();
  }
  get heard(): number {
    return this.#listeners.size;
  }
}

test.each([
  ["time that goes by", 15_000, 15_000, 0],
  ["a hidden page's timer, a minute late", 75_000, 75_000, 0],
  ["an adjusted clock", 16_500, 15_000, 0],
  ["sleep in which the second clock stood still", 8 * HOUR, 15_000, 8 * HOUR - 15_000],
  ["sleep in which both went on", 8 * HOUR, 8 * HOUR, 8 * HOUR - 15_000],
  ["a clock set back", -HOUR, 15_000, -HOUR - 15_000],
])("%s", (_, time, ran, jump) => {
  const clock = new SetClock();
  const watch = new ClockWatch(clock, 15_000);
  clock.pass(time, ran);
  expect(watch.jump()).toBe(jump);
  expect(watch.jump()).toBe(0);
});

test("sleep is no working time, and a clock that is set back takes none away", () => {
  const ledger = new Ledger(null, 1_000, 0);
  const player = { kind: "model", model: "m", baseUrl: "", price: null } as const;
  const place = { runId: "r", seq: 0 };
  ledger.add({ ...place, type: "agent-started", player, limits: NO_LIMITS, prompt: "", at: 0 });
  ledger.add({ ...place, type: "clock-jumped", ms: 8 * HOUR, at: 60_000 + 8 * HOUR });
  expect(ledger.workedMs(61_000 + 8 * HOUR)).toBe(61_000);
  ledger.add({ ...place, type: "clock-jumped", ms: -HOUR, at: 62_000 + 7 * HOUR });
  expect(ledger.workedMs(63_000 + 7 * HOUR)).toBe(63_000);
});

test("a computer that sleeps under the agent does not use up its time", async () => {
  const clock = new SetClock();
  const log = new MemoryLog([], () => undefined, clock.now);
  const sleeps = echoTool("look", () => {
    clock.pass(8 * HOUR, 10);
    return "awake";
  });
  const limits = { ...NO_LIMITS, ms: HOUR };
  const client = new ScriptedClient(call("a"), call("b"), done);
  expect(await runAgent(job(client, log, { tools: [sleeps, submit], limits, clock }))).toBe("submitted");
  expect(log.of("clock-jumped").map(({ ms }) => Math.round(ms / HOUR))).toEqual([8, 8]);
});

test("without a network the run rests, and goes on by itself once it is back", async () => {
  const network = new SetNetwork();
  const log = new MemoryLog();
  const gone = { fault: { kind: "unreachable" } } as const;
  const client = new ScriptedClient(
    call("a"),
    () => {
      network.set(false);
      return gone;
    },
    done,
  );
  const retry = { attempts: 1, patience: 1, firstMs: 1, longestMs: 1 };
  const run = runAgent(job(client, log, { tools: [echoTool("look"), submit], network, retry }));
  await expect.poll(() => types(log).at(-1)).toBe("agent-paused");
  expect(log.of("agent-paused")[0]?.because).toBe("offline");
  expect(log.of("model-failed")[0]?.message).toBe("This computer is offline.");
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(client.requests).toHaveLength(2);
  network.set(true);
  expect(await run).toBe("submitted");
  expect(types(log).slice(-6)).toEqual([
    "agent-resumed",
    "turn-started",
    "model-replied",
    "tool-started",
    "tool-finished",
    "agent-stopped",
  ]);
  expect(network.heard).toBe(0);
});

test("a run that rests without a network can be told to try anyway, to pause, and to stop", async () => {
  for (const [press, last] of [
    ["resume", "submitted"],
    ["stop", "told"],
  ] as const) {
    const network = new SetNetwork();
    network.set(false);
    const log = new MemoryLog();
    const control = new AgentControl();
    const client = new ScriptedClient({ fault: { kind: "cut" } }, done);
    const run = runAgent(job(client, log, { tools: [submit], network, control }));
    await expect.poll(() => types(log).at(-1)).toBe("agent-paused");
    control.pause();
    await expect.poll(() => log.of("agent-paused").length).toBe(2);
    control[press]();
    expect(await run).toBe(last);
    expect(network.heard).toBe(0);
  }
});
