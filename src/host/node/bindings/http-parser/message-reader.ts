import { concat } from "../values.ts";
import {
  framing,
  HttpError,
  parseHeader,
  parseRequestLine,
  parseStatusLine,
  type Framing,
  wrongMethodAt,
  type StartLine,
} from "./head.ts";

/** What becomes of a message after its headers, as the library decides: read on, no body, or another protocol. */
export type AfterHeaders = "body" | "no-body" | "upgrade";

/** What a reader tells while it reads. */
export interface MessageEvents {
  begin(): void;
  headers(start: StartLine, headers: string[], upgrade: boolean, keepAlive: boolean): AfterHeaders;
  body(bytes: Uint8Array): void;
  trailers(headers: string[]): void;
  complete(): void;
}

export interface ReaderOptions {
  readonly request: boolean;
  readonly methods: readonly string[];
  /** Bytes of start line and headers together. */
  readonly maxHeaderSize: number;
  /** Header values may have any character. */
  readonly lenient: boolean;
}

type State =
  | "start"
  | "headers"
  | "body"
  | "body-to-end"
  | "chunk-size"
  | "chunk"
  | "chunk-end"
  | "trailers"
  | "closed"
  | "upgraded";

/** Bytes of all chunks' extensions together, as Node limits them. */
const MAX_EXTENSIONS = 16_384;

const CR = 0x0d;
const LF = 0x0a;

/** No method is longer. */
const LONGEST_METHOD = 16;

/** A character a byte. */
function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Reads HTTP/1 messages from pieces of a connection, one after the other. */
export class MessageReader {
  readonly #options: ReaderOptions;
  readonly #events: MessageEvents;
  #state: State = "start";
  /** The unfinished line. */
  #line: Uint8Array[] = [];
  #lineLength = 0;
  #headSize = 0;
  #begun = false;
  #start: StartLine | null = null;
  #headers: string[] = [];
  #framing: Framing | null = null;
  #left = 0;
  #keepAlive = true;
  #extensions = 0;

