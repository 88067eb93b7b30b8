import { SyscallError, type Stat } from "../../machine/syscalls.ts";
import type { RealmContext } from "../realm-context.ts";
import { immutable, natives } from "../messaging/index.ts";
import { bytesOf, concat, type Path, values } from "./values.ts";

/** What `pull` is told: more follows, the end, or a failure (blob.js). */
type Pulled = (status: number, buffer: ArrayBuffer | undefined, error: undefined) => void;

/** `blob`: immutable bytes. */
export function blobBinding(context: RealmContext): Record<string, unknown> {
  const urls = new Map<string, readonly [Bytes, number, string]>();

  /** Hands over what `read` gives from place to place, in pieces, till `end`. */
  function reader(end: number, read: (at: number, length: number) => Uint8Array | null) {
    let at = 0;
    return {
      pull(done: Pulled): void {
        if (at >= end && at > 0) return done(0, undefined, undefined);
        const part = read(at, Math.min(65536, end - at));
        if (!part) return done(-1, undefined, undefined);
        if (part.length === 0) return done(0, undefined, undefined);
        at += part.length;
        done(1, part.buffer as ArrayBuffer, undefined);
      },
      // Whatever is asked for is there at once: nobody has to be woken.
      setWakeup(): void {},
    };
  }

  /** Bytes in the parts of which they were made, as which they are read. */
  class Bytes {
    readonly #parts: readonly Uint8Array[];
    constructor(parts: readonly Uint8Array[]) {
      this.#parts = parts.filter(({ length }) => length > 0);
    }
    static parts(blob: Bytes): readonly Uint8Array[] {
      return blob.#parts;
    }
    static of(blob: Bytes): Uint8Array {
      return concat(blob.#parts);
    }
    getReader() {
      let next = 0;
      return {
        pull: (done: Pulled): void => {
          const part = this.#parts[next++];
          if (part) done(1, part.slice().buffer, undefined);
          else done(0, undefined, undefined);
        },
        setWakeup(): void {},
      };
    }
    slice(start: number, end: number): Bytes {
      let at = 0;
      return new Bytes(
        this.#parts.map((part) => {
          const piece = part.subarray(Math.max(0, start - at), Math.max(0, end - at));
          at += part.length;
          return piece;
        }),
      );
    }
  }

  /** A file's content, which cannot be read any more once the file changed. */
  class FileBytes {
    readonly #path: string;
    readonly #stat: Stat;
    readonly #start: number;
    readonly #end: number;
    constructor(path: string, stat: Stat, start: number, end: number) {
      this.#path = path;
      this.#stat = stat;
      this.#start = start;
      this.#end = end;
    }
    static of(blob: FileBytes): Uint8Array {
      return context.sys.readFile(blob.#path).slice(blob.#start, blob.#end);
    }
    getReader() {
      return reader(this.#end - this.#start, (at, length) => {
        try {
          const { size, mtimeMs } = context.sys.stat(this.#path);
          if (size !== this.#stat.size || mtimeMs !== this.#stat.mtimeMs) return null;
          const from = this.#start + at;
          return context.sys.readFile(this.#path).slice(from, from + length);
        } catch (error) {
          if (error instanceof SyscallError) return null;
          throw error;
        }
      });
    }
    slice(start: number, end: number): FileBytes {
      return new FileBytes(this.#path, this.#stat, this.#start + start, this.#start + end);
    }
  }

  const isBytes = (value: object): value is Bytes | FileBytes =>
    value instanceof Bytes || value instanceof FileBytes;
  natives(context).add(
    immutable(
      "blob.Blob",
      isBytes,
      (blob) => (blob instanceof Bytes ? Bytes.of(blob) : FileBytes.of(blob)),
      (bytes) => new Bytes([bytes as Uint8Array]),
    ),
  );

  const pieces = (source: unknown): readonly Uint8Array[] => {
    if (source instanceof Bytes) return Bytes.parts(source);
    if (source instanceof FileBytes) return [FileBytes.of(source)];
    return [bytesOf(source as ArrayBuffer | ArrayBufferView).slice()];
  };
  return {
    createBlob: (sources: readonly unknown[]) => new Bytes(sources.flatMap(pieces)),
    createBlobFromFilePath: function createBlobFromFilePath(given: Path) {
      const path = values(context).path(given);
      context.permissions?.demand("fs.read", path, createBlobFromFilePath);
      try {
        const stat = context.sys.stat(path);
        return [new FileBytes(path, stat, 0, stat.size), stat.size];
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        throw Object.assign(new TypeError("Unable to open file as blob"), { code: "ERR_INVALID_ARG_VALUE" });
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
