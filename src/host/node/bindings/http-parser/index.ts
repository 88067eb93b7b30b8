/**
 * Words used here: a *message* is a request or a response; its *head* is the start line and the headers; *framing* is
 * what the headers say about where the body ends.
 */
import type { BindingContext, MakeBinding } from "../../binding.ts";
import { asyncWraps } from "../async-wrap.ts";
import { kReadBytesOrError, streamBase, type LibuvStreamWrap } from "../stream-base.ts";
import { bytesOf, values } from "../values.ts";
import { HttpError, type StartLine } from "./head.ts";
import { MessageReader, type AfterHeaders } from "./message-reader.ts";

const REQUEST = 1;
const RESPONSE = 2;

/** Properties of a parser under which the library puts its callbacks. */
const callbacks = {
  kOnMessageBegin: 0,
  kOnHeaders: 1,
  kOnHeadersComplete: 2,
  kOnBody: 3,
  kOnMessageComplete: 4,
  kOnExecute: 5,
  kOnTimeout: 6,
} as const;

/** Leniencies that a program may ask for; this parser has none, and reads what is well-formed. */
const leniencies = {
  kLenientNone: 0,
  kLenientHeaders: 1,
  kLenientChunkedLength: 2,
  kLenientKeepAlive: 4,
  kLenientTransferEncoding: 8,
  kLenientVersion: 16,
  kLenientDataAfterClose: 32,
  kLenientOptionalLFAfterCR: 64,
  kLenientOptionalCRLFAfterChunk: 128,
  kLenientOptionalCRBeforeLF: 256,
  kLenientSpacesAfterChunkSize: 512,
  kLenientHeaderValueRelaxed: 1024,
  kLenientAll: 1023,
} as const;

/** Node's default of `--max-http-header-size`. */
const usualHeaderSize = 16_384;

/** What `onIncoming` answers: 1 skips the body, 2 hands the connection over. */
const answers: Readonly<Record<number, AfterHeaders>> = { 1: "no-body", 2: "upgrade" };