  constructor(options: ReaderOptions, events: MessageEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Between messages, nothing of the next one read. */
  get idle(): boolean {
    return this.#state === "start" && !this.#begun;
  }

  /**
   * Takes the next piece.
   *
   * @returns how many bytes were read: all, or up to the end of a message that starts another protocol
   * @throws HttpError whose `at` is an index into this piece
   */
  execute(piece: Uint8Array): number {
    let at = 0;
    while (at < piece.length && this.#state !== "upgraded") {
      const from = at;
      try {
        at = this.#step(piece, at);
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        this.#state = "closed";
        throw new HttpError(error.code.replace(/^HPE_/, ""), error.message, Math.max(0, from + error.at));
      }
    }
    return at;
  }

  /** The connection ended. @throws HttpError inside a message */
  finish(): void {
    if (this.#state === "body-to-end") return this.#complete();
    const between = this.#state === "closed" || this.#state === "upgraded" || this.idle;
    if (!between) throw new HttpError("INVALID_EOF_STATE", "Invalid EOF state");
  }

  #step(piece: Uint8Array, at: number): number {
    switch (this.#state) {
      case "start":
      case "headers":
      case "chunk-size":
      case "chunk-end":
      case "trailers":
        return this.#takeLine(piece, at);
      case "body":
      case "chunk": {
        const part = piece.subarray(at, at + this.#left);
        this.#left -= part.length;
        this.#events.body(part);
        if (this.#left === 0) {
          if (this.#state === "chunk") this.#state = "chunk-end";
          else this.#complete();
        }
        return at + part.length;
      }
      case "body-to-end":
        this.#events.body(piece.subarray(at));
        return piece.length;
      case "closed":
        throw new HttpError("CLOSED_CONNECTION", "Data after `Connection: close`", 0);
      case "upgraded":
        return at;
    }
  }

  #takeLine(piece: Uint8Array, at: number): number {
    if (this.#state === "start" && !this.#begun) {
      // Empty lines before a message are allowed (RFC 9112, 2.2).
      if (piece[at] === CR || piece[at] === LF) return at + 1;
      this.#begun = true;
      this.#events.begin();
    }
    const end = piece.indexOf(LF, at);
    const part = piece.subarray(at, end < 0 ? piece.length : end);
    if (end < 0) {
      this.#line.push(part.slice());
      this.#lineLength += part.length;
      this.#checkUnfinished();
      return piece.length;
    }
    const before = this.#lineLength;
    const line = concat([...this.#line, part]);
    this.#line = [];
    this.#lineLength = 0;
    try {
      this.#readLine(line);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      // Relative to this piece, in which the line may have begun earlier.
      throw new HttpError(error.code.replace(/^HPE_/, ""), error.message, error.at - before);
    }
    return end + 1;
  }

  /** What cannot become a request is refused before its line ends: that may never come. */
  #checkUnfinished(): void {
    const { request, methods, maxHeaderSize } = this.#options;
    if (this.#state === "chunk-size") this.#checkExtensions(this.#lineLength);
    else if (this.#headSize + this.#lineLength >= maxHeaderSize) this.#checkUnfinishedSize();
    if (this.#state !== "start" || this.#lineLength > LONGEST_METHOD) return;
    const text = textOf(concat(this.#line));
    const wrong = request ? wrongMethodAt(text, methods) : -1;
    if (wrong >= 0) throw new HttpError("INVALID_METHOD", "Invalid method encountered", wrong);
    if (!request && !"HTTP/".startsWith(text.slice(0, 5)))
      throw new HttpError("INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/");
  }

  #checkUnfinishedSize(): void {
    const text = textOf(concat(this.#line));
    // Of a start line, the method is not counted; of a header, the colon and the blanks after it.
    const counted = this.#state === "start" ? text.replace(/^\S* /, "") : text.replace(/:[ \t]*/, "");
    const before = this.#headSize;
    this.#countHead(counted.length);
    this.#headSize = before;
  }

  /** Adds to the head's size, as Node counts it: addresses, names and values. */
  #countHead(length: number): void {
    this.#headSize += length;
    if (this.#headSize >= this.#options.maxHeaderSize)
      throw new HttpError("HEADER_OVERFLOW", "Header overflow", length);
  }

  #checkExtensions(length: number): void {
    if (this.#extensions + length > MAX_EXTENSIONS)
      throw new HttpError("CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow", length);
  }

  #addHeader(line: string): void {
    const last = this.#headers.length - 1;
    // A line that begins with blanks goes on with the last value (obs-fold).
    if (last > 0 && /^[ \t]/.test(line)) {
      this.#headers[last] += line.replace(/[ \t]+$/, "");
      return this.#countHead(line.length);
    }
    const [name, value] = parseHeader(line, this.#options.lenient);
    this.#headers.push(name, value);
    this.#countHead(name.length + value.length);
  }

  #readLine(bytes: Uint8Array): void {
    const text = textOf(bytes);
    if (!text.endsWith("\r")) {
      if (this.#state === "start")
        throw this.#options.request
          ? new HttpError("INVALID_VERSION", "Expected CRLF after version", text.length + 1)
          : new HttpError("CR_EXPECTED", "Missing expected CR after response line", text.length);
      throw new HttpError("CR_EXPECTED", "Missing expected CR after header value", text.length);
    }
    const line = text.slice(0, -1);
    switch (this.#state) {
      case "start":
        this.#start = this.#options.request
          ? parseRequestLine(line, this.#options.methods)
          : parseStatusLine(line);
        this.#state = "headers";
        return this.#countHead((this.#start.url ?? this.#start.reason ?? "").length);
      case "headers":
        if (line === "") this.#endHead();
        else {
          this.#addHeader(line);
          this.#framing = framing(this.#headers);
        }
        return;
      case "chunk-size":
        return this.#startChunk(line);
      case "chunk-end":
        if (line !== "") throw new HttpError("STRICT", "Expected LF after chunk data");
        this.#state = "chunk-size";
        this.#headSize = 0;
        return;
      default:
        if (line !== "") return this.#addHeader(line);
        if (this.#headers.length > 0) this.#events.trailers(this.#headers);
        return this.#complete();
    }
  }

  #startChunk(line: string): void {
    const size = /^[0-9a-f]+/i.exec(line)?.[0] ?? "";
    if (size === "" || !/^[ \t]*(;|$)/.test(line.slice(size.length)))
      throw new HttpError("INVALID_CHUNK_SIZE", "Invalid character in chunk size", size.length);
    const extensions = line.length - size.length;
    this.#checkExtensions(extensions);
    this.#extensions += extensions;
    this.#left = Number.parseInt(size, 16);
    this.#headSize = 0;
    this.#headers = [];
    this.#state = this.#left === 0 ? "trailers" : "chunk";
  }

  #endHead(): void {
    const start = this.#start as StartLine;
    const found = this.#framing ?? framing([]);
    const { status } = start;
    const bodyless = status !== undefined && (status < 200 || status === 204 || status === 304);
    const toEnd = status !== undefined && !bodyless && !found.chunked && found.length === null;
    const upgrade = start.method === "CONNECT" || (found.upgrade && (status === undefined || status === 101));
    const newer = start.major > 1 || (start.major === 1 && start.minor >= 1);
    this.#keepAlive = (newer ? !found.close : found.keepAlive) && !toEnd;
    const headers = this.#headers;
    this.#headers = [];
    const next = this.#events.headers(start, headers, upgrade, this.#keepAlive);
    if (next === "upgrade" || upgrade) {
      this.#complete();
      this.#state = "upgraded";
    } else if (next === "no-body" || bodyless) this.#complete();
    else if (found.chunked) {
      this.#headSize = 0;
      this.#state = "chunk-size";
    } else if (found.length !== null && found.length > 0) {
      this.#left = found.length;
      this.#state = "body";
    } else if (toEnd) this.#state = "body-to-end";
    else this.#complete();
  }

  #complete(): void {
    const informational = (this.#start?.status ?? 200) < 200;
    this.#state = this.#keepAlive || informational ? "start" : "closed";
    this.#begun = false;
    this.#headSize = 0;
    this.#extensions = 0;
    this.#headers = [];
    this.#framing = null;
    this.#start = null;
    this.#events.complete();
  }
}
