import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { testSyscalls } from "../../../machine/testing.ts";
import { made, testContext } from "../testing.ts";
import { httpParserBinding } from "./index.ts";

interface Parser {
  [callback: number]: (...values: never[]) => unknown;
  initialize(type: number, resource: object, maxHeaderSize: number, lenient: number): void;
  execute(data: Uint8Array): unknown;
  finish(): unknown;
}
interface ParserClass {
  new (): Parser;
  readonly REQUEST: number;
  readonly RESPONSE: number;
}
interface Binding {
  HTTPParser: ParserClass;
  methods: string[];
  allMethods?: string[];
}

/** Node's own parser, which what is here is compared with. */
const native = createRequire(import.meta.url)("_http_common") as Binding;
const context = testContext(testSyscalls());
const { methods, allMethods = methods } = native;
Object.assign(context.recorded.bindings, {
  http_parser: { values: { methods, allMethods }, arrays: {}, functions: [], classes: {} },
});
const ours = made<Binding>(httpParserBinding, context);

/** All that a parser tells about `pieces` (null: the connection ends), however it splits it. */
function told(Class: ParserClass, type: number, pieces: readonly (string | null)[]): unknown[] {
  const events: unknown[] = [];
  const parser = new Class();
  parser.initialize(type, {}, 0, 0);
  let gathered: string[] = [];
  let url = "";
  const on = [
    () => events.push("begin"),
    (headers: string[], part: string) => {
      gathered.push(...headers);
      url += part;
    },
    (...[major, minor, headers, method, path, status, reason, upgrade, keepAlive]: unknown[]) => {
      const all = (headers as string[] | undefined) ?? gathered;
      const where = (path as string | undefined) ?? url;
      gathered = [];
      url = "";
      events.push([major, minor, all, method, where, status, reason, upgrade, keepAlive]);
      return 0;
    },
    (bytes: Uint8Array) => {
      const text = Buffer.from(bytes).toString("latin1");
      const last = events.at(-1);
      if (typeof last === "string" && last.startsWith("body ")) events.push(events.pop() + text);
      else events.push(`body ${text}`);
    },
    () => {
      if (gathered.length > 0) events.push(["trailers", ...gathered]);
      gathered = [];
      url = "";
      events.push("complete");
    },
  ] as ((...values: never[]) => unknown)[];
  for (const [index, callback] of on.entries()) parser[index] = callback;
  for (const piece of pieces) {
    const result = piece === null ? parser.finish() : parser.execute(Buffer.from(piece, "latin1"));
    if (result instanceof Error) {
      const { code, reason, bytesParsed } = result as unknown as Record<string, unknown>;
      // What Node tells of the end of the connection is an address of its own.
      events.push(["error", code, reason, piece === null ? undefined : bytesParsed]);
      break;
    }
    if (piece !== null && result !== piece.length) {
      events.push(["read", result]);
      break;
    }
  }
  return events;
}

const requests: readonly (readonly (string | null)[])[] = [
  ["GET /a?b HTTP/1.1\r\nHost: x\r\nA: 1\r\nA: 2\r\n\r\n"],
  ["POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "GET / HTTP/1.1\r\n\r\n"],
  [
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\nT: r\r\n\r\n",
  ],
  ["GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"],
  ["GET / HTTP/1.0\r\n\r\n"],
  ["OPTIONS * HTTP/1.1\r\nEmpty:\r\nSpaced:  a b \t\r\n\r\n", null],
  ["BOGUS / HTTP/1.1\r\n\r\n"],
  ["GET / HTTP/1.1\r\nbad header\r\n\r\n"],
  ["GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"],
  ["GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
  ["\r\n\r\nGET / HTTP/1.1\r\n\r\n"],
  ["GET / HT", null],
  ["POST / HTTP/1.1\r\nTransfer-Encoding: chunkedchunked\r\n\r\n1\r\nA\r\n0\r\n"],
  [
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked-false\r\n\r\n1\r\nA\r\n0\r\n\r\n",
  ],
  [`POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${"1;x=y\r\nA\r\n".repeat(3)}0\r\n\r\n`],
  [`POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;${"x".repeat(17_000)}\r\nA\r\n0\r\n\r\n`],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${`1;${"x".repeat(9000)}\r\nA\r\n`.repeat(3)}0\r\n\r\n`,
  ],
  [
    `GET / HTTP/1.1\r\n${Array.from({ length: 70 }, (_, i) => `H${i}: ${i} \r\n`).join("")}\r\n`,
    "GET /2 HTTP/1.1\r\n\r\n",
  ],
  ["GET / HTTP/1.1\r\nA: b\n\r\n"],
  ["GET / HTTP/1.1\nA: b\n\n"],
  ["GET / HTTP/1.1\r\nA : b\r\n\r\n"],
  ["GET / HTTP/1.1\r\nA: b\u0001c\r\n\r\n"],
  ["GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n"],
  ["GET / HTTP/3.1\r\n\r\n"],
  ["GET /\u00e4 HTTP/1.1\r\n\r\n"],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["GET / RTSP/1.0\r\n\r\n"],
  ["GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n"],
  ["POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"],
  ["POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
  [null],
  ["POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhi", null],
];

const responses: readonly (readonly (string | null)[])[] = [
  ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"],
  ["HTTP/1.1 200 OK\r\n\r\nhi", "more", null],
  ["HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"],
  ["HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"],
  ["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"],
  ["HTTP/1.1 200\r\nConnection: close\r\n\r\nbody", null],
  ["HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi", null],
  ["garbage\r\n"],
  ["HTTP/1.1 302 Moved\r\nContent-Length: 0\r\n\r\nhi world"],
  ["HTTP/1.1 2x0 OK\r\n\r\n"],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nrest", null],
  ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"],
  ["HTTP/1.1 200 OK\nContent-Length: 0\n\n"],
];

const single = (pieces: readonly (string | null)[]) =>
  pieces.flatMap((piece) => (piece === null ? [null] : Array.from(piece)));

test.each([
  ...requests.map((pieces) => ["request", pieces] as const),
  ...responses.map((pieces) => ["response", pieces] as const),
])("a %s is read as Node reads it: %j", (kind, pieces) => {
  const type = kind === "request" ? native.HTTPParser.REQUEST : native.HTTPParser.RESPONSE;
  const expected = told(native.HTTPParser, type, pieces);
  expect(told(ours.HTTPParser, type, pieces)).toEqual(expected);
  expect(told(ours.HTTPParser, type, single(pieces))).toEqual(told(native.HTTPParser, type, single(pieces)));
});

test("another protocol takes over after the headers", () => {
  const upgrade = ["GET / HTTP/1.1\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nextra"];
  const { REQUEST } = native.HTTPParser;
  expect(told(ours.HTTPParser, REQUEST, upgrade)).toEqual(told(native.HTTPParser, REQUEST, upgrade));
  const connect = ["CONNECT a:80 HTTP/1.1\r\n\r\nabc"];
  expect(told(ours.HTTPParser, REQUEST, connect)).toEqual(told(native.HTTPParser, REQUEST, connect));
});

test("headers have a limit", () => {
  const huge = [`GET / HTTP/1.1\r\nA: ${"x".repeat(20_000)}\r\n\r\n`];
  const { REQUEST } = native.HTTPParser;
  expect(told(ours.HTTPParser, REQUEST, huge).at(-1)).toEqual([
    "error",
    "HPE_HEADER_OVERFLOW",
    "Header overflow",
    20_020,
  ]);
});
