import { decodeBytes } from "../bytes.ts";

export type EscapeStyle = "ansi-c" | "echo" | "printf" | "printf-b";

/**
 * Backslash escapes. `ansi-c`: `$'…'`; `echo`: `echo -e` (octal needs a leading 0); `printf-b`:
 * `printf %b`; `printf`: its format.
 * Bytes that `\x` and octal escapes give are decoded as all bytes are in the shell (see bytes.ts).
 */
export function ansiEscapes(
  text: string,
  style: EscapeStyle,
): { readonly text: string; readonly stops: boolean } {
  let result = "";
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) result += decode(bytes);
    bytes = [];
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const next = text[at + 1];
    if (char !== "\\" || next === undefined) {
      flush();
      result += char;
      continue;
    }
    if ((style === "echo" || style === "printf-b") && next === "c") {
      flush();
      return { text: result, stops: true };
    }
    const escape = readEscape(text, at + 1, style);
    if (escape.byte !== undefined) bytes.push(escape.byte);
    else {
      flush();
      result += escape.text;
    }
    at = escape.end - 1;
  }
  flush();
  return { text: result, stops: false };
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

interface Escape {
  readonly text: string;
  readonly byte?: number;
  /** Where the escape ends. */
  readonly end: number;
}

/** `at` is behind the backslash. */
function readEscape(text: string, at: number, style: EscapeStyle): Escape {
  const char = text[at]!;
  const simple = SIMPLE[char];
  if (simple !== undefined) return { text: simple, end: at + 1 };
  if (style !== "echo" && (char === "'" || char === '"' || (style === "ansi-c" && char === "?"))) {
    return { text: char, end: at + 1 };
  }
  const octal = sticky(octalPattern(style), at).exec(text);
  if (octal !== null) return byteOrText(parseInt(octal[0], 8) & 0xff, at + octal[0].length);
  const hex = sticky(/x[0-9a-fA-F]{1,2}/y, at).exec(text);
  if (hex !== null) return byteOrText(parseInt(hex[0].slice(1), 16), at + hex[0].length);
  const unicode = sticky(/u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}/y, at).exec(text);
  if (unicode !== null) {
    const code = parseInt(unicode[0].slice(1), 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : "", end: at + unicode[0].length };
  }
  if (style === "ansi-c" && char === "c" && at + 1 < text.length) {
    return { text: String.fromCharCode(text.charCodeAt(at + 1) & 0x1f), end: at + 2 };
  }
  return { text: `\\${char}`, end: at + 1 };
}

function octalPattern(style: EscapeStyle): RegExp {
  if (style === "echo") return /0[0-7]{0,3}/y;
  return style === "printf-b" ? /0?[0-7]{1,3}/y : /[0-7]{1,3}/y;
}

function sticky(pattern: RegExp, at: number): RegExp {
  pattern.lastIndex = at;
  return pattern;
}

function byteOrText(byte: number, end: number): Escape {
  return byte < 0x80 ? { text: String.fromCharCode(byte), end } : { text: "", byte, end };
}

function decode(bytes: readonly number[]): string {
  return decodeBytes(Uint8Array.from(bytes));
}
