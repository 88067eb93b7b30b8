import { opensslError } from "./failures.ts";
import { byteLength, join, toBytes, toNumber } from "./bytes.ts";

/** Universal tags of ASN.1 (X.690) that keys and certificates use. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: its tag's byte, its content, and all of its bytes. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly bytes: Uint8Array;
}

const notEnough = () => opensslError("0680008E", "not enough data", [["0680008E", "not enough data"]]);

/** The element that starts at `at`. @throws when it is cut off */
export function readElement(bytes: Uint8Array, at = 0): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw notEnough();
  let start = at + 2;
  let length = first;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw notEnough();
    length = Number(toNumber(bytes.subarray(start, start + count)));
    start += count;
  }
  if (start + length > bytes.length) throw notEnough();
  return { tag, content: bytes.subarray(start, start + length), bytes: bytes.subarray(at, start + length) };
}

const wrongTag = () => opensslError("068000A8", "wrong tag", [["068000A8", "wrong tag"]]);

/** The elements inside of a constructed one. */
export function children(content: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < content.length;) {
    const element = readElement(content, at);
    found.push(element);
    at += element.bytes.length;
  }
  return found;
}

/** Elements of a sequence, taken one after the other. */
export class Fields {
  readonly #elements: readonly Element[];
  #at = 0;

  constructor(elements: readonly Element[]) {
    this.#elements = elements;
  }

  /** @throws when the bytes are no sequence */
  static of(bytes: Uint8Array): Fields {
    return Fields.in(readElement(bytes));
  }

  /** @throws when the element is no sequence */
  static in(element: Element): Fields {
    if (element.tag !== TAG.sequence) throw wrongTag();
    return new Fields(children(element.content));
  }

  get rest(): readonly Element[] {
    return this.#elements.slice(this.#at);
  }

  get next(): Element | undefined {
    return this.#elements[this.#at];
  }

  /** The next element, which must have this tag. */
  take(tag: number): Element {
    const element = this.next;
    if (element?.tag !== tag) throw wrongTag();
    this.#at++;
    return element;
  }

  any(): Element {
    const element = this.next;
    if (!element) throw notEnough();
    this.#at++;
    return element;
  }

  /** The next element if it has this tag. */
  optional(tag: number): Element | undefined {
    return this.next?.tag === tag ? this.any() : undefined;
  }

  sequence(): Fields {
    return Fields.in(this.take(TAG.sequence));
  }

  integer(): bigint {
    return toNumber(this.take(TAG.integer).content);
  }

  oid(): string {
    return readOid(this.take(TAG.oid).content);
  }

  octets(): Uint8Array {
    return this.take(TAG.octetString).content;
  }

  /** A bit string's bytes, without the count of unused bits. */
  bits(): Uint8Array {
    return this.take(TAG.bitString).content.subarray(1);
  }
}

export function readOid(content: Uint8Array): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  const first = numbers[0] ?? 0;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - 40 * root, ...numbers.slice(1)].join(".");
}

/** An element of this tag around these bytes. */
export function element(tag: number, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const long = length < 0x80 ? new Uint8Array(0) : toBytes(BigInt(length));
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | long.length, ...long];
  return join(Uint8Array.from(head), ...content);
}

export const sequence = (...parts: readonly Uint8Array[]) => element(TAG.sequence, ...parts);

export const octetString = (bytes: Uint8Array) => element(TAG.octetString, bytes);

export const bitString = (bytes: Uint8Array) => element(TAG.bitString, Uint8Array.of(0), bytes);

export const nothing = () => element(TAG.null);

/** A number that is not negative. */
export function integer(number: bigint | number): Uint8Array<ArrayBuffer> {
  const value = BigInt(number);
  const bytes = toBytes(value, Math.max(1, byteLength(value)));
  return element(TAG.integer, (bytes[0] ?? 0) & 0x80 ? join(Uint8Array.of(0), bytes) : bytes);
}

export function oid(text: string): Uint8Array<ArrayBuffer> {
  const [root = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [root * 40 + second, ...rest].flatMap((number) => {
    const groups = [number % 128];
    for (let high = Math.floor(number / 128); high > 0; high = Math.floor(high / 128))
      groups.unshift(0x80 | (high % 128));
    return groups;
  });
  return element(TAG.oid, Uint8Array.from(bytes));
}
