/** Bits as RFC 7932 packs them, the lowest first. */
export class BitWriter {
  readonly #bytes: Uint8Array;
  #length = 0;
  #held = 0;

  /** @param capacity the most bytes that will be written */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity + 1);
  }

  get isAligned(): boolean {
    return this.#held === 0;
  }

  /** The lowest `count` bits of a number, at most 8. */
  put(value: number, count: number): void {
    const bits = value & ((1 << count) - 1);
    this.#bytes[this.#length]! |= bits << this.#held;
    if (this.#held + count >= 8) this.#bytes[++this.#length]! |= bits >> (8 - this.#held);
    this.#held = (this.#held + count) % 8;
  }

  /** Bits of these bytes, from one place to another. */
  copy(source: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to;) {
      const count = Math.min(8 - (at & 7), to - at);
      this.put((source[at >> 3] ?? 0) >> (at & 7), count);
      at += count;
    }
  }

  /** Whole bytes; zeros fill up the one before. */
  bytes(content: Uint8Array): void {
    if (!this.isAligned) this.#length++;
    this.#held = 0;
    this.#bytes.set(content, this.#length);
    this.#length += content.length;
  }

  /** All of it; zeros fill up the last byte. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length + (this.isAligned ? 0 : 1));
  }
}
