import type { RealmContext } from "../realm-context.ts";
import { indexOf } from "./buffer-search.ts";
import * as codecs from "./text-codecs.ts";
import { type BufferClass, bytesOf, coded } from "./values.ts";

/** `enum encoding` in node.h, by number. */
const ENCODINGS = ["ascii", "utf8", "base64", "utf16le", "latin1", "hex", "buffer", "base64url"] as const;

/** `buffer`: what Buffer does natively. */
export function bufferBinding(context: RealmContext): Record<string, unknown> {
  const { pristine } = context;
  const encoder = new pristine.TextEncoder();
  const strict = new pristine.TextDecoder("utf-8", { fatal: true });
  const buffer = () => (context.require("buffer") as { Buffer: BufferClass }).Buffer;
  const { btoa } = pristine;
  /** The browser's codecs refuse shared and resizable memory. */
  const isPlain = (bytes: Uint8Array) => bytes.buffer instanceof ArrayBuffer && !bytes.buffer.resizable;
  const utf8 = (bytes: Uint8Array) => pristine.utf8.decode(isPlain(bytes) ? bytes : bytes.slice());
  const stringMax = context.recorded.bindings["buffer"]?.values["kStringMaxLength"] as number;

  /** @param units how long the text of this many bytes is */
  const slice =
    (text: (bytes: Uint8Array) => string, units: (bytes: number) => number = (bytes) => bytes) =>
    (source: unknown, from?: unknown, to?: unknown): string => {
      const bytes = bufferArgument(source);
      const start = index(from, 0);
      const end = Math.max(start, index(to, bytes.length));
      if (start >= bytes.length) return "";
      if (end > bytes.length) throw outOfRange();
      codecs.checkLength(units(end - start), stringMax);
      return text(bytes.subarray(start, end));
    };
  const write =
    (put: (target: Uint8Array, text: string) => number) =>
    (target: unknown, text: unknown, at?: unknown, count?: unknown): number => {
      const bytes = bufferArgument(target);
      if (typeof text !== "string")
        throw coded(new TypeError("argument must be a string"), "ERR_INVALID_ARG_TYPE");
      const offset = index(at, 0);
      if (offset > bytes.length)
        throw coded(new RangeError('"offset" is outside of buffer bounds'), "ERR_BUFFER_OUT_OF_BOUNDS");
      const room = Math.min(index(count, bytes.length - offset), bytes.length - offset);
      return room === 0 ? 0 : put(bytes.subarray(offset, offset + room), text);
    };
  const encode = (text: string, encoding: string) => bytesOf(buffer().from(text, encoding));

  return {
    setBufferPrototype(prototype: object) {
      context.hooks.bufferPrototype = prototype;
    },
    getZeroFillToggle: () => undefined,
    createUnsafeArrayBuffer: (length: number) => new ArrayBuffer(length),
    /** -1: one character too many; -2: one that does not belong there. */
    atob(text: string): string | number {
      try {
        return pristine.atob(text);
      } catch {
        return /^[\t\n\f\r A-Za-z\d+/]*$/.test(text) ? -1 : -2;
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
    compareOffset: (
      source: Uint8Array,
      target: Uint8Array,
      targetStart: number,
      sourceStart: number,
      targetEnd: number,
      sourceEnd: number,
    ) =>
      compare(
        bytesOf(source).subarray(sourceStart, sourceEnd),
        bytesOf(target).subarray(targetStart, targetEnd),
      ),
    fill(
      target: Uint8Array,
      value: unknown,
      start: number,
      end: number,
      encoding?: string,
    ): number | undefined {
      if (start < 0 || end < 0) throw outOfRange();
      if (start > end || end > bytesOf(target).length) return -2;
      const part = bytesOf(target).subarray(start, end);
      if (typeof value !== "string" && !ArrayBuffer.isView(value)) {
        part.fill(Number(value) & 0xff);
        return undefined;
      }
      const pattern = typeof value === "string" ? encode(value, encoding ?? "utf8") : bytesOf(value);
      if (part.length === 0) return undefined;
      if (pattern.length === 0) return -1;
      part.set(pattern.subarray(0, part.length));
      for (let filled = pattern.length; filled < part.length; filled *= 2) part.copyWithin(filled, 0, filled);
      return undefined;
    },
    indexOfString(
      source: Uint8Array,
      text: string,
      at: number,
      encoding: number,
      forward: boolean,
      end?: number,
    ) {
      const name = ENCODINGS[encoding] ?? "utf8";
      const bytes = bytesOf(source);
      if (name !== "utf16le") return indexOf(bytes, encode(text, name), { at, forward, end });
      const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
      return indexOf(whole, encode(text, name), { at, forward, end, unit: 2 });
    },
    indexOfBuffer(
      source: Uint8Array,
      part: Uint8Array,
      at: number,
      encoding: number,
      forward: boolean,
      end?: number,
    ) {
      const unit = ENCODINGS[encoding] === "utf16le" ? 2 : 1;
      return indexOf(bytesOf(source), bytesOf(part), { at, forward, end, unit });
    },
    indexOfNumber: (source: Uint8Array, byte: number, at: number, forward: boolean, end?: number) =>
      indexOf(bytesOf(source), Uint8Array.of(byte), { at, forward, end }),
    swap16: (target: Uint8Array) => swap(target, 2),
    swap32: (target: Uint8Array) => swap(target, 4),
    swap64: (target: Uint8Array) => swap(target, 8),
    isUtf8(source: ArrayBufferView | ArrayBuffer): boolean {
      try {
        strict.decode(present(source).slice());
        return true;
      } catch {
        return false;
      }
    },
    isAscii: (source: ArrayBufferView | ArrayBuffer) => present(source).every((byte) => byte < 0x80),
    asciiSlice: slice(codecs.asciiText),
    latin1Slice: slice(codecs.latin1Text),
    hexSlice: slice(codecs.hexText, codecs.UNITS["hex"]),
    ucs2Slice: slice(codecs.utf16Text, codecs.UNITS["utf16le"]),
    utf8Slice: slice(utf8),
    base64Slice: slice((bytes) => codecs.base64Text(bytes, btoa), codecs.UNITS["base64"]),
    base64urlSlice: slice((bytes) => codecs.base64UrlText(bytes, btoa), codecs.UNITS["base64url"]),
    base64Write: write(codecs.writeBase64),
    base64urlWrite: write(codecs.writeBase64),
    hexWrite: write(codecs.writeHex),
    ucs2Write: write(codecs.writeUtf16),
    asciiWriteStatic: write(codecs.writeLatin1),
    latin1WriteStatic: write(codecs.writeLatin1),
    utf8WriteStatic: write((target, text) => {
      if (isPlain(target)) return encoder.encodeInto(text, target).written;
      const copy = new Uint8Array(target.length);
      const { written } = encoder.encodeInto(text, copy);
      target.set(copy.subarray(0, written));
      return written;
    }),
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

function bufferArgument(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return bytesOf(value);
  throw coded(new TypeError("argument must be a buffer"), "ERR_INVALID_ARG_TYPE");
}

/** ParseArrayIndex in node_buffer.cc. */
function index(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Math.trunc(Number(value)) || 0;
  if (number < 0) throw outOfRange();
  return number;
}

function outOfRange(): RangeError {
  return coded(new RangeError("Index out of range"), "ERR_OUT_OF_RANGE");
}

/** The bytes; none where the memory was given away. */
function present(source: ArrayBufferView | ArrayBuffer): Uint8Array {
  const memory = ArrayBuffer.isView(source) ? source.buffer : source;
  return memory instanceof ArrayBuffer && memory.detached ? new Uint8Array() : bytesOf(source);
}
