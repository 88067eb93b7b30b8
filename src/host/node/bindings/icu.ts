import type { BufferClass } from "./values.ts";
import { bytesOf } from "./values.ts";
import type { RealmContext } from "../realm-context.ts";
import { bufferSource, invalidData } from "./encoding.ts";
import { latin1Text } from "./text-codecs.ts";

/** Node's names of the encodings that `transcode` takes. */
const ENCODINGS: ReadonlySet<string> = new Set(["utf8", "ucs2", "utf16le", "latin1", "binary", "ascii"]);
const ILLEGAL_ARGUMENT = 1;
const INVALID_CHAR_FOUND = 10;
const ERROR_NAMES: Readonly<Record<number, string>> = {
  [ILLEGAL_ARGUMENT]: "U_ILLEGAL_ARGUMENT_ERROR",
  [INVALID_CHAR_FOUND]: "U_INVALID_CHAR_FOUND",
};
const isUtf16 = (encoding: string) => encoding === "ucs2" || encoding === "utf16le";

/** `icu`: what Node asks ICU about text. */
export function icuBinding(context: RealmContext): Record<string, unknown> {
  const decoders = new WeakMap<object, TextDecoder>();
  const buffer = () => (context.require("buffer") as { Buffer: BufferClass }).Buffer;
  const columns = columnsOf(context.recorded.columns);
  const decodeWith = (label: string, bytes: Uint8Array, fatal = false): string | null => {
    try {
      return new context.pristine.TextDecoder(label, { fatal, ignoreBOM: true }).decode(bytes.slice());
    } catch {
      return null;
    }
  };
  /** Between UTF-8 and UTF-16, what is not well-formed fails; else it is replaced. */
  const decodeFor = (bytes: Uint8Array, from: string, to: string): string | null => {
    if (from === "utf8") return decodeWith("utf-8", bytes, isUtf16(to));
    if (isUtf16(from))
      return decodeWith(
        "utf-16le",
        isUtf16(to) ? bytes : bytes.subarray(0, bytes.length & ~1),
        to === "utf8",
      );
    const text = latin1Text(bytes);
    return from === "ascii" && !isUtf16(to) ? text.replaceAll(/[^\0-\x7f]/g, "\ufffd") : text;
  };
  return {
    icuErrName: (code: number) => ERROR_NAMES[code] ?? `U_ERROR_${code}`,
    getConverter(name: string, flags: number): object | undefined {
      try {
        // As in internal/encoding: 1 flush, 2 fatal, 4 ignore the byte order mark.
        const options = { fatal: (flags & 2) !== 0, ignoreBOM: (flags & 4) !== 0 };
        const converter = {};
        decoders.set(converter, new context.pristine.TextDecoder(name, options));
        return converter;
      } catch {
        return undefined; // The library says that there is no such encoding.
      }
    },
    decode(converter: object, input: unknown, flags: number, encoding: string): string {
      const bytes = bufferSource(input, "input");
      try {
        return decoders.get(converter)?.decode(bytes.slice(), { stream: (flags & 1) === 0 }) ?? "";
      } catch {
        throw invalidData(encoding);
      }
    },
    transcode(source: Uint8Array, from: string, to: string): Uint8Array | number {
      if (!ENCODINGS.has(from) || !ENCODINGS.has(to)) return ILLEGAL_ARGUMENT;
      const text = decodeFor(bytesOf(source), from, to);
      if (text === null) return INVALID_CHAR_FOUND;
      const narrow =
        to === "ascii" ? /[^\0-\x7f]/gu : to === "latin1" || to === "binary" ? /[^\0-\xff]/gu : null;
      return buffer().from(narrow ? text.replaceAll(narrow, "?") : text, to);
    },
    getStringWidth(text: string): number {
      let width = 0;
      for (const char of text) width += columns(char.codePointAt(0) ?? 0);
      return width;
    },
  };
}

/** Columns of a character in a terminal, as recorded: `[characters since the last change, columns]` wherever they change. */
function columnsOf(changes: ReadonlyArray<readonly [number, number]>): (code: number) => number {
  let at = 0;
  const from = Uint32Array.from(changes, ([passed]) => (at += passed));
  const columns = Uint8Array.from(changes, ([, count]) => count);
  return (code) => {
    let low = 0;
    for (let high = from.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((from[middle] ?? 0) <= code) low = middle;
      else high = middle;
    }
    return columns[low] ?? 1;
  };
}
