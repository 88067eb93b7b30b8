import { ByteWriter } from "./byte-writer.ts";
import { type CloneKind, describeValue, type KindOf } from "./clone-types.ts";
import { ERROR_KINDS, ERROR_TAG, FORMAT_VERSION, REGEXP_FLAGS, TAG, VIEW_KINDS } from "./tags.ts";

/** What whoever writes values decides about those that V8 leaves to its embedder. */
export interface WriterDelegate {
  /** The value cannot be written. */
  refuse(message: string): never;
  /** Whether an object is the embedder's own: `hostObject` writes it. */
  isHostObject(value: object): boolean;
  hostObject(value: object): void;
  /** The number under which shared memory goes along. */
  sharedBuffer(value: SharedArrayBuffer): number;
}

/** What V8 writes without asking its embedder. */
const OWN_KINDS: ReadonlySet<CloneKind> = new Set([
  "array",
  "date",
  "regexp",
  "map",
  "set",
  "buffer",
  "shared",
]);

/** Writes values in V8's structured clone format (value-serializer.cc). */
export class ValueWriter {
  readonly out = new ByteWriter();
  viewsAreHostObjects = false;
  /** Buffers that move along, and their numbers. */
  readonly transferred = new Map<ArrayBuffer, number>();
  readonly #seen = new Map<object, number>();
  readonly #kindOf: KindOf;
  readonly #delegate: WriterDelegate;

  constructor(kinds: KindOf, delegate: WriterDelegate) {
    this.#kindOf = kinds;
    this.#delegate = delegate;
  }

  header(): void {
    this.out.byte(TAG.version);
    this.out.byte(FORMAT_VERSION);
  }

