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
  const text = (encoding: string, bytes: Uint8Array): string => {
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
  return {
    decode(state: Uint8Array, chunk: ArrayBufferView): string {
      if (!ArrayBuffer.isView(chunk)) {
        const { codes } = context.require("internal/errors") as {
          codes: Record<string, new (...values: unknown[]) => Error>;
        };
        const Invalid = codes["ERR_INVALID_ARG_TYPE"];
        if (Invalid) throw new Invalid("buf", ["Buffer", "TypedArray", "DataView"], chunk);
      }
      const encoding = encodings[state[field] ?? 0] ?? "utf8";
      const fresh = bytesOf(chunk);
      const held = state[buffered] ?? 0;
      const all = new Uint8Array(held + fresh.length);
      all.set(state.subarray(start, start + held));
      all.set(fresh, held);
      const [keep, lacking] = incomplete(encoding, all);
      state[missing] = lacking;
      state[buffered] = keep;
      state.set(all.subarray(all.length - keep), start);
      return text(encoding, all.subarray(0, all.length - keep));
    },
    flush(state: Uint8Array): string {
      const encoding = encodings[state[field] ?? 0] ?? "utf8";
      const held = state[buffered] ?? 0;
      const count = encoding === "utf16le" ? held - (held % 2) : held;
      const rest = text(encoding, state.slice(start, start + count));
      state[missing] = 0;
      state[buffered] = 0;
      return rest;
    },
  };
}

/** How many bytes at the end wait for more, and for how many more. */
function incomplete(encoding: string, bytes: Uint8Array): [number, number] {
  const { length } = bytes;
  if (encoding === "utf16le") {
    const odd = length % 2;
    const high = length >= 2 + odd && ((bytes[length - odd - 1] ?? 0) & 0xfc) === 0xd8;
    if (high) return [odd + 2, 2 - odd];
    return [odd, odd];
  }
  if (encoding === "base64" || encoding === "base64url") {
    const odd = length % 3;
    return [odd, odd === 0 ? 0 : 3 - odd];
  }
  if (encoding !== "utf8") return [0, 0];
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf5 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    return size > back && canStart(bytes.subarray(length - back)) ? [back, size - back] : [0, 0];
  }
  return [0, 0];
}

/** Whether these bytes can begin a character (the second byte is limited after some first ones; Unicode table 3-7). */
function canStart([first = 0, second]: Uint8Array): boolean {
  if (second === undefined) return true;
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  if (first === 0xf4) return second < 0x90;
  return true;
}
