import OpenAI, { APIConnectionError, APIError } from "openai";
import { chatRequest, type Dialect, firstDialect, nextDialect } from "./chat-request.ts";
import { type Endpoint, guardedFetch, NotAModelError } from "./endpoint.ts";
import { clean, fault, refusalFault } from "./faults.ts";
import type { ModelAnswer, ModelClient, ModelFault, ModelRequest, ReplyPart } from "./model-client.ts";
import { ReplyBuilder } from "./reply-builder.ts";
import { StreamWatch, type WatchLimits } from "./stream-watch.ts";

/** The SDK's own time-out is put out of reach: the watch decides, and setTimeout takes no more than this. */
const NO_TIMEOUT_MS = 2_000_000_000;

export interface ChatOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly key: string;
  readonly watch?: Partial<WatchLimits>;
}

/** A model behind the Chat Completions format (OpenAI's and that of most others), through OpenAI's SDK. */
export class ChatCompletionsClient implements ModelClient {
  readonly model: string;
  readonly baseUrl: string;
  readonly format = "openai-chat";
  readonly #options: ChatOptions;
  #dialect: Dialect;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.model = options.model;
    this.baseUrl = options.endpoint.text;
    this.#dialect = firstDialect(options.endpoint.url, options.model);
  }

  async ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    for (;;) {
      request.signal.throwIfAborted();
      const answer = await this.#attempt(request, onPart);
      if (answer.ok || answer.fault.status !== 400) return answer;
      // A parameter that the endpoint does not know is refused before anything is spent: said otherwise, it may do.
      const next = nextDialect(this.#dialect, answer.fault.message);
      if (!next) return answer;
      this.#dialect = next;
    }
  }

  async #attempt(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    const { endpoint, key, model } = this.#options;
    const params = chatRequest(model, request, this.#dialect);
    const builder = new ReplyBuilder({
      takenIds: request.messages.flatMap((message) =>
        message.role === "assistant" ? message.toolCalls.map((call) => call.id) : [],
      ),
      promptCharacters: JSON.stringify(params).length,
      onPart,
    });
    using watch = new StreamWatch(request.signal, this.#options.watch);
    const sdk = new OpenAI({
      baseURL: endpoint.text,
      apiKey: key || "none",
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: NO_TIMEOUT_MS,
      dangerouslyAllowBrowser: true,
      logLevel: "off",
      fetch: guardedFetch(endpoint, key, (bytes) => watch.onBytes(bytes)),
    });
    let broke: unknown = null;
    try {
      const stream = await sdk.chat.completions.create(params, { signal: watch.signal });
      watch.answered();
      for await (const chunk of stream) {
        builder.add(chunk);
        if (!builder.empty) watch.speaking();
      }
    } catch (error) {
      broke = error;
    }
    // A reply that the model ended is whole, whatever became of the connection or the caller: it is paid for.
    if (builder.finished) return { ok: true, reply: builder.reply() };
    request.signal.throwIfAborted();
    if (broke === null && watch.sawEnd && !builder.empty) return { ok: true, reply: builder.reply() };
    return { ok: false, fault: this.#fault(broke, watch, builder) };
  }

  #fault(broke: unknown, watch: StreamWatch, builder: ReplyBuilder): ModelFault {
    const { endpoint, key, model } = this.#options;
    const usage = builder.partialUsage();
    if (watch.silent) {
      return fault({
        kind: "silent",
        message: `The endpoint sent nothing for ${Math.round(watch.limitMs / 1_000)} seconds.`,
        usage,
      });
    }
    if (broke instanceof APIConnectionError || (broke instanceof TypeError && !watch.isAnswered)) {
      if (broke instanceof APIConnectionError && broke.cause instanceof NotAModelError) {
        return fault({
          kind: "malformed",
          message: `${endpoint.text} answered with a web page instead of a model's reply.`,
          remedy: "Check the base URL in Settings; it usually ends with /v1.",
          retryable: false,
        });
      }
      return fault({
        kind: "unreachable",
        message: `${endpoint.url.origin} could not be reached, or does not allow requests from web pages.`,
      });
    }
    if (broke instanceof APIError) {
      const details: unknown = broke.error;
      const refused = refusalFault({
        status: broke.status ?? inlineStatus(details),
        detail: detailOf(details) || broke.message,
        code: `${broke.code ?? ""} ${broke.type ?? ""}`.trim(),
        headers: broke.headers ?? null,
        model,
        key,
      });
      return { ...refused, usage: builder.started ? usage : null };
    }
    if (broke instanceof SyntaxError) {
      return fault({
        kind: "malformed",
        message: "The endpoint sent an event that is not JSON, so the reply is incomplete.",
        usage,
      });
    }
    if (broke === null && !builder.started && watch.sawEnd) {
      return fault({ kind: "malformed", message: "The endpoint ended the stream without a reply.", usage });
    }
    const why = broke instanceof Error ? ` (${clean(broke.message, key)})` : "";
    return fault({ kind: "cut", message: `The reply broke off in the middle${why}.`, usage });
  }
}

/** An error within a stream has no status of its own; OpenRouter puts it into `code`. */
function inlineStatus(details: unknown): number {
  const code = (details as { code?: unknown } | null | undefined)?.code;
  return typeof code === "number" && code >= 400 && code < 600 ? code : 502;
}

/** The provider's words: OpenAI's `message`, with what OpenRouter passes on from behind it. */
function detailOf(details: unknown): string {
  if (typeof details === "string") return details;
  if (typeof details !== "object" || details === null) return "";
  const { message, metadata } = details as { message?: unknown; metadata?: { raw?: unknown } };
  const raw = typeof metadata?.raw === "string" ? ` ${metadata.raw}` : "";
  if (typeof message === "string") return message + raw;
  return JSON.stringify(details);
}