  #refuse(value: unknown): never {
    return this.#delegate.refuse(`${describeValue(value)} could not be cloned.`);
  }

  write(value: unknown): void {
    const out = this.out;
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
      this.out.byte(TAG.int32);
      this.out.varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.out.byte(TAG.double);
      this.out.double(value);
    }
  }

  #string(text: string): void {
    const out = this.out;
    if (/^[\0-\xff]*$/.test(text)) {
      out.byte(TAG.oneByteString);
      out.varint(text.length);
      return out.latin1(text);
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
    const out = this.out;
    const known = this.#seen.get(value);
    if (known !== undefined) {
      out.byte(TAG.reference);
      return out.varint(known);
    }
    const kind = this.#kindOf(value);
    const isView = kind === "view";
    if (isView && !this.viewsAreHostObjects && !this.#seen.has((value as ArrayBufferView).buffer))
      this.#object((value as ArrayBufferView).buffer);
    this.#seen.set(value, this.#seen.size);
    if (isView ? this.viewsAreHostObjects : !OWN_KINDS.has(kind) && this.#delegate.isHostObject(value)) {
      out.byte(TAG.hostObject);
      return this.#delegate.hostObject(value);
    }
    this.#content(value, kind);
  }

  #content(value: object, kind: CloneKind): void {
    const out = this.out;
    switch (kind) {
      case "view":
        return this.#view(value as ArrayBufferView);
      case "array":
        return this.#array(value as unknown[]);
      case "date":
        out.byte(TAG.date);
        return out.double(Date.prototype.getTime.call(value));
      case "regexp":
        return this.#regexp(value as RegExp);
      case "map":
        return this.#map(value as Map<unknown, unknown>);
      case "set":
        return this.#set(value as Set<unknown>);
      case "buffer":
        return this.#buffer(value as ArrayBuffer);
      case "shared":
        return this.#shared(value as SharedArrayBuffer);
      case "error":
        return this.#error(value as Error);
      case "boolean":
        return out.byte(Boolean.prototype.valueOf.call(value) ? TAG.trueObject : TAG.falseObject);
      case "number":
        out.byte(TAG.numberObject);
        return out.double(Number.prototype.valueOf.call(value));
      case "string":
        out.byte(TAG.stringObject);
        return this.#string(String.prototype.valueOf.call(value));
      case "bigint":
        out.byte(TAG.bigintObject);
        return out.bigint(BigInt.prototype.valueOf.call(value));
      case "plain": {
        out.byte(TAG.object);
        const count = this.#properties(value, Object.keys(value));
        out.byte(TAG.objectEnd);
        return out.varint(count);
      }
      default:
        return this.#refuse(value);
    }
  }

  #buffer(value: ArrayBuffer): void {
    const out = this.out;
    const moved = this.transferred.get(value);
    if (moved !== undefined) {
      out.byte(TAG.transferredBuffer);
      return out.varint(moved);
    }
    if (value.detached) this.#delegate.refuse("An ArrayBuffer is detached and could not be cloned.");
    out.byte(value.resizable ? TAG.resizableBuffer : TAG.arrayBuffer);
    out.varint(value.byteLength);
    if (value.resizable) out.varint(value.maxByteLength);
    out.bytes(new Uint8Array(value));
  }

  #shared(value: SharedArrayBuffer): void {
    const id = this.#delegate.sharedBuffer(value);
    this.out.byte(TAG.sharedBuffer);
    this.out.varint(id);
  }

  #view(value: ArrayBufferView): void {
    const name = value instanceof DataView ? "DataView" : (VIEW_NAME.call(value) ?? "");
    const tag = VIEW_KINDS.find(([, kind]) => kind === name)?.[0];
    if (tag === undefined) this.#refuse(value);
    this.out.byte(TAG.arrayBufferView);
    this.out.byte(tag);
    this.out.varint(value.byteOffset);
    this.out.varint(value.byteLength);
    const { buffer } = value;
    const resizable = buffer instanceof ArrayBuffer ? buffer.resizable : buffer.growable;
    this.out.varint(resizable ? (tracksLength(value) ? 3 : 2) : 0);
  }

  #array(value: unknown[]): void {
    const out = this.out;
    const { length } = value;
    const keys = Object.keys(value);
    const isDense = keys.length >= length && (length === 0 || keys[length - 1] === String(length - 1));
    out.byte(isDense ? TAG.denseArray : TAG.sparseArray);
    out.varint(length);
    // What a getter changes on the way is read as it is then.
    for (let index = 0; isDense && index < length; index++) {
      if (index in value) this.write(value[index]);
      else out.byte(TAG.theHole);
    }
    const count = this.#properties(value, isDense ? keys.slice(length) : keys);
    out.byte(isDense ? TAG.denseArrayEnd : TAG.sparseArrayEnd);
    out.varint(count);
    out.varint(length);
  }

  #properties(value: object, keys: readonly string[]): number {
    let count = 0;
    for (const key of keys) {
      // A getter may have deleted it.
      if (count > 0 && !Object.hasOwn(value, key)) continue;
      count++;
      this.write(/^(0|[1-9]\d*)$/.test(key) && Number(key) < 2 ** 30 ? Number(key) : key);
      this.write((value as Record<string, unknown>)[key]);
    }
    return count;
  }

  #regexp(value: RegExp): void {
    this.out.byte(TAG.regexp);
    this.#string(value.source);
    this.out.varint(
      REGEXP_FLAGS.reduce((sum, [flag, bit]) => sum | (value.flags.includes(flag) ? bit : 0), 0),
    );
  }

  #map(value: Map<unknown, unknown>): void {
    const entries = [...MAP_ENTRIES.call(value)];
    this.out.byte(TAG.map);
    for (const [key, item] of entries) {
      this.write(key);
      this.write(item);
    }
    this.out.byte(TAG.mapEnd);
    this.out.varint(entries.length * 2);
  }

  #set(value: Set<unknown>): void {
    const items = [...SET_VALUES.call(value)];
    this.out.byte(TAG.set);
    for (const item of items) this.write(item);
    this.out.byte(TAG.setEnd);
    this.out.varint(items.length);
  }

  #error(value: Error): void {
    const out = this.out;
    out.byte(TAG.error);
    const kind = ERROR_KINDS.find(([, name]) => name === value.name);
    if (kind) out.byte(kind[0]);
    const message = Object.getOwnPropertyDescriptor(value, "message");
    if (message && "value" in message) {
      out.byte(ERROR_TAG.message);
      this.#string(String(message.value));
    }
    const cause = Object.getOwnPropertyDescriptor(value, "cause");
    if (cause && "value" in cause) {
      out.byte(ERROR_TAG.cause);
      this.write(cause.value);
    }
    const { stack } = value as { stack?: unknown };
    if (typeof stack === "string") {
      out.byte(ERROR_TAG.stack);
      this.#string(stack);
    }
    out.byte(ERROR_TAG.end);
  }
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Whether a view of a buffer that can change its size has no length of its own. */
function tracksLength(view: ArrayBufferView): boolean {
  const { buffer } = view as { buffer: ArrayBuffer };
  const size = (view as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
  return view.byteOffset + view.byteLength > buffer.byteLength - size;
}

const MAP_ENTRIES = Map.prototype.entries;
const SET_VALUES = Set.prototype.values;
const VIEW_NAME = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get as (this: unknown) => string | undefined;
