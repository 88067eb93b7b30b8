import type { Loopback } from "../machine/loopback.ts";
import type { SocketEnd } from "../machine/pipe.ts";
import { SyscallError } from "../machine/syscalls.ts";
import { joined } from "../protocol/utf8.ts";
import type { Header, PreviewRequest } from "./messages.ts";

/** A response that no client could read: the server closed early, or speaks something else. */
export class BadResponse extends Error {
  override readonly name = "BadResponse";
}

export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly Header[];
}

/** The most that the head of a response may take, as Node's own limit is 16 KB. */
const MAX_HEAD = 65_536;
const READ = 65_536;
const encoder = new TextEncoder();
const latin1 = new TextDecoder("latin1");

/**
 * One exchange of HTTP/1.1 (RFC 9112) with a server of the machine: yields the head, then the body's pieces. An abort
 * closes the connection.
 * @throws SyscallError ECONNREFUSED; BadResponse, also after an abort
 */
export async function* exchange(
  loopback: Loopback,
  request: PreviewRequest,
  signal: AbortSignal,
): AsyncGenerator<ResponseHead | Uint8Array, void> {
  const end = loopback.connectAny(request.port).hold();
  try {
    void send(end, request, signal);
    const input = new Input(end, signal);
    const head = await readHead(input);
    yield head;
    const hasBody = request.method !== "HEAD" && head.status !== 204 && head.status !== 304;
    if (hasBody) yield* readBody(input, head.headers);
  } finally {
    end.drop();
  }
}

/** Writes the request. A server that answers without reading all of it is no failure. */
async function send(
  end: SocketEnd,
  { method, path, port, headers, body }: PreviewRequest,
  signal: AbortSignal,
): Promise<void> {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === null ? [] : [`Content-Length: ${body.length}`]),
    "Connection: close",
    "",
    "",
  ];
  for (let rest = joined([encoder.encode(lines.join("\r\n")), body ?? new Uint8Array(0)]); rest.length > 0;) {
    let taken: number;
    try {
      taken = end.write(rest, null);
    } catch (error) {
      if (error instanceof SyscallError) return;
      throw error;
    }
    rest = rest.subarray(taken);
    if (taken === 0) await ready(end, "write", signal);
    if (signal.aborted) return;
  }
}

/** Waits until it is worth trying again, or until the abort. */
async function ready(end: SocketEnd, direction: "read" | "write", signal: AbortSignal): Promise<void> {
  await new Promise<void>((wake) => {
    const stop = end.whenReady(direction, () => {
      signal.removeEventListener("abort", onAbort);
      wake();
    });
    const onAbort = (): void => {
      stop();
      wake();
    };
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Bytes from the server, of which some may be looked at before they are taken. */
class Input {
  #buffer: Uint8Array = new Uint8Array(0);
  readonly #end: SocketEnd;
  readonly #signal: AbortSignal;

  constructor(end: SocketEnd, signal: AbortSignal) {
    this.#end = end;
    this.#signal = signal;
  }

  /** What is there, waiting for at least one byte; empty at the end. */
  async some(most: number): Promise<Uint8Array> {
    if (this.#buffer.length === 0) await this.#more();
    const bytes = this.#buffer.subarray(0, most);
    this.#buffer = this.#buffer.subarray(bytes.length);
    return bytes;
  }

  /** Text up to `mark`, which is taken, too. */
  async upTo(mark: string): Promise<string> {
    for (;;) {
      const at = latin1.decode(this.#buffer).indexOf(mark);
      if (at >= 0) {
        const text = latin1.decode(this.#buffer.subarray(0, at));
        this.#buffer = this.#buffer.subarray(at + mark.length);
        return text;
      }
      if (this.#buffer.length > MAX_HEAD || !(await this.#more()))
        throw new BadResponse("the server's answer is not HTTP");
    }
  }

  async #more(): Promise<boolean> {
    for (;;) {
      if (this.#signal.aborted) throw new BadResponse("the request was given up");
      const bytes = this.#end.read(READ, null);
      if (bytes === null) await ready(this.#end, "read", this.#signal);
      else {
        if (bytes.length > 0) this.#buffer = joined([this.#buffer, bytes]);
        return bytes.length > 0;
      }
    }
  }
}

async function readHead(input: Input): Promise<ResponseHead> {
  for (;;) {
    const [first = "", ...lines] = (await input.upTo("\r\n\r\n")).split("\r\n");
    const [, code, statusText = ""] = /^HTTP\/1\.[01] (\d{3}) ?(.*)$/.exec(first) ?? [];
    if (code === undefined) throw new BadResponse("the server's answer is not HTTP");
    const headers = lines.flatMap((line): Header[] => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]] : [];
    });
    // 100 Continue, 103 Early Hints: the answer itself follows.
    if (!code.startsWith("1")) return { status: Number(code), statusText, headers };
  }
}

async function* readBody(input: Input, headers: readonly Header[]): AsyncGenerator<Uint8Array, void> {
  const value = (name: string): string | undefined => headers.find(([key]) => key === name)?.[1];
  if (/chunked/i.test(value("transfer-encoding") ?? "")) {
    for (;;) {
      const size = Number.parseInt(await input.upTo("\r\n"), 16);
      if (Number.isNaN(size)) throw new BadResponse("the server's answer breaks off");
      if (size === 0) return;
      yield* take(input, size);
      await input.upTo("\r\n");
    }
  }
  const length = value("content-length");
  yield* take(input, length === undefined ? Infinity : Number(length));
}

async function* take(input: Input, count: number): AsyncGenerator<Uint8Array, void> {
  for (let rest = count; rest > 0;) {
    const bytes = await input.some(Math.min(rest, READ));
    if (bytes.length === 0) {
      if (rest === Infinity) return;
      throw new BadResponse("the server closed the connection before its answer's end");
    }
    rest -= bytes.length;
    yield bytes.slice();
  }
}
