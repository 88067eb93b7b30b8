import type { ModelAnswer, ModelClient, ModelRequest, ReplyPart } from "../model/index.ts";
import type { RecordedReply, Recording } from "./recording.ts";

/** How fast replies come: as recorded, four times as fast, or at once. */
export type Speed = 1 | 4 | "at-once";

/** How often a part of a reply comes, in milliseconds. */
const TICK_MS = 40;

/** However long a reply took when it was recorded, nobody watches a still screen for longer, in milliseconds. */
const LONGEST_MS = 12_000;

/** Sets how fast a recording plays; also while it does. */
export class Pace {
  speed: Speed = 1;
}

/** What no model was asked for takes nothing. */
const NOTHING = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, exact: true };

/**
 * Answers with the replies of a recording, in their order. Which one is next follows from the conversation alone, so that a
 * run goes on where it was after a reload.
 */
export class RecordedClient implements ModelClient {
  readonly model: string;
  readonly baseUrl: string;
  /** Nothing goes over a wire; what its replies say is plain text in any format. */
  readonly format = "openai-chat";
  readonly #recording: Recording;
  readonly #pace: Pace;

  constructor(recording: Recording, pace: Pace) {
    this.model = recording.title;
    this.baseUrl = `recording:${recording.id}`;
    this.#recording = recording;
    this.#pace = pace;
  }

  async ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    request.signal.throwIfAborted();
    const before = request.messages.filter((message) => message.role === "assistant").length;
    const reply = this.#recording.replies[before];
    if (reply === undefined) return { ok: false, fault: ENDED };
    for (const part of this.#timed(reply)) {
      if (this.#pace.speed !== "at-once") await tick(request.signal);
      onPart(part);
    }
    const toolCalls = reply.calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args }));
    return {
      ok: true,
      reply: {
        text: reply.text,
        reasoning: reply.reasoning,
        toolCalls,
        usage: NOTHING,
        cost: 0,
        finish: toolCalls.length > 0 ? "tool-calls" : "stop",
      },
    };
  }

  /** The reply in pieces, one a tick; each as large as the pace of the moment asks for. */
  *#timed(reply: RecordedReply): Generator<ReplyPart> {
    const streams = streamsOf(reply);
    const total = streams.reduce((sum, { text }) => sum + text.length, 0);
    const ticks = Math.max(1, Math.min(reply.ms, LONGEST_MS) / TICK_MS);
    for (const { text, part } of streams) {
      for (let from = 0; from < text.length;) {
        const { speed } = this.#pace;
        const size = speed === "at-once" ? text.length : Math.max(1, Math.ceil((total / ticks) * speed));
        yield part(text.slice(from, from + size), from === 0);
        from += size;
      }
    }
  }
}

interface Stream {
  readonly text: string;
  readonly part: (delta: string, first: boolean) => ReplyPart;
}

/** In the order in which models write: reasoning, text, calls. */
function streamsOf({ reasoning, text, calls }: RecordedReply): readonly Stream[] {
  return [
    { text: reasoning, part: (delta) => ({ type: "reasoning", delta }) },
    { text, part: (delta) => ({ type: "text", delta }) },
    ...calls.map(({ name, arguments: args }, index): Stream => ({
      text: args,
      part: (argumentsDelta, first) => ({
        type: "tool-call",
        index,
        argumentsDelta,
        ...(first ? { name } : {}),
      }),
    })),
  ];
}

const ENDED = {
  kind: "not-found",
  status: null,
  message: "The recording ends here.",
  remedy: "Take over to go on by hand or with a model of your own.",
  retryable: false,
  retryAfterMs: null,
  usage: null,
} as const;

function tick(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      // The caller's own reason, as the contract of `ask` says.
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, TICK_MS);
    signal.addEventListener("abort", stop, { once: true });
  });
}
