import type { RealmContext } from "../realm-context.ts";
import { bytesOf, concat } from "./values.ts";

/** What `pull` is told: more follows, the end, or a failure (blob.js). */
type Pulled = (status: number, buffer: ArrayBuffer | undefined, error: undefined) => void;

/** `blob`: immutable bytes. */
export function blobBinding(context: RealmContext): Record<string, unknown> {
  const urls = new Map<string, readonly [Bytes, number, string]>();

  class Bytes {
    readonly #bytes: Uint8Array;
    constructor(bytes: Uint8Array) {
      this.#bytes = bytes;
    }
    static of(blob: Bytes): Uint8Array {
      return blob.#bytes;
    }
    getReader() {
      const bytes = this.#bytes;
      let at = 0;
      return {
        pull(done: Pulled): void {
          if (at >= bytes.length) return done(0, undefined, undefined);
          const part = bytes.slice(at, at + 65536);
          at += part.length;
          done(1, part.buffer as ArrayBuffer, undefined);
        },
      };
    }
    slice(start: number, end: number): Bytes {
      return new Bytes(this.#bytes.slice(start, end));
    }
  }

  const piece = (source: unknown): Uint8Array =>
    source instanceof Bytes ? Bytes.of(source) : bytesOf(source as ArrayBuffer | ArrayBufferView).slice();
  return {
    createBlob: (sources: readonly unknown[]) => new Bytes(concat(sources.map(piece))),
    createBlobFromFilePath(path: string) {
      try {
        const bytes = context.sys.readFile(path);
        return [new Bytes(bytes), bytes.length];
      } catch {
        return undefined; // blob.js makes an error of this.
      }
    },
    concat: (views: readonly (ArrayBuffer | ArrayBufferView)[]) => {
      const whole = concat(views.map((view) => bytesOf(view).slice()));
      return whole.buffer;
    },
    storeDataObject(id: string, blob: Bytes, length: number, type: string) {
      urls.set(id, [blob, length, type]);
    },
    getDataObject: (id: string) => urls.get(id),
    revokeObjectURL(href: string) {
      const [, id = ""] = /^blob:nodedata:(.*)$/.exec(href) ?? [];
      urls.delete(id);
    },
  };
}
