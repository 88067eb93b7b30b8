import { bytesOf, concat, type Values } from "./values.ts";

/** Bytes of what `writev` gets: views, or pairs of content and encoding. */
export function gather(convert: Values, chunks: readonly unknown[], allBuffers: boolean): Uint8Array {
  if (allBuffers) return concat(chunks.map((chunk) => bytesOf(chunk as ArrayBufferView)));
  const parts: Uint8Array[] = [];
  for (let i = 0; i < chunks.length; i += 2) {
    const chunk = chunks[i];
    parts.push(
      typeof chunk === "string" ? convert.encode(chunk, chunks[i + 1]) : bytesOf(chunk as ArrayBufferView),
    );
  }
  return concat(parts);
}

/** An ArrayBuffer with exactly these bytes. */
export function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return whole ? buffer : new Uint8Array(bytes).buffer;
}
