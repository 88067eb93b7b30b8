import type { Llhttp } from "../../vendor/llhttp.ts";
import type { Vendor } from "../../vendor.ts";
import { MessageHead } from "./message-head.ts";

/** What is known of a message after its headers; what is undefined was told of by `someHeaders`. */
export interface Head {
  readonly major: number;
  readonly minor: number;
  readonly headers: string[] | undefined;
  /** Requests: the method's number. */
  readonly method: number | undefined;
  readonly url: string | undefined;
  /** Responses. */
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly upgrade: boolean;
  readonly keepAlive: boolean;
}

/** What a parser tells while it reads. */
export interface MessageEvents {
  begin(): void;
  /** Trailers, or headers when there are many; and what there is of a request's URL. */
  someHeaders(headers: string[], url: string): void;
  /** Answers 1 when there is no body, 2 when another protocol follows, 0 else. */
  headers(head: Head): number;
  /** A view that is good until this returns. */
  body(bytes: Uint8Array): void;
  complete(): void;
  /** How many names and values a request may have; what is no positive number sets no limit. */
  mostHeaders(): unknown;
}

export interface ParserOptions {
  readonly request: boolean;
  /** Bytes of a start line or of headers, as Node counts them. */
  readonly maxHeaderSize: number;
  /** Bits, see `kLenient…`. */
  readonly leniencies: number;
}

/** Why a message is refused. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  /** How much of the piece was read. */
  readonly bytesParsed: number;
}

/** Numbers of llhttp's errors. */
const OK = 0;
const PAUSED_UPGRADE = 22;
const USER = 24;

const OVERFLOW = ["HPE_HEADER_OVERFLOW", "Header overflow"] as const;
const EXTENSIONS = ["HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow"] as const;

/** llhttp, and the parsers that it has at work. */
export class MessageParsers {
  readonly vendor: Vendor["llhttp"];
  readonly llhttp: Llhttp;
  readonly #parsers = new Map<number, MessageParser>();

  constructor(vendor: Vendor["llhttp"]) {
    this.vendor = vendor;
    const told =
      <Span extends number[]>(event: (parser: MessageParser, ...span: Span) => number) =>
      (address: number, ...span: Span): number => {
        const parser = this.#parsers.get(address);
        return parser && !parser.stopped ? event(parser, ...span) : OK;
      };
    this.llhttp = vendor.makeLlhttp({
      messageBegin: told((parser) => parser.onBegin()),
      url: told((parser, at: number, length: number) => parser.onUrl(at, length)),
      status: told((parser, at: number, length: number) => parser.onStatus(at, length)),
      headerField: told((parser, at: number, length: number) => parser.onName(at, length)),
      headerValue: told((parser, at: number, length: number) => parser.onValue(at, length)),
      headersComplete: told((parser) => parser.onHeaders()),
      body: told((parser, at: number, length: number) => parser.onBody(at, length)),
      messageComplete: told((parser) => parser.onComplete()),
    });
  }

  add(parser: MessageParser, options: ParserOptions): number {
    const address = this.llhttp.llhttp_alloc(options.request ? 1 : 2);
    this.vendor.setLeniencies(this.llhttp, address, options.leniencies);
    this.#parsers.set(address, parser);
    return address;
  }

  remove(address: number): void {
    this.#parsers.delete(address);
    this.llhttp.llhttp_free(address);
  }

  text(at: number, length: number): string {
    return this.vendor.latin1(this.bytes(at, length));
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.llhttp.memory.buffer, at, length);
  }
}

/** Reads HTTP/1 messages from pieces of a connection, one after the other. */
export class MessageParser {
  /** Tells nothing any more. */
  stopped = false;
  readonly #all: MessageParsers;
  readonly #options: ParserOptions;
  readonly #events: MessageEvents;
  readonly #address: number;
  readonly #head = new MessageHead();
  /** Between a message's headers and its end. */
  #inBody = false;
  #flushed = false;
  #refused: readonly [code: string, reason: string] | null = null;
  #depth = 0;
  #released = false;

  constructor(all: MessageParsers, options: ParserOptions, events: MessageEvents) {
    this.#all = all;
    this.#options = options;
    this.#events = events;
    this.#address = all.add(this, options);
  }