/** `internalBinding('http_parser')`: HTTP/1 for servers and clients. */
export const httpParserBinding: MakeBinding = (context: BindingContext) => {
  const { AsyncWrap, call } = asyncWraps(context);
  const { streamBaseState } = streamBase(context);
  const convert = values(context);
  const recorded = context.recorded.bindings["http_parser"]?.values ?? {};
  const methods = recorded["methods"] as readonly string[];
  const allMethods = recorded["allMethods"] as readonly string[];

  /** The parsers of one server, for its timeouts. */
  class ConnectionsList {
    readonly #parsers = new Set<HTTPParser>();
    static enter(list: ConnectionsList, parser: HTTPParser): void {
      list.#parsers.add(parser);
    }
    static leave(list: ConnectionsList, parser: HTTPParser): void {
      list.#parsers.delete(parser);
    }
    all(): HTTPParser[] {
      return [...this.#parsers];
    }
    idle(): HTTPParser[] {
      return this.all().filter((parser) => startedAt(parser) === null);
    }
    active(): HTTPParser[] {
      return this.all().filter((parser) => startedAt(parser) !== null);
    }
    /** Those whose headers or whose whole message take too long, which are dropped from the list. */
    expired(headersTimeoutMs: number, requestTimeoutMs: number): HTTPParser[] {
      const now = context.pristine.now();
      const late = this.active().filter((parser) => {
        const age = now - (startedAt(parser) ?? now);
        const headersLate = headersTimeoutMs > 0 && !headersDone(parser) && age > headersTimeoutMs;
        return headersLate || (requestTimeoutMs > 0 && age > requestTimeoutMs);
      });
      for (const parser of late) this.#parsers.delete(parser);
      return late;
    }
  }

  let startedAt!: (parser: HTTPParser) => number | null;
  let headersDone!: (parser: HTTPParser) => boolean;

  class HTTPParser extends AsyncWrap {
    #reader: MessageReader | null = null;
    #list: ConnectionsList | null = null;
    #startedAt: number | null = null;
    #headersDone = false;
    #piece: Uint8Array = new Uint8Array(0);
    #stream: LibuvStreamWrap | null = null;
    #listener: unknown = undefined;
    #paused = false;
    #kept: Uint8Array[] = [];

    constructor() {
      super("HTTPINCOMINGMESSAGE");
    }

    static {
      startedAt = (parser) => parser.#startedAt;
      headersDone = (parser) => parser.#headersDone;
    }

    initialize(
      type: number,
      _resource: object,
      maxHeaderSize: number,
      lenient: number,
      list?: ConnectionsList,
    ): void {
      this.asyncReset();
      this.#startedAt = null;
      this.#headersDone = false;
      this.#paused = false;
      this.#kept = [];
      this.#reader = new MessageReader(
        {
          request: type === REQUEST,
          methods: allMethods,
          maxHeaderSize: maxHeaderSize || usualHeaderSize,
          lenient: (lenient & (leniencies.kLenientHeaders | leniencies.kLenientHeaderValueRelaxed)) !== 0,
        },
        {
          begin: () => {
            this.#startedAt = context.pristine.now();
            this.#headersDone = false;
            this.#tell(callbacks.kOnMessageBegin);
          },
          headers: (start, headers, upgrade, keepAlive) => this.#headers(start, headers, upgrade, keepAlive),
          body: (bytes) => this.#tell(callbacks.kOnBody, convert.buffer(bytes)),
          trailers: (headers) => this.#tell(callbacks.kOnHeaders, headers, ""),
          complete: () => {
            this.#startedAt = null;
            this.#tell(callbacks.kOnMessageComplete);
          },
        },
      );
      this.remove();
      if (list) {
        this.#list = list;
        // A connection is timed from its start on, also while it is silent.
        this.#startedAt = context.pristine.now();
        ConnectionsList.enter(list, this);
      }
    }

    #tell(which: number, ...values: unknown[]): unknown {
      const callback = (this as unknown as Record<number, unknown>)[which];
      return typeof callback === "function" ? Reflect.apply(callback, this, values) : undefined;
    }

    #headers(start: StartLine, headers: string[], upgrade: boolean, keepAlive: boolean) {
      this.#headersDone = true;
      const answer = this.#tell(
        callbacks.kOnHeadersComplete,
        start.major,
        start.minor,
        headers,
        start.method === undefined ? undefined : allMethods.indexOf(start.method),
        start.url,
        start.status,
        start.reason,
        upgrade,
        keepAlive,
      );
      return answers[Number(answer)] ?? "body";
    }

    #failure(error: HttpError): Error {
      return Object.assign(new Error("Parse Error"), {
        bytesParsed: error.at,
        code: error.code,
        reason: error.message,
      });
    }

    #run(piece: Uint8Array): number | Error {
      if (this.#paused) {
        this.#kept.push(piece.slice());
        return piece.length;
      }
      this.#piece = piece;
      try {
        return this.#reader?.execute(piece) ?? 0;
      } catch (error) {
        if (error instanceof HttpError) return this.#failure(error);
        throw error;
      } finally {
        this.#piece = new Uint8Array(0);
      }
    }

    execute(data: ArrayBufferView): number | Error {
      return this.#run(bytesOf(data));
    }

    finish(): Error | undefined {
      try {
        this.#reader?.finish();
        return undefined;
      } catch (error) {
        if (error instanceof HttpError)
          return this.#failure(new HttpError(error.code.slice(4), error.message));
        throw error;
      }
    }

    getCurrentBuffer(): Uint8Array {
      return convert.buffer(this.#piece);
    }

    /** Takes a stream's input directly, past the stream's own listener. */
    consume(stream: LibuvStreamWrap): void {
      this.#stream = stream;
      this.#listener = stream.onread;
      stream.onread = (data: ArrayBuffer | undefined) => this.#received(data);
    }

    #received(data: ArrayBuffer | undefined): void {
      const count = streamBaseState[kReadBytesOrError] ?? 0;
      if (data === undefined || count < 0) {
        const listener = this.#listener;
        if (typeof listener === "function" && this.#stream) Reflect.apply(listener, this.#stream, [data]);
        return;
      }
      const piece = new Uint8Array(data, 0, count);
      const result = this.#run(piece);
      call(this, () => {
        this.#piece = piece;
        this.#tell(callbacks.kOnExecute, result);
        this.#piece = new Uint8Array(0);
      });
    }

    unconsume(): void {
      if (this.#stream) this.#stream.onread = this.#listener;
      this.#stream = null;
      this.#listener = undefined;
    }

    pause(): void {
      this.#paused = true;
    }

    resume(): void {
      if (!this.#paused) return;
      this.#paused = false;
      for (const piece of this.#kept.splice(0)) {
        const result = this.#run(piece);
        if (this.#stream) this.#tell(callbacks.kOnExecute, result);
      }
    }

    /** Leaves its server's list. */
    remove(): void {
      if (this.#list) ConnectionsList.leave(this.#list, this);
      this.#list = null;
    }

    free(): void {
      this.#reader = null;
    }

    close(): void {
      this.remove();
      this.#reader = null;
    }
  }

  Object.assign(HTTPParser, callbacks, leniencies, { REQUEST, RESPONSE });
  return { HTTPParser, ConnectionsList, methods, allMethods };
};
