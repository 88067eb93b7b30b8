import type { RealmContext } from "../realm-context.ts";
import { bytesOf } from "../bindings/values.ts";
import { invalidArgument } from "./serializer.ts";
import { ValueReader } from "./value-reader.ts";

/** What a program's subclass may add. */
interface Delegate {
  _readHostObject?: () => object;
  _getSharedArrayBufferFromId?: (id: number) => object;
}

/** `v8.Deserializer`. */
export function makeDeserializer(_context: RealmContext): new (buffer: Uint8Array) => object {
  return class Deserializer {
    /** The library's subclass reads host objects from here. */
    readonly buffer: Uint8Array;
    readonly #reader: ValueReader;

    constructor(buffer: Uint8Array) {
      if (!ArrayBuffer.isView(buffer)) throw invalidArgument("buffer must be a TypedArray or a DataView");
      this.buffer = buffer;
      const own = this as unknown as Delegate;
      this.#reader = new ValueReader(bytesOf(buffer), {
        hostObject() {
          if (typeof own._readHostObject !== "function")
            throw new Error("Unable to deserialize cloned data.");
          const value: unknown = own._readHostObject();
          if (typeof value === "object" && value !== null) return value;
          throw new TypeError("readHostObject must return an object");
        },
        sharedBuffer: (id) => own._getSharedArrayBufferFromId?.(id),
      });
    }
    readHeader(): boolean {
      return this.#reader.header();
    }
    readValue(): unknown {
      return this.#reader.read();
    }
    getWireFormatVersion(): number {
      return this.#reader.version;
    }
    transferArrayBuffer(id: number, buffer: ArrayBuffer): void {
      if (!(buffer instanceof ArrayBuffer || (buffer as unknown) instanceof SharedArrayBuffer))
        throw invalidArgument("arrayBuffer must be an ArrayBuffer or SharedArrayBuffer");
      this.#reader.transferred.set(id >>> 0, buffer);
    }
    readUint32(): number {
      return attempt("ReadUint32", () => this.#reader.varint() >>> 0);
    }
    readUint64(): [number, number] {
      const value = attempt("ReadUint64", () => this.#reader.bigVarint());
      return [Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn)];
    }
    readDouble(): number {
      return attempt("ReadDouble", () => this.#reader.double());
    }
    _readRawBytes(length: number): number {
      return attempt("ReadRawBytes", () => this.#reader.skip(length));
    }
  };
}

/** Reads a part by itself; there what is cut short is told by the part's name. */
function attempt<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch {
    throw new Error(`${name}() failed`);
  }
}
