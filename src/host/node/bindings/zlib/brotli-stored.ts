/** A meta-block that is stored as it is holds up to this much (RFC 7932, 9.2: MNIBBLES 4). */
const limit = 65_536;

/** Bits as RFC 7932 packs them, the lowest first, with whole bytes in between. */
class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #held = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  put(value: number, count: number): void {
    for (let bit = 0; bit < count; bit++) {
      this.#bytes[this.#length]! |= ((value >> bit) & 1) << this.#held;
      if (++this.#held === 8) this.align();
    }
  }

  align(): void {
    if (this.#held > 0) this.#length++;
    this.#held = 0;
  }

  bytes(content: Uint8Array): void {
    this.align();
    this.#bytes.set(content, this.#length);
    this.#length += content.length;
  }

  finish(): Uint8Array {
    this.align();
    return this.#bytes.slice(0, this.#length);
  }
}

/**
 * The input as stored blocks of a Brotli stream that starts with the usual window's size: what a flush in the middle of a
 * stream emits, where the encoder can only make whole streams. `first`: nothing of the stream was written yet; `last`: it
 * ends here. Else an empty block of metadata fills up the last byte.
 */
export function storeBrotli(input: Uint8Array, first: boolean, last: boolean): Uint8Array {
  const writer = new BitWriter(input.length + 8 * (Math.ceil(input.length / limit) + 2));
  if (first) writer.put(0, 1); // WBITS: 16
  for (let at = 0; at < input.length; at += limit) {
    const piece = input.subarray(at, at + limit);
    writer.put(0, 1); // not the last
    writer.put(0, 2); // the length has 4 nibbles
    writer.put(piece.length - 1, 16);
    writer.put(1, 1); // not compressed
    writer.bytes(piece);
  }
  if (last) writer.put(3, 2); // last, empty
  return writer.finish();
}
