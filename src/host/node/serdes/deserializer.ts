import type { RealmContext } from "../realm-context.ts";
import { bytesOf } from "../bindings/values.ts";
import { latin1Text, utf16Text } from "../bindings/text-codecs.ts";
import { ERROR_KINDS, ERROR_TAG, FORMAT_VERSION, REGEXP_FLAGS, TAG, VIEW_KINDS } from "./tags.ts";

const CORRUPT = "Unable to deserialize cloned data.";

/** An array of nothing but holes. */
function holes(length: number): unknown[] {
  const array: unknown[] = [];
  array.length = length;
  return array;
}

/** `v8.Deserializer`. */
export function makeDeserializer(_context: RealmContext): unknown {
  return class Deserializer {
    /** The library's subclass reads host objects from here. */
    readonly buffer: Uint8Array;
    readonly #bytes: Uint8Array;
    #at = 0;
    #version = 0;
    readonly #objects: object[] = [];

    constructor(buffer: Uint8Array) {
      this.buffer = buffer;
      this.#bytes = bytesOf(buffer);
    }
    readHeader(): boolean {
      if (this.#byte() !== TAG.version) this.#corrupt(" due to invalid or unsupported version.");
      this.#version = this.#varint();
      if (this.#version > FORMAT_VERSION) this.#corrupt(" due to invalid or unsupported version.");
      return true;
    }
    getWireFormatVersion(): number {
      return this.#version;
    }
    transferArrayBuffer(): void {}
    readUint32(): number {
      return this.#varint() >>> 0;
    }
    readUint64(): [number, number] {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = this.#byte();
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return [Number(value >> 32n), Number(value & 0xffffffffn)];
      }
    }
    readDouble(): number {
      return new Float64Array(this.#take(8).slice().buffer)[0] ?? 0;
    }
    _readRawBytes(length: number): number {
      const at = this.#at;
      this.#take(length);
      return at;
    }
    readValue(): unknown {
      return this.#value();
    }

    #corrupt(why = CORRUPT.slice(CORRUPT.indexOf("."))): never {
      throw new Error(`${CORRUPT.slice(0, -1)}${why}`);
    }
    #byte(): number {
      const byte = this.#bytes[this.#at++];
      return byte ?? this.#corrupt();
    }
    #take(length: number): Uint8Array {
      if (this.#at + length > this.#bytes.length) this.#corrupt();
      this.#at += length;
      return this.#bytes.subarray(this.#at - length, this.#at);
    }
    #varint(): number {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.#byte();
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    }
    #tag(): number {
      for (;;) {
        const tag = this.#byte();
        if (tag !== TAG.padding) return tag;
      }
    }
    #peek(): number {
      while (this.#bytes[this.#at] === TAG.padding) this.#at++;
      return this.#bytes[this.#at] ?? this.#corrupt();
    }
    /** Objects are numbered in the order in which they begin. */
    #keep<T extends object>(value: T): T {
      this.#objects.push(value);
      return value;
    }
    #string(): string {
      const value = this.#value();
      return typeof value === "string" ? value : this.#corrupt();
    }
    #bigint(): bigint {
      const head = this.#varint();
      const digits = this.#take(head >> 1);
      let value = 0n;
      for (const digit of digits.toReversed()) value = (value << 8n) | BigInt(digit);
      return head & 1 ? -value : value;
    }

    #value(): unknown {
      const value = this.#plain(this.#tag());
      if (value instanceof ArrayBuffer && this.#bytes[this.#at] === TAG.arrayBufferView)
        return this.#view(value);
      return value;
    }

    #plain(tag: number): unknown {
      switch (tag) {
        case TAG.undefined:
        case TAG.theHole:
          return undefined;
        case TAG.null:
          return null;
        case TAG.true:
          return true;
        case TAG.false:
          return false;
        case TAG.int32: {
          const value = this.#varint();
          return (value >>> 1) ^ -(value & 1);
        }
        case TAG.double:
          return this.readDouble();
        case TAG.bigint:
          return this.#bigint();
        case TAG.oneByteString:
          return latin1Text(this.#take(this.#varint()));
        case TAG.twoByteString:
          return utf16Text(this.#take(this.#varint()));
        case TAG.reference:
          return this.#objects[this.#varint()] ?? this.#corrupt();
        default:
          return this.#object(tag);
      }
    }

    #object(tag: number): object {
      switch (tag) {
        case TAG.object:
          return this.#properties(this.#keep({}), TAG.objectEnd);
        case TAG.denseArray:
          return this.#denseArray();
        case TAG.sparseArray: {
          const array = this.#properties(this.#keep(holes(this.#varint())), TAG.sparseArrayEnd);
          this.#varint();
          return array;
        }
        case TAG.date:
          return this.#keep(new Date(this.readDouble()));
        case TAG.trueObject:
        case TAG.falseObject:
          return this.#keep(Object(tag === TAG.trueObject) as object);
        case TAG.numberObject:
          return this.#keep(Object(this.readDouble()) as object);
        case TAG.bigintObject:
          return this.#keep(Object(this.#bigint()) as object);
        case TAG.stringObject:
          return this.#keep(Object(this.#string()) as object);
        case TAG.regexp: {
          const source = this.#string();
          const bits = this.#varint();
          const flags = REGEXP_FLAGS.filter(([, bit]) => bits & bit).map(([flag]) => flag);
          return this.#keep(new RegExp(source, flags.join("")));
        }
        case TAG.map:
          return this.#map();
        case TAG.set:
          return this.#set();
        case TAG.arrayBuffer:
          return this.#keep(this.#take(this.#varint()).slice().buffer);
        case TAG.hostObject:
          return this.#keep((this as unknown as { _readHostObject(): object })._readHostObject());
        case TAG.error:
          return this.#error();
        default:
          return this.#corrupt();
      }
    }

    #properties<T extends object>(object: T, end: number): T {
      while (this.#peek() !== end) {
        const key = this.#value();
        if (typeof key !== "string" && typeof key !== "number") this.#corrupt();
        Object.defineProperty(object, key, {
          value: this.#value(),
          writable: true,
          enumerable: true,
          configurable: true,
        });
      }
      this.#at++;
      this.#varint();
      return object;
    }

    #denseArray(): unknown[] {
      const length = this.#varint();
      const array = this.#keep(holes(length));
      for (let index = 0; index < length; index++) {
        if (this.#peek() === TAG.theHole) this.#at++;
        else array[index] = this.#value();
      }
      this.#properties(array, TAG.denseArrayEnd);
      this.#varint();
      return array;
    }

    #map(): Map<unknown, unknown> {
      const map = this.#keep(new Map<unknown, unknown>());
      while (this.#peek() !== TAG.mapEnd) {
        const key = this.#value();
        map.set(key, this.#value());
      }
      this.#at++;
      this.#varint();
      return map;
    }

    #set(): Set<unknown> {
      const set = this.#keep(new Set<unknown>());
      while (this.#peek() !== TAG.setEnd) set.add(this.#value());
      this.#at++;
      this.#varint();
      return set;
    }

    #view(buffer: ArrayBuffer): object {
      this.#at++;
      const kind = this.#byte();
      const name = VIEW_KINDS.find(([tag]) => tag === kind)?.[1] ?? this.#corrupt();
      const offset = this.#varint();
      const length = this.#varint();
      if (this.#version >= 14) this.#varint();
      const View = (globalThis as unknown as Record<string, unknown>)[name] as new (
        buffer: ArrayBuffer,
        offset: number,
        length: number,
      ) => { BYTES_PER_ELEMENT?: number };
      const size = (View as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
      return this.#keep(new View(buffer, offset, length / size));
    }

    #error(): Error {
      let Kind: ErrorConstructor = Error;
      let message: string | undefined;
      let stack: string | undefined;
      let cause: { value: unknown } | undefined;
      for (;;) {
        const tag = this.#byte();
        if (tag === ERROR_TAG.end) break;
        if (tag === ERROR_TAG.message) message = this.#string();
        else if (tag === ERROR_TAG.stack) stack = this.#string();
        else if (tag === ERROR_TAG.cause) cause = { value: this.#value() };
        else Kind = ERROR_KINDS.find(([kind]) => kind === tag)?.[2] ?? Error;
      }
      const error = cause ? new Kind(message, { cause: cause.value }) : new Kind(message);
      if (stack !== undefined) error.stack = stack;
      return this.#keep(error);
    }
  };
}
