import type { Vendor } from "../../vendor.ts";
import { concat } from "../values.ts";
import { providerFailure } from "./failures.ts";

type Ciphers = Vendor["ciphers"];

/** AES works on blocks of this many bytes. */
export const blockSize = 16;

/** A cipher that is fed piecemeal. `final` may be called once. */
export interface CipherMode {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

const wrongLength = () => providerFailure("1C80006B", "wrong final block length");
const badDecrypt = () => providerFailure("1C800064", "bad decrypt");

/** CBC and ECB: whole blocks, padded at the end (PKCS #7) unless told otherwise. */
export class BlockMode implements CipherMode {
  readonly #run: (iv: Uint8Array, data: Uint8Array) => Uint8Array;
  readonly #encrypts: boolean;
  #padding = true;
  #chain: Uint8Array;
  #held = new Uint8Array(0);

  constructor(ciphers: Ciphers, mode: "cbc" | "ecb", encrypts: boolean, key: Uint8Array, iv: Uint8Array) {
    const options = { disablePadding: true };
    this.#encrypts = encrypts;
    this.#chain = iv;
    this.#run = (chain, data) => {
      const cipher = mode === "cbc" ? ciphers.cbc(key, chain, options) : ciphers.ecb(key, options);
      return encrypts ? cipher.encrypt(data) : cipher.decrypt(data);
    };
  }

  set padding(on: boolean) {
    this.#padding = on;
  }

  update(data: Uint8Array): Uint8Array {
    const input = concat([this.#held, data]).slice();
    let ready = input.length - (input.length % blockSize);
    // The last block may be the padded one: it waits for `final`.
    if (!this.#encrypts && this.#padding && ready === input.length && ready > 0) ready -= blockSize;
    this.#held = input.slice(ready);
    return this.#blocks(input.slice(0, ready));
  }

  #blocks(data: Uint8Array): Uint8Array {
    if (data.length === 0) return data;
    const output = this.#run(this.#chain, data);
    this.#chain = (this.#encrypts ? output : data).slice(-blockSize);
    return output;
  }

  final(): Uint8Array {
    const rest = this.#held;
    if (!this.#padding) {
      if (rest.length > 0) throw wrongLength();
      return rest;
    }
    if (this.#encrypts) {
      const missing = blockSize - rest.length;
      return this.#blocks(concat([rest, new Uint8Array(missing).fill(missing)]));
    }
    if (rest.length !== blockSize) throw wrongLength();
    const last = this.#blocks(rest);
    const count = last.at(-1) ?? 0;
    const padded = count > 0 && count <= blockSize && last.slice(-count).every((b) => b === count);
    if (!padded) throw badDecrypt();
    return last.slice(0, -count);
  }
}

/** Adds to a big-endian counter. */
function advance(counter: Uint8Array, by: number): Uint8Array {
  const next = counter.slice();
  let carry = by;
  for (let at = next.length - 1; at >= 0 && carry > 0; at--) {
    const sum = (next[at] ?? 0) + carry;
    next[at] = sum & 0xff;
    carry = Math.floor(sum / 256);
  }
  return next;
}

/**
 * CTR, CFB and ChaCha20: byte for byte. What was already processed of an unfinished block is run again with what
 * follows, from the state at the block's start.
 */
export class StreamMode implements CipherMode {
  readonly #run: (state: Uint8Array, data: Uint8Array) => Uint8Array;
  readonly #next: (state: Uint8Array, input: Uint8Array, output: Uint8Array) => Uint8Array;
  readonly #block: number;
  #state: Uint8Array;
  #partial = new Uint8Array(0);

  private constructor(
    block: number,
    state: Uint8Array,
    run: (state: Uint8Array, data: Uint8Array) => Uint8Array,
    next: (state: Uint8Array, input: Uint8Array, output: Uint8Array) => Uint8Array,
  ) {
    this.#block = block;
    this.#state = state;
    this.#run = run;
    this.#next = next;
  }

  static ctr(ciphers: Ciphers, key: Uint8Array, counter: Uint8Array): StreamMode {
    return new StreamMode(
      blockSize,
      counter,
      (state, data) => ciphers.ctr(key, state).encrypt(data),
      (state, input) => advance(state, input.length / blockSize),
    );
  }

  static cfb(ciphers: Ciphers, encrypts: boolean, key: Uint8Array, iv: Uint8Array): StreamMode {
    return new StreamMode(
      blockSize,
      iv,
      (state, data) => {
        const cipher = ciphers.cfb(key, state);
        return encrypts ? cipher.encrypt(data) : cipher.decrypt(data);
      },
      (_state, input, output) => (encrypts ? output : input).slice(-blockSize),
    );
  }

  /** `start` is the first block's number, as a counter of 4 bytes. */
  static chacha20(ciphers: Ciphers, key: Uint8Array, nonce: Uint8Array, start: number): StreamMode {
    const block = 64;
    const read = (state: Uint8Array) => new DataView(state.buffer).getUint32(0);
    const first = new Uint8Array(4);
    new DataView(first.buffer).setUint32(0, start);
    return new StreamMode(
      block,
      first,
      (state, data) => ciphers.chacha20(key, nonce, data, undefined, read(state)),
      (state, input) => advance(state, input.length / block),
    );
  }

  update(data: Uint8Array): Uint8Array {
    if (data.length === 0) return data;
    const input = concat([this.#partial, data]).slice();
    const output = this.#run(this.#state, input);
    const result = output.slice(this.#partial.length);
    const whole = input.length - (input.length % this.#block);
    if (whole > 0) this.#state = this.#next(this.#state, input.slice(0, whole), output.slice(0, whole));
    this.#partial = input.slice(whole);
    return result;
  }

  final(): Uint8Array {
    return new Uint8Array(0);
  }
}

/** Seals a whole message: ciphertext, then the tag of 16 bytes. */
export type Seal = (plaintext: Uint8Array, associated: Uint8Array) => Uint8Array;

const tagLength = 16;

/** GCM and ChaCha20-Poly1305: a stream whose tag is computed over everything at the end. */
export class AuthenticatedMode implements CipherMode {
  readonly #stream: CipherMode;
  readonly #seal: Seal;
  readonly #encrypts: boolean;
  readonly #plaintext: Uint8Array[] = [];
  #associated: Uint8Array[] = [];
  #expected: Uint8Array | null = null;
  #tag: Uint8Array | null = null;

  constructor(stream: CipherMode, seal: Seal, encrypts: boolean) {
    this.#stream = stream;
    this.#seal = seal;
    this.#encrypts = encrypts;
  }

  associate(data: Uint8Array): void {
    this.#associated.push(data.slice());
  }

  expect(tag: Uint8Array): void {
    this.#expected = tag.slice();
  }

  /** Null until the end. */
  get tag(): Uint8Array | null {
    return this.#tag;
  }

  update(data: Uint8Array): Uint8Array {
    const output = this.#stream.update(data);
    this.#plaintext.push((this.#encrypts ? data : output).slice());
    return output;
  }

  final(): Uint8Array {
    const sealed = this.#seal(concat(this.#plaintext), concat(this.#associated));
    this.#tag = sealed.slice(-tagLength);
    if (this.#encrypts) return new Uint8Array(0);
    const expected = this.#expected;
    const tag = this.#tag;
    if (!expected || expected.some((byte, index) => byte !== tag[index]))
      throw new Error("Unsupported state or unable to authenticate data");
    return new Uint8Array(0);
  }
}
