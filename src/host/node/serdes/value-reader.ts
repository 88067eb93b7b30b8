import { latin1Text, utf16Text } from "../bindings/text-codecs.ts";
import { ERROR_KINDS, ERROR_TAG, FORMAT_VERSION, REGEXP_FLAGS, TAG, VIEW_KINDS } from "./tags.ts";

const CORRUPT = "Unable to deserialize cloned data.";

/** An array of nothing but holes. */
function holes(length: number): unknown[] {
  const array: unknown[] = [];
  array.length = length;
  return array;
}

/** What whoever reads values knows about those that V8 leaves to its embedder. */
export interface ReaderDelegate {
  hostObject(): object;
  sharedBuffer(id: number): object | undefined;
}

/** Reads values in V8's structured clone format. */
export class ValueReader {
  /** Buffers that came along, by number. */
  readonly transferred = new Map<number, ArrayBuffer>();
  readonly #bytes: Uint8Array;
  readonly #delegate: ReaderDelegate;
  readonly #objects: (object | undefined)[] = [];
  #at = 0;
  #version = 0;

  constructor(bytes: Uint8Array, delegate: ReaderDelegate) {
    this.#bytes = bytes;
    this.#delegate = delegate;
  }

  header(): boolean {
    if (this.#byte() !== TAG.version) this.#corrupt(" due to invalid or unsupported version.");
    this.#version = this.varint();
    if (this.#version > FORMAT_VERSION) this.#corrupt(" due to invalid or unsupported version.");
    return true;
  }
  get version(): number {
    return this.#version;
  }
  bigVarint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
  double(): number {
    return new Float64Array(this.#take(8).slice().buffer)[0] ?? 0;
  }
  /** Skips so many bytes, and tells where they began. */
  skip(length: number): number {
    const at = this.#at;
    this.#take(length);
    return at;
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
  varint(): number {
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
    const value = this.read();
    return typeof value === "string" ? value : this.#corrupt();
  }
  #bigint(): bigint {
    const head = this.varint();
    const digits = this.#take(head >> 1);
    let value = 0n;
    for (const digit of digits.toReversed()) value = (value << 8n) | BigInt(digit);
    return head & 1 ? -value : value;
  }

  read(): unknown {
    const value = this.#plain(this.#tag());
    const isBuffer = value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
    if (isBuffer && this.#bytes[this.#at] === TAG.arrayBufferView) return this.#view(value);
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
        const value = this.varint();
        return (value >>> 1) ^ -(value & 1);
      }
      case TAG.double:
        return this.double();
      case TAG.bigint:
        return this.#bigint();
      case TAG.oneByteString:
        return latin1Text(this.#take(this.varint()));
      case TAG.twoByteString:
        return utf16Text(this.#take(this.varint()));
      case TAG.reference:
        return this.#objects[this.varint()] ?? this.#corrupt();
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
        const array = this.#properties(this.#keep(holes(this.varint())), TAG.sparseArrayEnd);
        this.varint();
        return array;
      }
      case TAG.date:
        return this.#keep(new Date(this.double()));
      case TAG.trueObject:
      case TAG.falseObject:
        return this.#keep(Object(tag === TAG.trueObject) as object);
      case TAG.numberObject:
        return this.#keep(Object(this.double()) as object);
      case TAG.bigintObject:
        return this.#keep(Object(this.#bigint()) as object);
      case TAG.stringObject:
        return this.#keep(Object(this.#string()) as object);
      case TAG.regexp: {
        const source = this.#string();
        const bits = this.varint();
        const flags = REGEXP_FLAGS.filter(([, bit]) => bits & bit).map(([flag]) => flag);
        return this.#keep(new RegExp(source, flags.join("")));
      }
      case TAG.map:
        return this.#map();
      case TAG.set:
        return this.#set();
      case TAG.arrayBuffer:
        return this.#keep(this.#take(this.varint()).slice().buffer);
      case TAG.resizableBuffer: {
        const [length, maxByteLength] = [this.varint(), this.varint()];
        const buffer = new ArrayBuffer(length, { maxByteLength });
        new Uint8Array(buffer).set(this.#take(length));
        return this.#keep(buffer);
      }
      case TAG.transferredBuffer:
        return this.#keep(this.transferred.get(this.varint()) ?? this.#corrupt());
      case TAG.sharedBuffer:
        return this.#keep(this.#delegate.sharedBuffer(this.varint()) ?? this.#corrupt());
      case TAG.hostObject:
        return this.#reserve(() => this.#delegate.hostObject());
      case TAG.error:
        return this.#reserve(() => this.#error());
      default:
        return this.#corrupt();
    }
  }

  #properties<T extends object>(object: T, end: number): T {
    while (this.#peek() !== end) {
      const key = this.read();
      if (typeof key !== "string" && typeof key !== "number") this.#corrupt();
      Object.defineProperty(object, key, {
        value: this.read(),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    this.#at++;
    this.varint();
    return object;
  }

  #denseArray(): unknown[] {
    const length = this.varint();
    const array = this.#keep(holes(length));
    for (let index = 0; index < length; index++) {
      if (this.#peek() === TAG.theHole) this.#at++;
      else array[index] = this.read();
    }
    this.#properties(array, TAG.denseArrayEnd);
    this.varint();
    return array;
  }

  #map(): Map<unknown, unknown> {
    const map = this.#keep(new Map<unknown, unknown>());
    while (this.#peek() !== TAG.mapEnd) {
      const key = this.read();
      map.set(key, this.read());
    }
    this.#at++;
    this.varint();
    return map;
  }

  #set(): Set<unknown> {
    const set = this.#keep(new Set<unknown>());
    while (this.#peek() !== TAG.setEnd) set.add(this.read());
    this.#at++;
    this.varint();
    return set;
  }

  #view(buffer: ArrayBuffer | SharedArrayBuffer): object {
    this.#at++;
    const kind = this.#byte();
    const name = VIEW_KINDS.find(([tag]) => tag === kind)?.[1] ?? this.#corrupt();
    const offset = this.varint();
    const length = this.varint();
    const flags = this.#version >= 14 ? this.varint() : 0;
    const View = (globalThis as unknown as Record<string, unknown>)[name] as new (
      buffer: ArrayBuffer | SharedArrayBuffer,
      offset: number,
      length?: number,
    ) => { BYTES_PER_ELEMENT?: number };
    const size = (View as unknown as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    return this.#keep(flags & 1 ? new View(buffer, offset) : new View(buffer, offset, length / size));
  }

  /** An object whose number comes before those of what it holds. */
  #reserve<T extends object>(make: () => T): T {
    const at = this.#objects.push(undefined) - 1;
    const value = make();
    this.#objects[at] = value;
    return value;
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
      else if (tag === ERROR_TAG.cause) cause = { value: this.read() };
      else Kind = ERROR_KINDS.find(([kind]) => kind === tag)?.[2] ?? Error;
    }
    const error = cause ? new Kind(message, { cause: cause.value }) : new Kind(message);
    // Without one of its own it must not show where it was read.
    Object.defineProperty(error, "stack", {
      value: stack,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    return error;
  }
}
