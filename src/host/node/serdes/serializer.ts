import type { RealmContext } from "../realm-context.ts";
import { asyncWraps } from "../bindings/async-wrap.ts";
import { type BufferClass, bytesOf } from "../bindings/values.ts";
import { describeValue, kindOf } from "./clone-types.ts";
import { ValueWriter } from "./value-writer.ts";

/** What a program's subclass may add. */
interface Delegate {
  _writeHostObject?: (value: object) => unknown;
  _getSharedArrayBufferId?: (value: SharedArrayBuffer) => number;
  _getDataCloneError?: new (message: string) => Error;
}

/** `v8.Serializer`. */
export function makeSerializer(context: RealmContext): new () => object {
  const buffer = () => (context.require("buffer") as { Buffer: BufferClass }).Buffer;

  return class Serializer {
    readonly #writer: ValueWriter;

    constructor() {
      const own = this as unknown as Delegate;
      const refuse = (message: string): never => {
        const Refusal = own._getDataCloneError;
        throw typeof Refusal === "function" ? new Refusal(message) : new Error(message);
      };
      this.#writer = new ValueWriter(kindOf(context), {
        refuse,
        // Handles and requests: what Node makes with fields of its own.
        isHostObject: (value) => asyncWraps(context).isWrap(value),
        hostObject(value) {
          if (typeof own._writeHostObject !== "function")
            refuse(`${describeValue(value)} could not be cloned.`);
          own._writeHostObject?.(value);
        },
        sharedBuffer(value) {
          if (typeof own._getSharedArrayBufferId !== "function")
            refuse("#<SharedArrayBuffer> could not be cloned.");
          return Number(own._getSharedArrayBufferId?.(value)) >>> 0;
        },
      });
    }

    writeHeader(): void {
      this.#writer.header();
    }
    writeValue(value: unknown): boolean {
      this.#writer.write(value);
      return true;
    }
    releaseBuffer(): Uint8Array {
      const bytes = this.#writer.out.take();
      return buffer().from(bytes.buffer, 0, bytes.length);
    }
    transferArrayBuffer(id: number, value: ArrayBuffer): void {
      if (!(value instanceof ArrayBuffer)) throw invalidArgument("arrayBuffer must be an ArrayBuffer");
      this.#writer.transferred.set(value, id >>> 0);
    }
    writeUint32(value: number): void {
      this.#writer.out.varint(value >>> 0);
    }
    writeUint64(high: number, low: number): void {
      this.#writer.out.bigVarint((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
    }
    writeDouble(value: number): void {
      this.#writer.out.double(value);
    }
    writeRawBytes(source: ArrayBufferView | ArrayBuffer): void {
      if (!ArrayBuffer.isView(source) && !(source instanceof ArrayBuffer))
        throw invalidArgument("source must be a TypedArray or a DataView");
      this.#writer.out.bytes(bytesOf(source));
    }
    _setTreatArrayBufferViewsAsHostObjects(on: boolean): void {
      this.#writer.viewsAreHostObjects = on;
    }
  };
}

/** A refusal of node_serdes.cc. */
export function invalidArgument(message: string): Error {
  return Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
}
