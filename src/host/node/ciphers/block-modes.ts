import {
  CipherError,
  empty,
  increment,
  join,
  mix,
  type BlockCipher,
  type CipherMode,
} from "./block-cipher.ts";

/** CBC and ECB: whole blocks, padded at the end (PKCS #7) unless told otherwise. */
export class BlockMode implements CipherMode {
  readonly #cipher: BlockCipher;
  readonly #encrypts: boolean;
  /** The block before; null in ECB. */
  #chain: Uint8Array | null;
  #held: Uint8Array = empty();
  padding = true;

  constructor(cipher: BlockCipher, encrypts: boolean, iv: Uint8Array | null) {
    this.#cipher = cipher;
    this.#encrypts = encrypts;
    this.#chain = iv?.slice() ?? null;
  }

  update(data: Uint8Array): Uint8Array {
    const { size } = this.#cipher;
    const input = join(this.#held, data);
    let ready = input.length - (input.length % size);
    // The last block may be the padded one: it waits for `final`.
    if (!this.#encrypts && this.padding && ready === input.length && ready > 0) ready -= size;
    this.#held = input.slice(ready);
    return this.#blocks(input.subarray(0, ready));
  }

  #blocks(data: Uint8Array): Uint8Array {
    const { size } = this.#cipher;
    const output = new Uint8Array(data.length);
    for (let at = 0; at < data.length; at += size) {
      const block = data.slice(at, at + size);
      output.set(this.#encrypts ? this.#encrypt(block) : this.#decrypt(block), at);
    }
    return output;
  }

  #encrypt(block: Uint8Array): Uint8Array {
    if (!this.#chain) return this.#cipher.encrypt(block);
    mix(block, this.#chain);
    this.#chain = this.#cipher.encrypt(block);
    return this.#chain;
  }

  #decrypt(block: Uint8Array): Uint8Array {
    const plain = this.#cipher.decrypt(block);
    if (!this.#chain) return plain;
    mix(plain, this.#chain);
    this.#chain = block;
    return plain;
  }

  final(): Uint8Array {
    const { size } = this.#cipher;
    const rest = this.#held;
    if (!this.padding) {
      if (rest.length > 0) throw new CipherError("wrong-length");
      return rest;
    }
    if (this.#encrypts) {
      const missing = size - rest.length;
      return this.#blocks(join(rest, new Uint8Array(missing).fill(missing)));
    }
    if (rest.length !== size) throw new CipherError("wrong-length");
    const last = this.#blocks(rest);
    const count = last.at(-1) ?? 0;
    const padded = count > 0 && count <= size && last.slice(-count).every((byte) => byte === count);
    if (!padded) throw new CipherError("bad-decrypt");
    return last.slice(0, -count);
  }
}

/** A stream of bytes that the message is mixed with: CTR, OFB and CFB. */
export class StreamMode implements CipherMode {
  readonly #next: (previous: Uint8Array) => Uint8Array;
  readonly #feedback: "input" | "output" | null;
  #stream: Uint8Array = empty();
  #at = 0;
  /** CFB: the ciphertext of the block so far. */
  #cipherText: Uint8Array;

  private constructor(
    size: number,
    feedback: "input" | "output" | null,
    next: (previous: Uint8Array) => Uint8Array,
    iv: Uint8Array,
  ) {
    this.#feedback = feedback;
    this.#next = next;
    this.#cipherText = iv.slice();
    this.#at = size;
    this.#stream = new Uint8Array(size);
  }

  /** @param width how many bytes of the counter count */
  static ctr(cipher: BlockCipher, counter: Uint8Array, width = counter.length): StreamMode {
    const own = counter.slice();
    const next = () => {
      const block = cipher.encrypt(own);
      increment(own, width);
      return block;
    };
    return new StreamMode(cipher.size, null, next, empty());
  }

  static ofb(cipher: BlockCipher, iv: Uint8Array): StreamMode {
    let block = iv;
    return new StreamMode(cipher.size, null, () => (block = cipher.encrypt(block)), empty());
  }

  static cfb(cipher: BlockCipher, encrypts: boolean, iv: Uint8Array): StreamMode {
    return new StreamMode(
      cipher.size,
      encrypts ? "output" : "input",
      (previous) => cipher.encrypt(previous),
      iv,
    );
  }

  update(data: Uint8Array): Uint8Array {
    const output = new Uint8Array(data.length);
    const { length } = this.#stream;
    for (let index = 0; index < data.length; index++) {
      if (this.#at === length) {
        this.#stream = this.#next(this.#cipherText);
        this.#cipherText = new Uint8Array(this.#feedback ? length : 0);
        this.#at = 0;
      }
      const byte = data[index] ?? 0;
      const mixed = byte ^ (this.#stream[this.#at] ?? 0);
      output[index] = mixed;
      if (this.#feedback) this.#cipherText[this.#at] = this.#feedback === "input" ? byte : mixed;
      this.#at++;
    }
    return output;
  }

  final(): Uint8Array {
    return empty();
  }
}

/** CFB whose feedback is one byte, or one bit. */
export class NarrowFeedback implements CipherMode {
  readonly #cipher: BlockCipher;
  readonly #encrypts: boolean;
  readonly #bits: 1 | 8;
  readonly #register: Uint8Array;

  constructor(cipher: BlockCipher, encrypts: boolean, iv: Uint8Array, bits: 1 | 8) {
    this.#cipher = cipher;
    this.#encrypts = encrypts;
    this.#bits = bits;
    this.#register = iv.slice();
  }

  update(data: Uint8Array): Uint8Array {
    return this.#bits === 8 ? data.map((byte) => this.#byte(byte)) : data.map((byte) => this.#bitByBit(byte));
  }

  #byte(byte: number): number {
    const mixed = byte ^ (this.#cipher.encrypt(this.#register)[0] ?? 0);
    this.#register.copyWithin(0, 1);
    this.#register[this.#register.length - 1] = this.#encrypts ? mixed : byte;
    return mixed;
  }

  #bitByBit(byte: number): number {
    let result = 0;
    for (let shift = 7; shift >= 0; shift--) {
      const bit = (byte >> shift) & 1;
      const mixed = bit ^ ((this.#cipher.encrypt(this.#register)[0] ?? 0) >> 7);
      this.#shiftIn(this.#encrypts ? mixed : bit);
      result |= mixed << shift;
    }
    return result;
  }

  #shiftIn(bit: number): void {
    let carry = bit;
    for (let at = this.#register.length - 1; at >= 0; at--) {
      const byte = this.#register[at] ?? 0;
      this.#register[at] = ((byte << 1) | carry) & 0xff;
      carry = byte >> 7;
    }
  }

  final(): Uint8Array {
    return empty();
  }
}