  /** Takes the next piece. Answers how many bytes were read: all, or up to where another protocol begins. */
  execute(piece: Uint8Array): number | Refusal {
    if (this.#released) return piece.length;
    const { llhttp } = this.#all;
    const input = llhttp.malloc(Math.max(1, piece.length));
    this.#all.bytes(input, piece.length).set(piece);
    try {
      const code = this.#run(() => llhttp.llhttp_execute(this.#address, input, piece.length));
      const read = code === OK ? piece.length : llhttp.llhttp_get_error_pos(this.#address) - input;
      return this.#outcome(code, read) ?? read;
    } finally {
      llhttp.free(input);
      if (this.#released && this.#depth === 0) this.#all.remove(this.#address);
    }
  }

  /** The connection ended. Answers why that must not be, if so. */
  finish(): Refusal | undefined {
    if (this.#released) return undefined;
    const { llhttp } = this.#all;
    const code = this.#run(() => llhttp.llhttp_finish(this.#address));
    return this.#outcome(code, llhttp.llhttp_get_error_pos(this.#address));
  }

  pause(): void {
    if (!this.#released) this.#all.llhttp.llhttp_pause(this.#address);
  }

  resume(): void {
    if (!this.#released) this.#all.llhttp.llhttp_resume(this.#address);
  }

  /** Gives its memory back, when nothing of it runs any more. */
  release(): void {
    this.stopped = true;
    if (this.#released) return;
    this.#released = true;
    if (this.#depth === 0) this.#all.remove(this.#address);
  }

  #run(work: () => number): number {
    let code: number | undefined;
    this.#depth++;
    try {
      code = work();
      return code;
    } finally {
      this.#depth--;
      // A callback threw, past llhttp: what it was about to do is lost.
      if (code === undefined) this.#all.vendor.spoil(this.#all.llhttp, this.#address, USER);
    }
  }

  #outcome(code: number, bytesParsed: number): Refusal | undefined {
    const { llhttp, vendor } = this.#all;
    if (code === PAUSED_UPGRADE) llhttp.llhttp_resume_after_upgrade(this.#address);
    if (code === OK || code === PAUSED_UPGRADE || llhttp.llhttp_get_upgrade(this.#address) !== 0)
      return undefined;
    const [name, reason] = (code === USER ? this.#refused : null) ?? [
      vendor.textAt(llhttp, llhttp.llhttp_errno_name(code)),
      vendor.textAt(llhttp, llhttp.llhttp_get_error_reason(this.#address)),
    ];
    return { code: name, reason, bytesParsed };
  }

  #refuse(why: readonly [code: string, reason: string]): number {
    this.#refused = why;
    return USER;
  }

  #grow(length: number): number {
    return this.#head.grows(length, this.#options.maxHeaderSize) ? OK : this.#refuse(OVERFLOW);
  }

  #flush(): void {
    const { url } = this.#head;
    this.#head.url = "";
    this.#flushed = true;
    this.#events.someHeaders(this.#head.takeHeaders(), url);
  }

  /** Also where a chunk's header, or a chunk, is over. */
  onBegin(): number {
    if (this.#inBody) {
      this.#head.endChunkPart();
      return OK;
    }
    this.#head.clear();
    this.#events.begin();
    return OK;
  }

  /** Also for a chunk's extensions. */
  onUrl(at: number, length: number): number {
    if (this.#inBody) return this.#head.extensionsGrow(length) ? OK : this.#refuse(EXTENSIONS);
    const code = this.#grow(length);
    if (code === OK) this.#head.url += this.#all.text(at, length);
    return code;
  }

  onStatus(at: number, length: number): number {
    const code = this.#grow(length);
    if (code === OK) this.#head.reason += this.#all.text(at, length);
    return code;
  }

  onName(at: number, length: number): number {
    const code = this.#grow(length);
    if (code !== OK) return code;
    const isLimited = this.#options.request && this.#head.beginsName;
    if (isLimited && !this.#head.countName(() => this.#events.mostHeaders())) return this.#refuse(OVERFLOW);
    if (this.#head.beginsName && this.#head.isFull) this.#flush();
    this.#head.addName(this.#all.text(at, length));
    return OK;
  }

  onValue(at: number, length: number): number {
    const code = this.#grow(length);
    if (code === OK) this.#head.addValue(this.#all.text(at, length));
    return code;
  }

  onHeaders(): number {
    const { llhttp } = this.#all;
    const { request } = this.#options;
    const { reason } = this.#head;
    const at = this.#address;
    this.#inBody = true;
    this.#head.resetSize();
    let headers: string[] | undefined;
    let url: string | undefined;
    if (this.#flushed) this.#flush();
    else {
      headers = this.#head.takeHeaders();
      if (request) url = this.#head.url;
    }
    this.#head.endSection();
    return this.#events.headers({
      major: llhttp.llhttp_get_http_major(at),
      minor: llhttp.llhttp_get_http_minor(at),
      headers,
      method: request ? llhttp.llhttp_get_method(at) : undefined,
      url,
      status: request ? undefined : llhttp.llhttp_get_status_code(at),
      reason: request ? undefined : reason,
      upgrade: llhttp.llhttp_get_upgrade(at) !== 0,
      keepAlive: llhttp.llhttp_should_keep_alive(at) !== 0,
    });
  }

  onBody(at: number, length: number): number {
    if (length > 0) this.#events.body(this.#all.bytes(at, length));
    return OK;
  }

  onComplete(): number {
    this.#inBody = false;
    if (this.#head.hasHeaders) this.#flush();
    this.#head.endSection();
    this.#events.complete();
    return OK;
  }
}
