import type { WireFormat } from "../core/event.ts";
import { type Endpoint, guardedFetch, NotAModelError } from "./endpoint.ts";
import { clean, fault, refusalFault } from "./faults.ts";
import type {
  ModelAnswer,
  ModelClient,
  ModelFault,
  ModelReply,
  ModelRequest,
  ReplyPart,
} from "./model-client.ts";
import { StreamWatch, type WatchLimits } from "./stream-watch.ts";
import type { Usage } from "../core/event.ts";

/** The SDKs' own time-out is put out of reach: the watch decides, and setTimeout takes no more than this. */
export const NO_TIMEOUT_MS = 2_000_000_000;

export interface ClientOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly key: string;
  readonly watch?: Partial<WatchLimits>;
}

/** What an endpoint reported as its own fault, in a status or within a stream. */
export interface Complaint {
  /** Null when it came within a stream and has none. */
  readonly status: number | null;
  readonly detail: string;
  readonly code: string;
  readonly headers: Headers | null;
}

/** An error that an event of the stream tells of. */
export class StreamComplaint extends Error {
  override readonly name = "StreamComplaint";
  readonly complaint: Complaint;
  constructor(detail: string, code: string) {
    super(detail);
    this.complaint = { status: null, detail, code, headers: null };
  }
}

/** Puts a reply together from the events of a stream. */
export interface ReplyReader {
  /** True once the model said why it stopped: nothing that is lost afterwards belongs to the reply. */
  readonly finished: boolean;
  /** True once anything of a reply has come. */
  readonly started: boolean;
  /** True while neither text, reasoning nor a call has come. */
  readonly empty: boolean;
  /** @throws StreamComplaint when the event tells of an error */
  add(event: unknown): void;
  reply(): ModelReply;
  /** What is known to have been used by a reply that broke off. */
  partialUsage(): Usage;
}

export interface ReaderOptions {
  readonly takenIds: Iterable<string>;
  /** Length of the request's JSON. */
  readonly promptCharacters: number;
  readonly onPart: (part: ReplyPart) => void;
}

/** What one wire format has of its own. `Dialect` is what an endpoint turned out to understand. */
export interface Wire<Dialect> {
  readonly format: WireFormat;
  /** Headers that may be sent, in lower case. */
  readonly headers: ReadonlySet<string>;
  readonly firstDialect: Dialect;
  /** The dialect to try after a 400 with this message; null when the complaint is about something else. */
  nextDialect(dialect: Dialect, complaint: string): Dialect | null;
  /** The body of a request. */
  body(request: ModelRequest, dialect: Dialect): object;
  /** Sends it. Rejects with the SDK's errors. */
  send(body: object, send: typeof fetch, signal: AbortSignal): Promise<AsyncIterable<unknown>>;
  reader(options: ReaderOptions): ReplyReader;
  /** Null when the error is none that the endpoint reported. */
  complaintOf(error: unknown): Complaint | null;
  /** The cause when the SDK could not connect, else undefined. */
  connectionCause(error: unknown): { readonly cause: unknown } | undefined;
}

/** A model behind one wire format: one attempt an ask, with a watch on the stream, and every fault as a value. */
export class WireClient<Dialect> implements ModelClient {
  readonly model: string;
  readonly baseUrl: string;
  readonly format: WireFormat;
  readonly #options: ClientOptions;
  readonly #wire: Wire<Dialect>;
  #dialect: Dialect;

  constructor(options: ClientOptions, wire: Wire<Dialect>) {
    this.#options = options;
    this.#wire = wire;
    this.model = options.model;
    this.baseUrl = options.endpoint.text;
    this.format = wire.format;
    this.#dialect = wire.firstDialect;
  }

