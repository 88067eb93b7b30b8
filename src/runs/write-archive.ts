import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ZipWriter } from "@zip.js/zip.js/lib/zip-core-custom.js";
import type { RunEvent } from "../core/event.ts";
import { ARTIFACTS, EVENTS, FILES, FORMAT, RUN, VERSION, ZIP_OPTIONS } from "./archive-format.ts";
import type { RunHeader } from "./run-store.ts";

/** Zipped bytes that are held here before they are handed to the browser, which keeps them outside of the page. */
const HELD_BYTES = 4 * 1024 * 1024;

/** A zip holds times without a zone. A fixed one makes two exports of the same run the same bytes. */
const ZIP_TIME = new Date(1980, 0, 1);

/** A run as it is packed: what may be large comes bit by bit. */
export interface ArchiveParts {
  readonly header: RunHeader;
  readonly events: AsyncIterable<readonly RunEvent[]>;
  /** Path and text. */
  readonly files: ReadonlyArray<readonly [string, string]>;
  /** Name and text. */
  readonly artifacts: AsyncIterable<readonly [string, string]>;
}

/** Packs a run as a stream: neither the log nor the zip is ever in memory whole. */
export async function writeArchive({ header, events, files, artifacts }: ArchiveParts): Promise<Blob> {
  const packed = new BlobSink();
  const zip = new ZipWriter(packed.stream, {
    ...ZIP_OPTIONS,
    level: 6,
    lastModDate: ZIP_TIME,
    extendedTimestamp: false,
  });
  const digests: Record<string, string> = {};
  const entry = async (name: string, texts: AsyncIterable<string>): Promise<void> => {
    const hash = sha256.create();
    await zip.add(
      name,
      bytesOf(texts, (bytes) => hash.update(bytes)),
    );
    digests[name] = bytesToHex(hash.digest());
  };

  for (const [path, text] of files) await entry(FILES + path, once(text));
  for await (const [name, text] of artifacts) await entry(ARTIFACTS + name, once(text));
  await entry(EVENTS, lines(events));
  const run = { format: FORMAT, version: VERSION, header, sha256: { ...digests } };
  await entry(RUN, once(`${JSON.stringify(run, null, 2)}\n`));
  await zip.close();
  return packed.blob();
}

/** Takes bytes, and lets the browser keep them outside of the page. */
class BlobSink {
  readonly stream = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (chunk) => {
      this.#parts.push(chunk);
      this.#held += chunk.length;
      if (this.#held > HELD_BYTES) this.#handOver();
    },
  });
  readonly #done: Blob[] = [];
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;

  blob(): Blob {
    this.#handOver();
    return new Blob(this.#done, { type: "application/zip" });
  }

  #handOver(): void {
    this.#done.push(new Blob(this.#parts));
    this.#parts = [];
    this.#held = 0;
  }
}

// oxlint-disable-next-line require-await -- It is read as what comes bit by bit.
async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* lines(pages: AsyncIterable<readonly RunEvent[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** Asked for a piece at a time, so that no more is read than is packed. */
function bytesOf(
  texts: AsyncIterable<string>,
  seen: (bytes: Uint8Array) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const source = texts[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await source.next();
        if (next.done === true) {
          controller.close();
          return;
        }
        const bytes = encoder.encode(next.value);
        seen(bytes);
        controller.enqueue(bytes);
      },
      async cancel() {
        await source.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
