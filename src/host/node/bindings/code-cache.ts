import { bytesOf } from "./values.ts";

/** Stands for V8's code cache, which a browser does not give: it belongs to one source, and saves no time. */
export function cacheOf(source: string): Uint8Array {
  let [a, b] = [0x811c9dc5, source.length];
  for (let i = 0; i < source.length; i++) {
    a = Math.imul(a ^ source.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ a, 0x85ebca6b);
  }
  return new Uint8Array(new Uint32Array([0xc0de0628, source.length, a, b]).buffer);
}

/** Whether it is the cache of this source. */
export function isCacheOf(cached: ArrayBufferView, source: string): boolean {
  const [given, own] = [bytesOf(cached), cacheOf(source)];
  return given.length === own.length && own.every((byte, index) => byte === given[index]);
}