  async ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    for (;;) {
      request.signal.throwIfAborted();
      const answer = await this.#attempt(request, onPart);
      if (answer.ok || answer.fault.status !== 400) return answer;
      // A parameter that the endpoint does not know is refused before anything is spent: said otherwise, it may do.
      const next = this.#wire.nextDialect(this.#dialect, answer.fault.message);
      if (next === null) return answer;
      this.#dialect = next;
    }
  }

  async #attempt(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer> {
    const { endpoint, key } = this.#options;
    const wire = this.#wire;
    const body = wire.body(request, this.#dialect);
    const reader = wire.reader({
      takenIds: request.messages.flatMap((message) =>
        message.role === "assistant" ? message.toolCalls.map((call) => call.id) : [],
      ),
      promptCharacters: JSON.stringify(body).length,
      onPart,
    });
    using watch = new StreamWatch(request.signal, this.#options.watch);
    const guarded = guardedFetch({
      endpoint,
      key,
      headers: wire.headers,
      onBytes: (bytes) => watch.onBytes(bytes),
    });
    let broke: unknown = null;
    try {
      const stream = await wire.send(body, guarded, watch.signal);
      watch.answered();
      for await (const event of stream) {
        reader.add(event);
        if (!reader.empty) watch.speaking();
      }
    } catch (error) {
      broke = error;
    }
    // A reply that the model ended is whole, whatever became of the connection or the caller: it is paid for.
    if (reader.finished && !(broke instanceof StreamComplaint)) return { ok: true, reply: reader.reply() };
    request.signal.throwIfAborted();
    if (broke === null && watch.sawEnd && !reader.empty) return { ok: true, reply: reader.reply() };
    return { ok: false, fault: this.#fault(broke, watch, reader) };
  }

  #fault(broke: unknown, watch: StreamWatch, reader: ReplyReader): ModelFault {
    const { endpoint, key, model } = this.#options;
    const usage = reader.partialUsage();
    if (watch.silent) {
      return fault({
        kind: "silent",
        message: `The endpoint sent nothing for ${Math.round(watch.limitMs / 1_000)} seconds.`,
        usage,
      });
    }
    const lost = this.#wire.connectionCause(broke);
    if (lost || (broke instanceof TypeError && !watch.isAnswered)) {
      if (lost?.cause instanceof NotAModelError) {
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
    const complaint = broke instanceof StreamComplaint ? broke.complaint : this.#wire.complaintOf(broke);
    if (complaint) {
      const status = complaint.status ?? statusWithin(complaint.code, complaint.detail);
      const refused = refusalFault({ ...complaint, status, model, key });
      return { ...refused, usage: reader.started ? usage : null };
    }
    if (broke instanceof SyntaxError) {
      return fault({
        kind: "malformed",
        message: "The endpoint sent an event that is not JSON, so the reply is incomplete.",
        usage,
      });
    }
    if (broke === null && !reader.started && watch.sawEnd) {
      return fault({ kind: "malformed", message: "The endpoint ended the stream without a reply.", usage });
    }
    const why = broke instanceof Error ? ` (${clean(broke.message, key)})` : "";
    return fault({ kind: "cut", message: `The reply broke off in the middle${why}.`, usage });
  }
}

/** Codes with which providers name an error inside a stream, where no status tells it (OpenAI, Anthropic). */
const STATUS_OF_CODE: ReadonlyArray<readonly [RegExp, number]> = [
  [/overloaded/, 529],
  [/rate_limit/, 429],
  [/insufficient_quota|billing/, 402],
  [/authentication|invalid_api_key/, 401],
  [/permission/, 403],
  [/not_found/, 404],
  [/too_large/, 413],
  [/timeout/, 408],
  [/invalid_request|context_length|invalid_prompt/, 400],
];

/** An error within a stream has no status of its own; OpenRouter puts it into `code`. */
function statusWithin(code: string, detail: string): number {
  const number = Number(/\b[45]\d\d\b/.exec(code)?.[0]);
  if (Number.isFinite(number)) return number;
  const known = STATUS_OF_CODE.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  return /context_length|prompt is too long/.test(detail) ? 400 : 502;
}

/** The provider's words: a `message`, with what a gateway passes on from behind it. */
export function detailOf(details: unknown): string {
  if (typeof details === "string") return details;
  if (typeof details !== "object" || details === null) return "";
  const { message, metadata, error } = details as {
    message?: unknown;
    metadata?: { raw?: unknown };
    error?: unknown;
  };
  const raw = typeof metadata?.raw === "string" ? ` ${metadata.raw}` : "";
  if (typeof message === "string") return message + raw;
  if (typeof error === "object" || typeof error === "string") return detailOf(error);
  return JSON.stringify(details);
}
