import type { BindingContext } from "../binding.ts";

/** A path as Node's library hands it to a binding: text, or the bytes of UTF-8 text. */
export type Path = string | Uint8Array;

/**
 * Linux's names are bytes, the kernel's are text. A byte of a name that is not part of UTF-8 is this plus its value there:
 * a character at the end of the last private plane, which nobody uses.
 */
const STRAY = 0x10fe00;
const STRAY_BYTES = /[\u{10fe80}-\u{10feff}]/u;
/** What may be one character in UTF-8, in text whose characters are bytes. */
const UTF8_SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

/** What of Node's `Buffer` bindings use. */
export interface BufferClass {
  from(text: string, encoding?: string): Uint8Array;
  from(buffer: ArrayBufferLike, offset?: number, length?: number): Uint8Array;
  readonly poolSize: number;
  readonly allocUnsafe: (length: number) => Uint8Array;
  isEncoding(encoding: string): boolean;
}

/** Conversions between what programs hand over and what the kernel takes. */
export type Values = ReturnType<typeof makeValues>;

/** The realm's conversions. */
export function values(context: BindingContext): Values {
  return context.shared(makeValues);
}

/** The bytes behind any view or buffer, not copied. */
export function bytesOf(data: ArrayBufferView | ArrayBufferLike): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** An error as Node's C++ throws them: what JavaScript calls it says nothing of the code, which is a property. */
export function coded<E extends Error>(error: E, code: string, details: object = {}): E {
  return Object.assign(error, { code, ...details });
}

/** One array out of several. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function makeValues(context: BindingContext) {
  const encoder = new context.pristine.TextEncoder();
  const decoder = new context.pristine.TextDecoder("utf-8", { ignoreBOM: true });
  const strict = new context.pristine.TextDecoder("utf-8", { ignoreBOM: true, fatal: true });
  let buffer: BufferClass | undefined;
  const bufferClass = () => (buffer ??= (context.require("buffer") as { Buffer: BufferClass }).Buffer);

  /** TextDecoder refuses shared memory, so that is copied first. */
  const utf8 = (bytes: Uint8Array) =>
    decoder.decode(bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice());

  /** A path of bytes that are no UTF-8, for the kernel, whose paths are text: see `STRAY`. */
  function pathOfBytes(bytes: Uint8Array): string {
    try {
      return strict.decode(bytes);
    } catch {
      // Each sequence that is UTF-8 stands for itself, every other byte for a stray one.
      const latin1 = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
      return latin1.replace(UTF8_SEQUENCE, (sequence) => {
        try {
          return strict.decode(Uint8Array.from(sequence, (char) => char.charCodeAt(0)));
        } catch {
          return Array.from(sequence, (char) => String.fromCodePoint(STRAY + char.charCodeAt(0))).join("");
        }
      });
    }
  }

  /** The bytes of a name that the kernel gave. */
  function nameBytes(text: string): Uint8Array {
    if (!STRAY_BYTES.test(text)) return encoder.encode(text);
    return concat(
      Array.from(text, (char) =>
        STRAY_BYTES.test(char) ? Uint8Array.of((char.codePointAt(0) ?? 0) - STRAY) : encoder.encode(char),
      ),
    );
  }

  return {
    utf8,
    path: (path: Path) => (typeof path === "string" ? path : pathOfBytes(path)),
    /** Text to bytes, in one of Node's encodings; UTF-8 when none is named. */
    encode(text: string, encoding?: unknown): Uint8Array {
      const plain = typeof encoding !== "string" || /^(utf-?8|buffer)$/i.test(encoding) || encoding === "";
      return plain ? encoder.encode(text) : bytesOf(bufferClass().from(text, encoding));
    },
    /** A name or path as the program wants it: text, a Buffer, or text in another encoding. */
    output(text: string, encoding: unknown): string | Uint8Array {
      if (typeof encoding !== "string" || /^utf-?8$/i.test(encoding))
        return STRAY_BYTES.test(text) ? utf8(nameBytes(text)) : text;
      const whole = nameBytes(text);
      const bytes = bufferClass().from(whole.buffer, whole.byteOffset, whole.byteLength);
      if (encoding === "buffer") return bytes;
      if (!bufferClass().isEncoding(encoding)) return text;
      return (bytes as unknown as { toString(encoding: string): string }).toString(encoding);
    },
    /** A Buffer with bytes that nobody else has, in memory as `Buffer.allocUnsafe` gives it. */
    allocated(bytes: Uint8Array): Uint8Array {
      const { allocUnsafe, poolSize } = bufferClass();
      if (bytes.length < poolSize >>> 1 || bytes.length < bytes.buffer.byteLength) {
        const buffer = allocUnsafe(bytes.length);
        buffer.set(bytes);
        return buffer;
      }
      const { FastBuffer } = context.require("internal/buffer") as {
        FastBuffer: new (buffer: ArrayBufferLike) => Uint8Array;
      };
      return new FastBuffer(bytes.buffer);
    },
    /** A Buffer over these bytes, not copied. */
    buffer: (bytes: Uint8Array) => bufferClass().from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  };
}
