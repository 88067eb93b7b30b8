import type { RealmContext } from "../realm-context.ts";
import * as codecs from "./text-codecs.ts";
import { type BufferClass, bytesOf } from "./values.ts";

/** `enum encoding` in node.h, by number. */
const ENCODINGS = ["ascii", "utf8", "base64", "utf16le", "latin1", "hex", "buffer", "base64url"] as const;

/** `buffer`: what Buffer does natively. */
export function bufferBinding(context: RealmContext): Record<string, unknown> {
  const { pristine } = context;
  const encoder = new pristine.TextEncoder();
  const strict = new pristine.TextDecoder("utf-8", { fatal: true });
  const buffer = () => (context.require("buffer") as { Buffer: BufferClass }).Buffer;
  const { btoa } = pristine;
  /** TextDecoder refuses shared and resizable memory. */
  const utf8 = (bytes: Uint8Array) =>
    pristine.utf8.decode(
      bytes.buffer instanceof ArrayBuffer && !bytes.buffer.resizable ? bytes : bytes.slice(),
    );
  const invalidText = (): never => {
    const { codes } = context.require("internal/errors") as {
      codes: Record<string, new (...v: unknown[]) => Error>;
    };
    const Invalid = codes["ERR_INVALID_ARG_TYPE"];
    throw Invalid ? new Invalid("argument", "string", undefined) : new TypeError("argument must be a string");
  };

  const slice =
    (text: (bytes: Uint8Array) => string) =>
    (source: Uint8Array, start = 0, end = source.length): string =>
      text(bytesOf(source).subarray(start, Math.max(start, Math.min(end, source.length))));
  const write =
    (put: (target: Uint8Array, text: string) => number) =>
    (target: Uint8Array, text: unknown, offset = 0, length = target.length - offset): number => {
      if (typeof text !== "string") return invalidText();
      const room = Math.min(length, target.length - offset);
      return put(bytesOf(target).subarray(offset, offset + Math.max(0, room)), text);
    };
  const needle = (text: string, encoding: number) => buffer().from(text, ENCODINGS[encoding] ?? "utf8");

  return {
    setBufferPrototype(prototype: object) {
      context.hooks.bufferPrototype = prototype;
    },
    getZeroFillToggle: () => undefined,
    createUnsafeArrayBuffer: (length: number) => new ArrayBuffer(length),
    atob(text: string): string | number {
      try {
        return pristine.atob(text);
      } catch {
        return -1;
      }
    },
    btoa(text: string): string | number {
      try {
        return btoa(text);
      } catch {
        return -1;
      }
    },
    byteLengthUtf8: codecs.utf8Length,
    copy(
      source: Uint8Array,
      target: Uint8Array,
      targetStart: number,
      sourceStart: number,
      count: number,
    ): number {
      bytesOf(target).set(bytesOf(source).subarray(sourceStart, sourceStart + count), targetStart);
      return count;
    },
    copyArrayBuffer(target: ArrayBuffer, at: number, source: ArrayBuffer, from: number, count: number) {
      new Uint8Array(target, at, count).set(new Uint8Array(source, from, count));
    },
    compare: (a: Uint8Array, b: Uint8Array) => compare(bytesOf(a), bytesOf(b)),
    compareOffset: (a: Uint8Array, b: Uint8Array, bAt: number, aAt: number, bCount: number, aCount: number) =>
      compare(bytesOf(a).subarray(aAt, aAt + aCount), bytesOf(b).subarray(bAt, bAt + bCount)),
    fill(
      target: Uint8Array,
      value: unknown,
      start: number,
      end: number,
      encoding?: string,
    ): number | undefined {
      if (start < 0 || end > target.length) return -2;
      if (start >= end) return undefined;
      const part = bytesOf(target).subarray(start, end);
      if (typeof value !== "string" && !ArrayBuffer.isView(value)) {
        part.fill(Number(value) & 0xff);
        return undefined;
      }
      const pattern = typeof value === "string" ? buffer().from(value, encoding) : bytesOf(value);
      if (pattern.length === 0) return -1;
      part.set(pattern.subarray(0, part.length));
      for (let filled = pattern.length; filled < part.length; filled *= 2) part.copyWithin(filled, 0, filled);
      return undefined;
    },
    indexOfString: (source: Uint8Array, text: string, at: number, encoding: number, forward: boolean) =>
      indexOf(bytesOf(source), needle(text, encoding), at, forward),
    indexOfBuffer: (source: Uint8Array, part: Uint8Array, at: number, _encoding: number, forward: boolean) =>
      indexOf(bytesOf(source), bytesOf(part), at, forward),
    indexOfNumber: (source: Uint8Array, byte: number, at: number, forward: boolean) =>
      indexOf(bytesOf(source), Uint8Array.of(byte), at, forward),
    swap16: (target: Uint8Array) => swap(target, 2),
    swap32: (target: Uint8Array) => swap(target, 4),
    swap64: (target: Uint8Array) => swap(target, 8),
    isUtf8(source: ArrayBufferView | ArrayBuffer): boolean {
      try {
        strict.decode(bytesOf(source).slice());
        return true;
      } catch {
        return false;
      }
    },
    isAscii: (source: ArrayBufferView | ArrayBuffer) => bytesOf(source).every((byte) => byte < 0x80),
    asciiSlice: slice(codecs.asciiText),
    latin1Slice: slice(codecs.latin1Text),
    hexSlice: slice(codecs.hexText),
    ucs2Slice: slice(codecs.utf16Text),
    utf8Slice: slice(utf8),
    base64Slice: slice((bytes) => codecs.base64Text(bytes, btoa)),
    base64urlSlice: slice((bytes) => codecs.base64UrlText(bytes, btoa)),
    base64Write: write(codecs.writeBase64),
    base64urlWrite: write(codecs.writeBase64),
    hexWrite: write(codecs.writeHex),
    ucs2Write: write(codecs.writeUtf16),
    asciiWriteStatic: write(codecs.writeLatin1),
    latin1WriteStatic: write(codecs.writeLatin1),
    utf8WriteStatic: write((target, text) => encoder.encodeInto(text, target).written),
  };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

function swap(target: Uint8Array, size: number): Uint8Array {
  for (let at = 0; at + size <= target.length; at += size) target.subarray(at, at + size).reverse();
  return target;
}

/** IndexOfOffset and the searches in node_buffer.cc. */
function indexOf(haystack: Uint8Array, needle: Uint8Array, given: number, forward: boolean): number {
  const { length } = haystack;
  let at = given;
  if (at < 0) {
    at += length;
    if (at < 0) {
      if (!forward) return -1;
      at = 0;
    }
  }
  if (at > length) {
    if (forward) return needle.length === 0 ? length : -1;
    at = length;
  }
  if (needle.length === 0) return at;
  const last = length - needle.length;
  const [first = 0] = needle;
  if (forward) {
    for (
      let found = haystack.indexOf(first, at);
      found >= 0 && found <= last;
      found = haystack.indexOf(first, found + 1)
    )
      if (matches(haystack, needle, found)) return found;
    return -1;
  }
  for (let found = Math.min(at, last); found >= 0; found--)
    if (matches(haystack, needle, found)) return found;
  return -1;
}

function matches(haystack: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let index = 0; index < needle.length; index++)
    if (haystack[at + index] !== needle[index]) return false;
  return true;
}
