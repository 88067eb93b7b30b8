import { expect, test } from "vitest";
import { domainToAscii, type HostTools } from "./host.ts";
import { UrlParser } from "./parser.ts";
import { write } from "./record.ts";

const tools: HostTools = {
  URL,
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
};
const parser = new UrlParser(tools);

const PIECES =
  "http|file|foo|:|/|/|\\|?|#|@|.|..|a|C:|[|::1|]|%41|é| |80|1|0x|\t|^|{|'|xn--|1.2.3.4|ü.com|:99999".split(
    "|",
  );
const STARTS = ["http://", "foo:", "file:", "https:", "foo://", ""];
const BASES = ["http://u:p@b:8/p/q?r", "file:///C:/x/y", "foo://h/p/q", "foo:/p", "foo:op", undefined];
const SETTERS = [
  "protocol",
  "host",
  "hostname",
  "port",
  "username",
  "password",
  "pathname",
  "search",
  "hash",
] as const;

/** Always the same numbers. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}

function ours(input: string, base: string | undefined): string {
  const start = base === undefined ? undefined : parser.parse(base);
  const url = parser.parse(input, start);
  return url ? write(url).href : "invalid";
}

test("thousands of odd texts are the URLs that Node takes them for, and setters change them alike", () => {
  const below = numbers(7);
  const text = () => Array.from({ length: 1 + below(8) }, () => PIECES[below(PIECES.length)]).join("");
  const differing: unknown[] = [];
  for (let round = 0; round < 4000; round++) {
    const input = (STARTS[below(STARTS.length)] ?? "") + text();
    const base = BASES[below(BASES.length)];
    const native = URL.canParse(input, base) ? new URL(input, base) : null;
    if (ours(input, base) !== (native?.href ?? "invalid")) differing.push([input, base, native?.href]);
    if (!native) continue;
    const record = parser.parse(native.href);
    const part = SETTERS[below(SETTERS.length)] ?? "hash";
    const value = text();
    const before = native.href;
    native[part] = value;
    if (record) parser.set(record, part, value);
    if (!record || write(record).href !== native.href) differing.push([before, part, value, native.href]);
  }
  expect(differing).toEqual([]);
});

/** As browsers are that do not know Unicode 15.1. */
class OlderUrl extends URL {
  static override canParse(url: string): boolean {
    return !/[\u2260\u226e\u226f]|xn--(1ch|gdh)/.test(url.normalize("NFC")) && URL.canParse(url);
  }
}

test.each(["\u2260", "<\u00ad\u0338", "1.A\u226f\u00fc\u226e", "xn--1ch.b", "\u8f9e\u2248\u2260", "a<b"])(
  "relation signs are allowed in domains even where the browser does not know: %s",
  (domain) => {
    expect(domainToAscii(domain, { ...tools, URL: OlderUrl })).toBe(domainToAscii(domain, tools));
  },
);
