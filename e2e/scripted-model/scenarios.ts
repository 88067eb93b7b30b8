import { errand, faultyErrand, walker } from "./errands.ts";
import { tortureReply } from "./torture.ts";
import { figletSteps } from "./prepared/figlet.ts";
import { mustacheSteps } from "./prepared/mustache.ts";
import { nextStep, type Step } from "./prepared/steps.ts";
import { readSolver } from "./solver-lines.ts";
import type { ChatRequest, Reply, Turn } from "./wire.ts";

/** `asked`: how often this very conversation was asked before; a real model would not know, a flaky network does. */
type Scenario = (request: ChatRequest, asked: number) => Turn;

/** Models by name. Each is a function of the conversation alone, so that any of them can go on anywhere. */
export function readScenarios(): Readonly<Record<string, Scenario>> {
  const solve = readSolver();
  // Read when they are asked for: they need the solutions beside their tasks.
  const prepared = (steps: () => readonly Step[]): Scenario => {
    let read: readonly Step[] | null = null;
    return ({ messages }) => ({ kind: "reply", reply: nextStep((read ??= steps()), messages) });
  };
  const solving = (request: ChatRequest, over: Partial<Reply> = {}): Turn => ({
    kind: "reply",
    reply: { ...solve(request.messages), ...over },
  });
  const replies = (request: ChatRequest): number =>
    request.messages.filter((message) => message.role === "assistant").length;

  return {
    /** Prepared by hand, for the recordings. */
    "prepared-mustache": prepared(mustacheSteps),
    "prepared-figlet": prepared(figletSteps),
    "solver-lines": (request) => solving(request),
    /** Each request after the other, with no fault. */
    errand: (request) => errand(request),
    walker: (request) => walker(request),
    torture: (request) => ({ kind: "reply", reply: tortureReply(request.messages) }),
    /** As the solver, with time to watch it. */
    slow: (request) => solving(request, { paceMs: 80 }),
    "fault-401": () => ({
      kind: "refuse",
      status: 401,
      code: "invalid_api_key",
      message: "Incorrect API key provided. You can find your API key in the settings of your account.",
    }),
    "fault-cut": (request, asked) =>
      asked === 0 ? { kind: "cut", reply: solve(request.messages) } : solving(request),
    "fault-429": (request, asked) =>
      asked === 0
        ? {
            kind: "refuse",
            status: 429,
            code: "rate_limit_exceeded",
            message: "Rate limit reached for requests. Please try again in 1s.",
            headers: { "retry-after": "1" },
          }
        : solving(request),
    "fault-500": (request, asked) =>
      asked === 0
        ? { kind: "refuse", status: 500, message: "The server had an error while processing your request." }
        : solving(request),
    /** Never comes back. */
    down: () => ({ kind: "refuse", status: 503, message: "The server is down for maintenance." }),
    /** Works for ever, never submits. */
    endless: (request) => ({
      kind: "reply",
      reply: {
        text: `Step ${replies(request) + 1}.`,
        calls: [{ name: "bash", arguments: { command: `echo step ${replies(request) + 1}` } }],
      },
    }),
    /** Talks, and never uses a tool. */
    chatty: (request) => ({
      kind: "reply",
      reply: { text: `Let me think about this once more (${replies(request) + 1}).` },
    }),
    /** Does what it is asked for: answers with a word, or calls the first tool that it is given. */
    polite: (request) => ({
      kind: "reply",
      reply:
        request.tools.length > 0
          ? { calls: [{ name: request.tools[0] ?? "", arguments: { word: "mirror" } }] }
          : { text: "mirror" },
    }),
    /** As `polite`, and knows no tools. */
    toolless: () => ({ kind: "reply", reply: { text: "I have no tools." } }),
    ...wireScenarios(),
  };
}

const USAGE = { fresh: 11, read: 700, written: 23, output: 60, reasoning: 40 };

/** Replies and faults for those who read the stream itself. */
function wireScenarios(): Readonly<Record<string, Scenario>> {
  const reply: Reply = {
    reasoning: "First I look, then I speak, and I take my time with both.",
    text: "I look at two files.",
    calls: [
      { name: "bash", arguments: { command: "cat a.txt b.txt | sort | uniq -c | sort -rn | head -n 20" } },
      { name: "view", arguments: { path: "main.js", lines: [1, 2] } },
    ],
    usage: USAGE,
    secret: "what I really thought",
  };
  return {
    everything: () => ({ kind: "reply", reply }),
    quiet: () => ({ kind: "reply", reply: { calls: [{ name: "submit", arguments: "" }] } }),
    unreadable: () => ({ kind: "reply", reply: { calls: [{ name: "bash", arguments: '{"command": "ls' }] } }),
    empty: () => ({ kind: "reply", reply: {} }),
    long: () => ({ kind: "reply", reply: { text: "It breaks off", finish: "length" } }),
    refusing: () => ({ kind: "reply", reply: { text: "I will not do that.", finish: "refusal" } }),
    megabyte: () => ({ kind: "reply", reply: { text: "0123456789abcdef".repeat(65_536), paceMs: 0 } }),
    cut: () => ({ kind: "cut", reply }),
    unended: () => ({ kind: "unended", reply }),
    silent: () => ({ kind: "silent", reply }),
    malformed: () => ({ kind: "malformed", reply }),
    overloaded: () => ({ kind: "broken", reply, message: "Overloaded", code: "overloaded_error" }),
    limited: () => ({
      kind: "broken",
      reply,
      message: "Rate limit reached. Please try again in 2s.",
      code: "rate_limit_exceeded",
    }),
    "limited-with-header": () => ({
      kind: "refuse",
      status: 429,
      message: "Slow down.",
      headers: { "retry-after": "7" },
    }),
  };
}

/**
 * `status-NNN` refuses with that status and `says:…` with 400 and those words; `once:NAME` runs an errand in which NAME
 * is met once. Every other model has a name.
 */
export function scenarioOf(
  scenarios: Readonly<Record<string, Scenario>>,
  model: string,
): Scenario | undefined {
  const status = Number(/^status-(\d{3})$/.exec(model)?.[1]);
  if (status > 0) return () => ({ kind: "refuse", status, message: `This is a ${status}.` });
  const says = /^says:(.+)$/s.exec(model)?.[1];
  if (says !== undefined) return () => ({ kind: "refuse", status: 400, message: says });
  const once = /^once:(.+)$/s.exec(model)?.[1];
  const met = once === undefined ? undefined : scenarioOf(scenarios, once);
  return met ? faultyErrand(met) : scenarios[model];
}
