import { describe, expect, test } from "vitest";
import * as codecs from "./text-codecs.ts";

const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7919) & 0xff);
const TEXTS = ["", "a", "häß ✓ 🎉", "\ud800x", "x".repeat(20_000)];

describe("bytes to text as Buffer has it", () => {
  test.each([
    ["latin1", codecs.latin1Text],
    ["ascii", codecs.asciiText],
    ["hex", codecs.hexText],
    ["utf16le", codecs.utf16Text],
    ["base64", (bytes: Uint8Array) => codecs.base64Text(bytes, btoa)],
    ["base64url", (bytes: Uint8Array) => codecs.base64UrlText(bytes, btoa)],
  ] as const)("%s", (encoding, text) => {
    for (let length = 0; length < 40; length++)
      expect(text(BYTES.subarray(0, length))).toBe(Buffer.from(BYTES.subarray(0, length)).toString(encoding));
    expect(text(BYTES)).toBe(Buffer.from(BYTES).toString(encoding));
  });
});

describe("text to bytes as Buffer has it", () => {
  test.each([
    ["latin1", codecs.writeLatin1, TEXTS],
    ["utf16le", codecs.writeUtf16, TEXTS],
    ["hex", codecs.writeHex, ["", "0", "ff0", "00ffzz11", "DEADbeef"]],
    ["base64", codecs.writeBase64, ["", "aGk=", "aGk", "a-_/", "a G\nk", "aGk=xx", "a"]],
  ] as const)("%s", (encoding, write, texts) => {
    for (const text of texts) {
      const expected = Buffer.from(text, encoding);
      const target = new Uint8Array(expected.length + 3);
      const written = write(target, text);
      expect([...target.subarray(0, written)]).toEqual([...expected]);
    }
  });

  test("length of UTF-8", () => {
    for (const text of TEXTS) expect(codecs.utf8Length(text)).toBe(Buffer.byteLength(text));
  });
});
