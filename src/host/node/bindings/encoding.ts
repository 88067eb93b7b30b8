import type { RealmContext } from "../realm-context.ts";
import { domainToAscii, hostTools, toUnicode } from "./url/index.ts";
import { bytesOf, coded } from "./values.ts";

/** `encoding_binding`: TextEncoder, TextDecoder for UTF-8, host names. */
export function encodingBinding(context: RealmContext): Record<string, unknown> {
  const { pristine } = context;
  const encoder = new pristine.TextEncoder();
  const encodeIntoResults = new Uint32Array(2);
  return {
    encodeIntoResults,
    encodeInto(text: string, target: Uint8Array) {
      // The browser refuses memory that is shared or may be resized. What was given away has no room.
      const { buffer } = target;
      const isPlain = buffer instanceof ArrayBuffer && !buffer.resizable && !buffer.detached;
      const room = isPlain ? bytesOf(target) : new Uint8Array(target.byteLength);
      const { read, written } = encoder.encodeInto(text, room);
      if (!isPlain && written > 0) bytesOf(target).set(room.subarray(0, written));
      encodeIntoResults[0] = read;
      encodeIntoResults[1] = written;
    },
    encodeUtf8String: (text: string) => encoder.encode(text),
    decodeUTF8(input: ArrayBufferView | ArrayBuffer, ignoreBOM: boolean, fatal: boolean): string {
      const bytes = bufferSource(input, "list");
      try {
        return new pristine.TextDecoder("utf-8", { ignoreBOM, fatal }).decode(bytes.slice());
      } catch {
        throw invalidData("utf-8");
      }
    },
    toASCII: (name: string) => domainToAscii(name, hostTools(context)) ?? "",
    toUnicode: (name: string) => toUnicode(name, hostTools(context)),
  };
}

/** The bytes of an argument of TextDecoder's. @throws TypeError for anything else */
export function bufferSource(input: unknown, name: string): Uint8Array {
  if (ArrayBuffer.isView(input) || input instanceof ArrayBuffer || input instanceof SharedArrayBuffer)
    return input.byteLength === 0 ? new Uint8Array(0) : bytesOf(input); // one that was given away has none
  const message = `The "${name}" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.`;
  throw coded(new TypeError(message), "ERR_INVALID_ARG_TYPE");
}

export function invalidData(encoding: string): TypeError {
  const message = `The encoded data was not valid for encoding ${encoding}`;
  return coded(new TypeError(message), "ERR_ENCODING_INVALID_ENCODED_DATA");
}
