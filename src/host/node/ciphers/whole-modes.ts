import { CipherError, empty, join, mix, type BlockCipher, type CipherMode } from "./block-cipher.ts";

/** XTS (IEEE 1619): each call is a sector of its own. */
export class XtsMode implements CipherMode {
  readonly #data: BlockCipher;
  readonly #tweak: Uint8Array;
  readonly #encrypts: boolean;

  constructor(data: BlockCipher, tweak: BlockCipher, encrypts: boolean, iv: Uint8Array) {
    this.#data = data;
    this.#encrypts = encrypts;
    this.#tweak = tweak.encrypt(iv);
  }

  update(data: Uint8Array): Uint8Array {
    if (data.length < 16) throw new CipherError("wrong-input");
    const output = new Uint8Array(data.length);
    const rest = data.length % 16;
    const whole = data.length - rest - (rest > 0 ? 16 : 0);
    let tweak: Uint8Array = this.#tweak.slice();
    for (let at = 0; at < whole; at += 16) {
      output.set(this.#block(data.slice(at, at + 16), tweak), at);
      tweak = times(tweak);
    }
    if (rest === 0) return output;
    // The last whole block lends bytes to the one that is cut off; on the way back the tweaks change places.
    const [one, other] = this.#encrypts ? [tweak, times(tweak)] : [times(tweak), tweak];
    const first = this.#block(data.slice(whole, whole + 16), one);
    const last = join(data.subarray(whole + 16), first.subarray(rest));
    output.set(this.#block(last, other), whole);
    output.set(first.subarray(0, rest), whole + 16);
    return output;
  }

  #block(block: Uint8Array, tweak: Uint8Array): Uint8Array {
    mix(block, tweak);
    const result = this.#encrypts ? this.#data.encrypt(block) : this.#data.decrypt(block);
    mix(result, tweak);
    return result;
  }

  final(): Uint8Array {
    return empty();
  }
}

/** Twice a number of GF(2^128), the lowest byte first. */
function times(tweak: Uint8Array): Uint8Array {
  const result = tweak.map((byte, at) => (byte << 1) | ((tweak[at - 1] ?? 0) >> 7));
  if ((tweak[15] ?? 0) & 0x80) result[0]! ^= 0x87;
  return result;
}

/** Key wrapping (RFC 3394; with padding RFC 5649): the whole key at once. */
export class WrapMode implements CipherMode {
  readonly #cipher: BlockCipher;
  readonly #encrypts: boolean;
  readonly #iv: Uint8Array;

  /** @param iv of 8 bytes; of 4 with padding */
  constructor(cipher: BlockCipher, encrypts: boolean, iv: Uint8Array) {
    this.#cipher = cipher;
    this.#encrypts = encrypts;
    this.#iv = iv;
  }

  update(data: Uint8Array): Uint8Array {
    const padded = this.#iv.length === 4;
    if (data.length === 0 || (!padded && data.length % 8 !== 0)) throw new CipherError("wrong-input");
    if (!this.#encrypts && (data.length % 8 !== 0 || data.length < (padded ? 16 : 24)))
      throw new CipherError("wrong-input");
    if (this.#encrypts) return padded ? this.#wrapPadded(data) : this.#wrap(this.#iv, data);
    const [head, plain] = data.length === 16 ? this.#single(data) : this.#unwrap(data);
    if (!padded) {
      if (head.some((byte, at) => byte !== this.#iv[at])) throw new CipherError("wrong-input");
      return plain;
    }
    const length = new DataView(head.buffer, head.byteOffset).getUint32(4);
    const right = this.#iv.every((byte, at) => byte === head[at]);
    const fits = length <= plain.length && length > plain.length - 8;
    if (!right || !fits || plain.slice(length).some((byte) => byte !== 0))
      throw new CipherError("wrong-input");
    return plain.slice(0, length);
  }

  #wrapPadded(data: Uint8Array): Uint8Array {
    const head = join(this.#iv, new Uint8Array(4));
    new DataView(head.buffer).setUint32(4, data.length);
    const plain = join(data, new Uint8Array(-data.length & 7));
    return plain.length === 8 ? this.#cipher.encrypt(join(head, plain)) : this.#wrap(head, plain);
  }

  #single(data: Uint8Array): readonly [Uint8Array, Uint8Array] {
    const block = this.#cipher.decrypt(data);
    return [block.slice(0, 8), block.slice(8)];
  }

  #wrap(iv: Uint8Array, plain: Uint8Array): Uint8Array {
    const blocks = plain.length / 8;
    const result = join(iv, plain);
    let head: Uint8Array = iv.slice();
    for (let step = 1; step <= 6 * blocks; step++) {
      const at = 8 * (((step - 1) % blocks) + 1);
      const block = this.#cipher.encrypt(join(head, result.subarray(at, at + 8)));
      head = block.slice(0, 8);
      countInto(head, step);
      result.set(block.subarray(8), at);
    }
    result.set(head);
    return result;
  }

  #unwrap(data: Uint8Array): readonly [Uint8Array, Uint8Array] {
    const blocks = data.length / 8 - 1;
    const plain = data.slice();
    let head: Uint8Array = data.slice(0, 8);
    for (let step = 6 * blocks; step >= 1; step--) {
      const at = 8 * (((step - 1) % blocks) + 1);
      countInto(head, step);
      const block = this.#cipher.decrypt(join(head, plain.subarray(at, at + 8)));
      head = block.slice(0, 8);
      plain.set(block.subarray(8), at);
    }
    return [head, plain.slice(8)];
  }

  final(): Uint8Array {
    return empty();
  }
}

/** Mixes a number into the last four bytes. */
function countInto(head: Uint8Array, step: number): void {
  for (let at = 7, rest = step; at >= 4; at--, rest >>>= 8) head[at]! ^= rest & 0xff;
}
