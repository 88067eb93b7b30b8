import type { RealmContext } from "../realm-context.ts";
import * as codecs from "./text-codecs.ts";
import { bytesOf } from "./values.ts";

/** `string_decoder`: text out of chunks that may end within a character (string_decoder.cc). */
export function stringDecoderBinding(context: RealmContext): Record<string, unknown> {
  const values = context.recorded.bindings["string_decoder"]?.values ?? {};
  const encodings = values["encodings"] as readonly string[];
  const place = (name: string) => values[name] as number;
  const [start, missing, buffered, field] = [
    place("kIncompleteCharactersStart"),
    place("kMissingBytes"),
    place("kBufferedBytes"),
    place("kEncodingField"),
  ];
  const { btoa } = context.pristine;
  const stringMax = context.recorded.bindings["buffer"]?.values["kStringMaxLength"] as number;
  const text = (encoding: string, bytes: Uint8Array): string => {
    codecs.checkLength(codecs.UNITS[encoding]?.(bytes.length) ?? bytes.length, stringMax);
    switch (encoding) {
      case "utf16le":
        return codecs.utf16Text(bytes);
      case "base64":
        return codecs.base64Text(bytes, btoa);
      case "base64url":
        return codecs.base64UrlText(bytes, btoa);
      case "latin1":
        return codecs.latin1Text(bytes);
      case "ascii":
        return codecs.asciiText(bytes);
      case "hex":
        return codecs.hexText(bytes);
      default:
        return context.pristine.utf8.decode(bytes.slice());
    }
  };
  const encodingOf = (state: Uint8Array) => encodings[state[field] ?? 0] ?? "utf8";
  /** Puts bytes after those of the character that is not whole yet. */
  const hold = (state: Uint8Array, bytes: Uint8Array) => {
    const held = state[buffered] ?? 0;
    state.set(bytes, start + held);
    state[buffered] = held + bytes.length;
  };
  const release = (state: Uint8Array, encoding: string): string => {
    const whole = text(encoding, state.slice(start, start + (state[buffered] ?? 0)));
    state[buffered] = 0;
    return whole;
  };

  return {
    decode(state: Uint8Array, chunk: ArrayBufferView): string {
      if (!ArrayBuffer.isView(chunk)) {
        const { codes } = context.require("internal/errors") as {
          codes: Record<string, new (...values: unknown[]) => Error>;
        };
        const Invalid = codes["ERR_INVALID_ARG_TYPE"];
        if (Invalid) throw new Invalid("buf", ["Buffer", "TypedArray", "DataView"], chunk);
      }
      const encoding = encodingOf(state);
      let bytes = bytesOf(chunk);
      let before = "";
      const lacking = state[missing] ?? 0;
      if (lacking > 0) {
        let count = Math.min(lacking, bytes.length);
        let isBroken = false;
        if (encoding === "utf8") {
          // What should go on a character and does not ends it: decoding makes that a replacement character.
          const stranger = bytes.subarray(0, count).findIndex((byte) => (byte & 0xc0) !== 0x80);
          isBroken = stranger >= 0;
          if (isBroken) count = stranger;
        }
        hold(state, bytes.subarray(0, count));
        bytes = bytes.subarray(count);
        state[missing] = isBroken ? 0 : lacking - count;
        if (state[missing] === 0) before = release(state, encoding);
      }
      if (bytes.length === 0) return before;
      const [keep, wanted] = incomplete(encoding, bytes);
      state[missing] = wanted;
      if (keep > 0) hold(state, bytes.subarray(bytes.length - keep));
      return before + text(encoding, bytes.subarray(0, bytes.length - keep));
    },
    flush(state: Uint8Array): string {
      const encoding = encodingOf(state);
      const held = state[buffered] ?? 0;
      if (encoding === "utf16le") state[buffered] = held - (held % 2);
      state[missing] = 0;
      return release(state, encoding);
    },
  };
}

/** How many bytes at the end wait for more, and for how many more. */
function incomplete(encoding: string, bytes: Uint8Array): [number, number] {
  const { length } = bytes;
  if (encoding === "utf16le") {
    if (length % 2 === 1) return [1, 1];
    return ((bytes[length - 1] ?? 0) & 0xfc) === 0xd8 ? [2, 2] : [0, 0];
  }
  if (encoding === "base64" || encoding === "base64url") {
    const odd = length % 3;
    return [odd, odd === 0 ? 0 : 3 - odd];
  }
  if (encoding !== "utf8") return [0, 0];
  for (let back = 1; back <= Math.min(4, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
    return size > back ? [back, size - back] : [0, 0];
  }
  return [0, 0];
}
