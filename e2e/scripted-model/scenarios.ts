import { readSolver } from "./solver-lines.ts";
import type { ChatRequest, Reply, Turn } from "./wire.ts";

/** `asked`: how often this very conversation was asked before; a real model would not know, a flaky network does. */
export type Scenario = (request: ChatRequest, asked: number) => Turn;

/** Models by name. Each is a function of the conversation alone, so that any of them can go on anywhere. */
export function readScenarios(): Readonly<Record<string, Scenario>> {
  const solve = readSolver();
  const solving = (request: ChatRequest, over: Partial<Reply> = {}): Turn => ({
    kind: "reply",
    reply: { ...solve(request.messages), ...over },
  });
  const replies = (request: ChatRequest): number =>
    request.messages.filter((message) => message.role === "assistant").length;

  return {
    "solver-lines": (request) => solving(request),
    /** As the solver, with time to watch it. */
    slow: (request) => solving(request, { paceMs: 150 }),
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
  };
}
