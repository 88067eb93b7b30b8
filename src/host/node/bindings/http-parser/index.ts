import type { BindingContext, MakeBinding } from "../../binding.ts";
import { asyncWraps } from "../async-wrap.ts";
import { kReadBytesOrError, streamBase, type LibuvStreamWrap } from "../stream-base.ts";
import { bytesOf, values } from "../values.ts";
import { connectionsList, type Listed } from "./connections-list.ts";
import { MessageParser, MessageParsers, type Head, type Refusal } from "./message-parser.ts";

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

/** Leniencies that a program may ask for. */
const leniencyBits = {
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

/** The copy of llhttp in Node's library does not know the last one, which is a part of the first. */
const known = (leniencies: number): number =>
  leniencies & leniencyBits.kLenientHeaderValueRelaxed
    ? leniencies | leniencyBits.kLenientHeaders
    : leniencies;

/** `internalBinding('http_parser')`: HTTP/1 for servers and clients. */
export const httpParserBinding: MakeBinding = (context: BindingContext) => {
  const { RequestWrap, become, call, destroy } = asyncWraps(context);
  const { streamBaseState } = streamBase(context);
  const convert = values(context);
  const recorded = context.recorded.bindings["http_parser"]?.values ?? {};
  const methods = recorded["methods"] as readonly string[];
  const allMethods = recorded["allMethods"] as readonly string[];
  let parsers: MessageParsers | undefined;

  let listed!: (parser: HTTPParser) => Listed;
  const ConnectionsList = connectionsList<HTTPParser>(
    (parser) => listed(parser),
    () => context.pristine.now(),
  );

  class HTTPParser extends RequestWrap {
    #parser: MessageParser | null = null;
    #list: InstanceType<typeof ConnectionsList> | null = null;
    #startedAt: number | null = null;
    #headersDone = false;
    #piece: Uint8Array = new Uint8Array(0);
    #stream: LibuvStreamWrap | null = null;
    #listener: unknown = undefined;

    constructor() {
      super("HTTPINCOMINGMESSAGE");
    }

    static {
      listed = (parser) => ({ startedAt: parser.#startedAt, headersDone: parser.#headersDone });
    }

    initialize(
      type: number,
      resource: object,
      maxHeaderSize: number,
      leniencies: number,
      list?: InstanceType<typeof ConnectionsList>,
    ): void {
      become(this, type === REQUEST ? "HTTPINCOMINGMESSAGE" : "HTTPCLIENTREQUEST", resource);
      this.#startedAt = null;
      this.#headersDone = false;
      this.#parser?.release();
      const options = context.require("internal/options") as { getOptionValue(name: string): unknown };
      const limit = maxHeaderSize || Number(options.getOptionValue("--max-http-header-size"));
      this.#parser = new MessageParser(
        (parsers ??= new MessageParsers(context.vendor("llhttp"))),
        { request: type === REQUEST, maxHeaderSize: limit, leniencies: known(leniencies || 0) },
        {
          begin: () => {
            this.#startedAt = context.pristine.now();
            this.#headersDone = false;
            this.#tell(callbacks.kOnMessageBegin);
          },
          someHeaders: (headers, url) => this.#tell(callbacks.kOnHeaders, headers, url),
          headers: (head) => this.#headers(head),
          body: (bytes) => this.#tell(callbacks.kOnBody, convert.buffer(bytes.slice())),
          complete: () => {
            this.#startedAt = null;
            this.#tell(callbacks.kOnMessageComplete);
          },
          mostHeaders: () => (this as { maxHeaderPairs?: unknown }).maxHeaderPairs,
        },
      );
      this.#leave();
      if (list) {
        this.#list = list;
        // A connection is timed from its start on, also while it is silent.
        this.#startedAt = context.pristine.now();
        ConnectionsList.enter(list, this);
      }
    }

    #tell(which: number, ...values: unknown[]): unknown {
      const callback = (this as unknown as Record<number, unknown>)[which];
      if (typeof callback !== "function") return undefined;
      let answer: unknown;
      call(this, () => (answer = Reflect.apply(callback, this, values)));
      return answer;
    }

    #headers(head: Head): number {
      this.#headersDone = true;
      const { major, minor, headers, method, url, status, reason, upgrade, keepAlive } = head;
      const told = [major, minor, headers, method, url, status, reason, upgrade, keepAlive];
      return Math.trunc(Number(this.#tell(callbacks.kOnHeadersComplete, ...told))) || 0;
    }

    #outcome(outcome: number | Refusal | undefined): number | Error | undefined {
      if (typeof outcome !== "object") return outcome;
      const { code, reason, bytesParsed } = outcome;
      return Object.assign(new Error("Parse Error"), { bytesParsed, code, reason });
    }

    execute(data: ArrayBufferView): number | Error | undefined {
      const piece = bytesOf(data);
      this.#piece = piece;
      try {
        return this.#outcome(this.#parser?.execute(piece) ?? piece.length);
      } finally {
        this.#piece = new Uint8Array(0);
      }
    }

    finish(): Error | number | undefined {
      return this.#outcome(this.#parser?.finish());
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
      const result = this.execute(piece);
      this.#piece = piece;
      this.#tell(callbacks.kOnExecute, result);
      this.#piece = new Uint8Array(0);
    }

    unconsume(): void {
      if (this.#stream) this.#stream.onread = this.#listener;
      this.#stream = null;
      this.#listener = undefined;
    }

    pause(): void {
      this.#parser?.pause();
    }

    resume(): void {
      this.#parser?.resume();
    }

    /** Milliseconds since the message began; 0 between messages. */
    duration(): number {
      return this.#startedAt === null ? 0 : context.pristine.now() - this.#startedAt;
    }

    headersCompleted(): boolean {
      return this.#headersDone;
    }

    #leave(): void {
      if (this.#list) ConnectionsList.leave(this.#list, this);
      this.#list = null;
    }

    /** Leaves its server's list, and tells nothing of what is still to be read. */
    remove(): void {
      if (this.#parser) this.#parser.stopped = true;
      this.#leave();
    }

    /** It may be kept for another connection. */
    free(): void {
      destroy(this);
    }

    close(): void {
      this.#leave();
      this.#parser?.release();
      this.#parser = null;
      destroy(this);
    }
  }

  Object.assign(HTTPParser, callbacks, leniencyBits, { REQUEST, RESPONSE });
  return { HTTPParser, ConnectionsList, methods, allMethods };
};
