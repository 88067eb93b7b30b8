import type { AuthenticatedMode } from "./authenticated-modes.ts";
import { CipherError, empty, join, mix, type BlockCipher } from "./block-cipher.ts";

const size = 16;

/** Twice a number of GF(2^128). */
function double(block: Uint8Array): Uint8Array {
  const result = new Uint8Array(size);
  for (let at = 0; at < size; at++) result[at] = ((block[at] ?? 0) << 1) | ((block[at + 1] ?? 0) >> 7);
  if ((block[0] ?? 0) & 0x80) result[size - 1]! ^= 0x87;
  return result;
}

const trailingZeros = (number: number): number => 31 - Math.clz32(number & -number);

/** OCB (RFC 7253). */
export class OcbMode implements AuthenticatedMode {
  readonly #cipher: BlockCipher;
  readonly #encrypts: boolean;
  readonly #tagLength: number;
  readonly #star: Uint8Array;
  readonly #dollar: Uint8Array;
  readonly #powers: Uint8Array[] = [];
  readonly #offset: Uint8Array;
  readonly #checksum = new Uint8Array(size);
  #blocks = 0;
  #held: Uint8Array = empty();
  #associated: Uint8Array = empty();
  #expected: Uint8Array | null = null;
  #tag: Uint8Array | null = null;

  constructor(cipher: BlockCipher, encrypts: boolean, nonce: Uint8Array, tagLength: number) {
    this.#cipher = cipher;
    this.#encrypts = encrypts;
    this.#tagLength = tagLength;
    this.#star = cipher.encrypt(new Uint8Array(size));
    this.#dollar = double(this.#star);
    this.#offset = this.#start(nonce);
  }

  /** The first offset (RFC 7253, 4.2). */
  #start(nonce: Uint8Array): Uint8Array {
    const block = new Uint8Array(size);
    block.set(nonce, size - nonce.length);
    block[0]! |= ((this.#tagLength * 8) % 128) << 1;
    block[size - 1 - nonce.length]! |= 1;
    const bottom = (block[size - 1] ?? 0) & 63;
    block[size - 1]! &= 0xc0;
    const top = this.#cipher.encrypt(block);
    const stretched = join(
      top,
      top.subarray(0, 8).map((byte, at) => byte ^ (top[at + 1] ?? 0)),
    );
    const [bytes, bits] = [bottom >> 3, bottom & 7];
    return Uint8Array.from({ length: size }, (_, at) => {
      const pair = ((stretched[at + bytes] ?? 0) << 8) | (stretched[at + bytes + 1] ?? 0);
      return (pair >> (8 - bits)) & 0xff;
    });
  }

  #power(index: number): Uint8Array {
    while (this.#powers.length <= index) this.#powers.push(double(this.#powers.at(-1) ?? this.#dollar));
    return this.#powers[index] ?? empty();
  }

  get tag(): Uint8Array | null {
    return this.#tag;
  }

  associate(data: Uint8Array): void {
    this.#associated = join(this.#associated, data);
  }

  expect(tag: Uint8Array): void {
    this.#expected = tag.slice();
  }

  update(data: Uint8Array): Uint8Array {
    const input = join(this.#held, data);
    const ready = input.length - (input.length % size);
    this.#held = input.slice(ready);
    const output = new Uint8Array(ready);
    for (let at = 0; at < ready; at += size) {
      mix(this.#offset, this.#power(trailingZeros(++this.#blocks)));
      const block = input.slice(at, at + size);
      if (this.#encrypts) mix(this.#checksum, block);
      mix(block, this.#offset);
      const result = this.#encrypts ? this.#cipher.encrypt(block) : this.#cipher.decrypt(block);
      mix(result, this.#offset);
      if (!this.#encrypts) mix(this.#checksum, result);
      output.set(result, at);
    }
    return output;
  }

  final(): Uint8Array {
    const rest = this.#held.slice();
    const output = rest.slice();
    if (rest.length > 0) {
      mix(this.#offset, this.#star);
      mix(output, this.#cipher.encrypt(this.#offset));
      const plain = this.#encrypts ? rest : output;
      mix(this.#checksum, join(plain, Uint8Array.of(0x80)));
    }
    const sum = this.#checksum.slice();
    mix(sum, this.#offset);
    mix(sum, this.#dollar);
    const tag = this.#cipher.encrypt(sum);
    mix(tag, this.#hash());
    const cut = tag.slice(0, this.#tagLength);
    if (!this.#encrypts && (!this.#expected || this.#expected.some((byte, at) => byte !== cut[at])))
      throw new CipherError("not-authentic");
    this.#tag = cut;
    return output;
  }

  /** HASH of the associated data (RFC 7253, 4.1). */
  #hash(): Uint8Array {
    const sum = new Uint8Array(size);
    const offset = new Uint8Array(size);
    const data = this.#associated;
    const whole = data.length - (data.length % size);
    for (let at = 0, index = 1; at < whole; at += size, index++) {
      mix(offset, this.#power(trailingZeros(index)));
      const block = data.slice(at, at + size);
      mix(block, offset);
      mix(sum, this.#cipher.encrypt(block));
    }
    if (whole < data.length) {
      mix(offset, this.#star);
      const block = new Uint8Array(size);
      block.set(join(data.subarray(whole), Uint8Array.of(0x80)));
      mix(block, offset);
      mix(sum, this.#cipher.encrypt(block));
    }
    return sum;
  }
}
