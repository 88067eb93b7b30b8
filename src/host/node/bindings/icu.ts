import type { BufferClass } from "./values.ts";
import { bytesOf } from "./values.ts";
import type { RealmContext } from "../realm-context.ts";
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
    hasConverter(name: string): boolean {
      try {
        void new context.pristine.TextDecoder(name);
        return true;
      } catch {
        return false;
      }
    },
    getConverter(name: string, flags: number): object {
      const converter = {};
      // As in internal/encoding: 1 flush, 2 fatal, 4 ignore the byte order mark.
      const options = { fatal: (flags & 2) !== 0, ignoreBOM: (flags & 4) !== 0 };
      decoders.set(converter, new context.pristine.TextDecoder(name, options));
      return converter;
    },
    decode(converter: object, input: ArrayBufferView | ArrayBuffer, flags: number, encoding: string): string {
      const decoder = decoders.get(converter);
      try {
        return decoder?.decode(bytesOf(input).slice(), { stream: (flags & 1) === 0 }) ?? "";
      } catch {
        const { codes } = context.require("internal/errors") as {
          codes: Record<string, new (...values: unknown[]) => Error>;
        };
        const Invalid = codes["ERR_ENCODING_INVALID_ENCODED_DATA"];
        throw Invalid ? new Invalid(encoding, undefined) : new TypeError("The encoded data was not valid");
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
    getStringWidth(text: string, ambiguousIsFull = false, expandEmoji = false): number {
      let width = 0;
      for (const char of text) width += charWidth(char, ambiguousIsFull, expandEmoji);
      return width;
    },
  };
}

/** Columns of a character in a terminal (GetColumnWidth in node_i18n.cc; East Asian Width, Unicode Annex 11). */
function charWidth(char: string, ambiguousIsFull: boolean, expandEmoji: boolean): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return 1;
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(char) && code !== 0xad) return 0;
  if (expandEmoji && /\p{Emoji_Presentation}/u.test(char)) return 2;
  if (isWide(code)) return 2;
  if (ambiguousIsFull && code >= 0xe000 && code <= 0xf8ff) return 2;
  return 1;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f680 && code <= 0x1f6ff) ||
    (code >= 0x1f900 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
