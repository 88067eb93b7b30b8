import { concatBytes, decodeBytes } from "../bytes.ts";
import type { OpenFile } from "./open-file.ts";

const CHUNK = 65_536;

/** Everything up to the end. */
export async function readAll(file: OpenFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const bytes = await file.read(CHUNK);
    if (bytes.length === 0) return concatBytes(chunks);
    chunks.push(bytes);
  }
}

/** The lines of a stream as text, without their newlines. `ended`: whether the last one had one is told by `terminated`. */
export async function* lines(file: OpenFile): AsyncGenerator<{ text: string; terminated: boolean }> {
  for await (const { bytes, terminated } of byteLines(file, 10))
    yield { text: decodeBytes(bytes), terminated };
}

/** Pieces of a stream that end in `delimiter`, which is cut off. */
export async function* byteLines(
  file: OpenFile,
  delimiter: number,
): AsyncGenerator<{ bytes: Uint8Array; terminated: boolean }> {
  let rest: Uint8Array[] = [];
  for (;;) {
    const bytes = await file.read(CHUNK);
    if (bytes.length === 0) break;
    let start = 0;
    for (let end = bytes.indexOf(delimiter); end !== -1; end = bytes.indexOf(delimiter, start)) {
      rest.push(bytes.subarray(start, end));
      const line = concatBytes(rest);
      rest = [];
      start = end + 1;
      yield { bytes: line, terminated: true };
    }
    if (start < bytes.length) rest.push(bytes.subarray(start));
  }
  if (rest.length > 0) yield { bytes: concatBytes(rest), terminated: false };
}
