import type { RealmContext } from "../realm-context.ts";
import { type BufferClass, bytesOf } from "../bindings/values.ts";
import { ByteWriter } from "./byte-writer.ts";
import { ERROR_KINDS, ERROR_TAG, FORMAT_VERSION, REGEXP_FLAGS, TAG, VIEW_KINDS } from "./tags.ts";

/** What a program's subclass may add. */
interface Delegate {
  _writeHostObject?(value: object): unknown;
  _getDataCloneError?: new (message: string) => Error;
}

/** `v8.Serializer`. */
export function makeSerializer(context: RealmContext): unknown {
  const buffer = () => (context.require("buffer") as { Buffer: BufferClass }).Buffer;

  return class Serializer {
    readonly #out = new ByteWriter();
    readonly #seen = new Map<object, number>();
    #viewsAreHostObjects = false;

    writeHeader(): void {
      this.#out.byte(TAG.version);
      this.#out.byte(FORMAT_VERSION);
    }
    writeValue(value: unknown): boolean {
      this.#write(value);
      return true;
    }
    releaseBuffer(): Uint8Array {
      const bytes = this.#out.take();
      return buffer().from(bytes.buffer, 0, bytes.length);
    }
    transferArrayBuffer(): void {}
    writeUint32(value: number): void {
      this.#out.varint(value >>> 0);
    }
    writeUint64(high: number, low: number): void {
      this.#out.bigVarint((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
    }
    writeDouble(value: number): void {
      this.#out.double(value);
    }
    writeRawBytes(source: ArrayBufferView | ArrayBuffer): void {
      this.#out.bytes(bytesOf(source));
    }
    _setTreatArrayBufferViewsAsHostObjects(on: boolean): void {
      this.#viewsAreHostObjects = on;
    }

    #refuse(value: unknown): never {
      const Refusal = (this as unknown as Delegate)._getDataCloneError ?? Error;
      throw new Refusal(
        `${typeof value === "symbol" ? value.toString() : String(value)} could not be cloned.`,
      );
    }

    #write(value: unknown): void {
      const out = this.#out;
      switch (typeof value) {
        case "undefined":
          return out.byte(TAG.undefined);
        case "boolean":
          return out.byte(value ? TAG.true : TAG.false);
        case "number":
          return this.#number(value);
        case "string":
          return this.#string(value);
        case "bigint":
          out.byte(TAG.bigint);
          return out.bigint(value);
        case "object":
          if (value === null) return out.byte(TAG.null);
          return this.#object(value);
        default:
          return this.#refuse(value);
      }
    }

    #number(value: number): void {
      // V8 keeps integers of 31 bits apart from other numbers.
      if (Number.isInteger(value) && value >= -(2 ** 30) && value < 2 ** 30 && !Object.is(value, -0)) {
        this.#out.byte(TAG.int32);
        this.#out.varint(((value << 1) ^ (value >> 31)) >>> 0);
      } else {
        this.#out.byte(TAG.double);
        this.#out.double(value);
      }
    }

    #string(text: string): void {
      const out = this.#out;
      if (/^[\0-\xff]*$/.test(text)) {
        out.byte(TAG.oneByteString);
        out.varint(text.length);
        for (let index = 0; index < text.length; index++) out.byte(text.charCodeAt(index));
        return;
      }
      // The units are aligned to even offsets.
      if ((out.length + 1 + varintLength(text.length * 2)) % 2 === 1) out.byte(TAG.padding);
      out.byte(TAG.twoByteString);
      out.varint(text.length * 2);
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        out.byte(unit & 0xff);
        out.byte(unit >> 8);
      }
    }

    #object(value: object): void {
      const out = this.#out;
      const known = this.#seen.get(value);
      if (known !== undefined) {
        out.byte(TAG.reference);
        return out.varint(known);
      }
      const isView = ArrayBuffer.isView(value);
      if (isView && !this.#viewsAreHostObjects && !this.#seen.has(value.buffer)) this.#object(value.buffer);
      this.#seen.set(value, this.#seen.size);
      if (isView) return this.#viewsAreHostObjects ? this.#hostObject(value) : this.#view(value);
      if (Array.isArray(value)) return this.#array(value);
      if (value instanceof Date) {
        out.byte(TAG.date);
        return out.double(value.getTime());
      }
      if (value instanceof RegExp) return this.#regexp(value);
      if (value instanceof Map) return this.#map(value);
      if (value instanceof Set) return this.#set(value);
      if (value instanceof ArrayBuffer) {
        out.byte(TAG.arrayBuffer);
        out.varint(value.byteLength);
        return out.bytes(new Uint8Array(value));
      }
      if (value instanceof Error) return this.#error(value);
      if (this.#boxed(value)) return;
      if (typeof value === "function") this.#refuse(value);
      out.byte(TAG.object);
      const count = this.#properties(value, Object.keys(value));
      out.byte(TAG.objectEnd);
      out.varint(count);
    }

    #hostObject(value: object): void {
      this.#out.byte(TAG.hostObject);
      const delegate = this as unknown as Delegate;
      if (!delegate._writeHostObject) this.#refuse(value);
      delegate._writeHostObject(value);
    }

    #view(value: ArrayBufferView): void {
      const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
      const tag = VIEW_KINDS.find(([, kind]) => kind === name)?.[0];
      if (tag === undefined) this.#refuse(value);
      this.#out.byte(TAG.arrayBufferView);
      this.#out.byte(tag);
      this.#out.varint(value.byteOffset);
      this.#out.varint(value.byteLength);
      this.#out.varint(0);
    }

    #array(value: unknown[]): void {
      const out = this.#out;
      const extra = Object.keys(value).filter((key) => !(/^\d+$/.test(key) && Number(key) < value.length));
      out.byte(TAG.denseArray);
      out.varint(value.length);
      for (let index = 0; index < value.length; index++) {
        if (index in value) this.#write(value[index]);
        else out.byte(TAG.theHole);
      }
      const count = this.#properties(value, extra);
      out.byte(TAG.denseArrayEnd);
      out.varint(count);
      out.varint(value.length);
    }

    #properties(value: object, keys: readonly string[]): number {
      for (const key of keys) {
        this.#write(/^(0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 30 ? Number(key) : key);
        this.#write((value as Record<string, unknown>)[key]);
      }
      return keys.length;
    }

    #regexp(value: RegExp): void {
      this.#out.byte(TAG.regexp);
      this.#string(value.source);
      this.#out.varint(
        REGEXP_FLAGS.reduce((sum, [flag, bit]) => sum | (value.flags.includes(flag) ? bit : 0), 0),
      );
    }

    #map(value: Map<unknown, unknown>): void {
      const entries = [...value];
      this.#out.byte(TAG.map);
      for (const [key, item] of entries) {
        this.#write(key);
        this.#write(item);
      }
      this.#out.byte(TAG.mapEnd);
      this.#out.varint(entries.length * 2);
    }

    #set(value: Set<unknown>): void {
      const items = [...value];
      this.#out.byte(TAG.set);
      for (const item of items) this.#write(item);
      this.#out.byte(TAG.setEnd);
      this.#out.varint(items.length);
    }

    #error(value: Error): void {
      const out = this.#out;
      out.byte(TAG.error);
      const kind = ERROR_KINDS.find(([, name]) => name === value.name);
      if (kind) out.byte(kind[0]);
      out.byte(ERROR_TAG.message);
      this.#string(value.message);
      if (Object.hasOwn(value, "cause")) {
        out.byte(ERROR_TAG.cause);
        this.#write(value.cause);
      }
      out.byte(ERROR_TAG.stack);
      this.#string(String(value.stack));
      out.byte(ERROR_TAG.end);
    }

    /** @returns false when the value is none of them */
    #boxed(value: object): boolean {
      const out = this.#out;
      if (value instanceof Boolean) out.byte(value.valueOf() ? TAG.trueObject : TAG.falseObject);
      else if (value instanceof Number) {
        out.byte(TAG.numberObject);
        out.double(value.valueOf());
      } else if (value instanceof String) {
        out.byte(TAG.stringObject);
        this.#string(value.valueOf());
      } else if (value instanceof BigInt) {
        out.byte(TAG.bigintObject);
        out.bigint(BigInt.prototype.valueOf.call(value));
      } else return false;
      return true;
    }
  };
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
}
