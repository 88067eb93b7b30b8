/** Models for tests: real clients behind `ModelClient` that play a script instead of asking anyone. */
import type { Usage } from "../core/event.ts";
import type {
  ModelAnswer,
  ModelClient,
  ModelFault,
  ModelReply,
  ModelRequest,
  ReplyPart,
} from "./model-client.ts";

/** What a scripted model does when it is asked: says something, fails, or waits until it is given up. */
export type Line = Partial<ModelReply> | { readonly fault: Partial<ModelFault> } | "hang";

export const USAGE: Usage = {
  input: 100,
  cacheRead: 0,
  cacheWrite: 0,
  output: 10,
  reasoning: 0,
  exact: true,
};

/**
 * Plays one line a request; after the last it hangs. Requests are kept. A function is asked with the request, so that a
 * model may answer to what it sees.
 */
export class ScriptedClient implements ModelClient {
  readonly model = "scripted";
  readonly baseUrl = "http://scripted.invalid";
  readonly format = "openai-chat";
  readonly requests: ModelRequest[] = [];
  readonly #lines: ReadonlyArray<Line | ((request: ModelRequest) => Line)>;

  constructor(...lines: ReadonlyArray<Line | ((request: ModelRequest) => Line)>) {
    this.#lines = lines;
  }

  async ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    request.signal.throwIfAborted();
    const entry = this.#lines[this.requests.length] ?? "hang";
    this.requests.push(request);
    const line = typeof entry === "function" ? entry(request) : entry;
    if (line === "hang") return hang(request.signal);
    if ("fault" in line) return { ok: false, fault: { ...FAULT, ...line.fault } };
    const reply = { ...REPLY, ...line };
    if (reply.reasoning) onPart({ type: "reasoning", delta: reply.reasoning });
    if (reply.text) onPart({ type: "text", delta: reply.text });
    for (const [index, call] of reply.toolCalls.entries()) {
      onPart({ type: "tool-call", index, name: call.name, argumentsDelta: call.arguments });
    }
    return { ok: true, reply };
  }
}

const REPLY: ModelReply = {
  text: "",
  reasoning: "",
  toolCalls: [],
  usage: USAGE,
  cost: null,
  finish: "stop",
};

const FAULT: ModelFault = {
  kind: "server",
  status: 500,
  message: "The endpoint has a fault of its own (500).",
  remedy: "Wait and try again.",
  retryable: true,
  retryAfterMs: null,
  usage: null,
};

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    // The caller's own reason, as the contract of `ask` says.
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}
