import { ghash } from "@noble/ciphers/_polyval.js";
import { chacha20 } from "@noble/ciphers/chacha.js";
import { poly1305 } from "@noble/ciphers/_poly1305.js";
import {
  CipherError,
  empty,
  increment,
  join,
  mix,
  type BlockCipher,
  type CipherMode,
} from "./block-cipher.ts";
import { StreamMode } from "./block-modes.ts";

/** A cipher whose messages cannot be changed unnoticed. */
export interface AuthenticatedMode extends CipherMode {
  /** Data that is protected but not encrypted. `length`: of the message that follows, where that is told. */
  associate(data: Uint8Array, length: number | null): void;
  /** The tag that a message to decrypt must have. */
  expect(tag: Uint8Array): void;
  /** Null until the end. */
  readonly tag: Uint8Array | null;
}

function checkTag(expected: Uint8Array | null, tag: Uint8Array): void {
  const right =
    expected !== null && expected.length <= tag.length && expected.every((byte, at) => byte === tag[at]);
  if (!right) throw new CipherError("not-authentic");
}

const padding = (length: number): Uint8Array => new Uint8Array(-length & 15);

/** A stream, and a sum over the whole ciphertext at the end: GCM and ChaCha20-Poly1305. */
abstract class StreamWithSum implements AuthenticatedMode {
  readonly #encrypts: boolean;
  readonly #stream: CipherMode;
  readonly #associated: Uint8Array[] = [];
  readonly #cipherText: Uint8Array[] = [];
  #expected: Uint8Array | null = null;
  #tag: Uint8Array | null = null;

  constructor(encrypts: boolean, stream: CipherMode) {
    this.#encrypts = encrypts;
    this.#stream = stream;
  }

  protected abstract sum(associated: Uint8Array, cipherText: Uint8Array): Uint8Array;

  get tag(): Uint8Array | null {
    return this.#tag;
  }

  associate(data: Uint8Array): void {
    this.#associated.push(data.slice());
  }

  expect(tag: Uint8Array): void {
    this.#expected = tag.slice();
  }

  update(data: Uint8Array): Uint8Array {
    const output = this.#stream.update(data);
    this.#cipherText.push(this.#encrypts ? output : data.slice());
    return output;
  }

  final(): Uint8Array {
    const tag = this.sum(join(...this.#associated), join(...this.#cipherText));
    if (!this.#encrypts) checkTag(this.#expected, tag);
    this.#tag = tag;
    return empty();
  }
}

/** GCM (NIST SP 800-38D). */
export class GcmMode extends StreamWithSum {
  readonly #key: Uint8Array;
  readonly #first: Uint8Array;

  constructor(cipher: BlockCipher, encrypts: boolean, iv: Uint8Array) {
    const key = cipher.encrypt(new Uint8Array(16));
    const counter = new Uint8Array(16);
    if (iv.length === 12) {
      counter.set(iv);
      counter[15] = 1;
    } else {
      const bits = new Uint8Array(16);
      new DataView(bits.buffer).setBigUint64(8, BigInt(iv.length) * 8n);
      counter.set(ghash(join(iv, padding(iv.length), bits), key));
    }
    const first = cipher.encrypt(counter);
    increment(counter, 4);
    super(encrypts, StreamMode.ctr(cipher, counter, 4));
    this.#key = key;
    this.#first = first;
  }

  protected sum(associated: Uint8Array, cipherText: Uint8Array): Uint8Array {
    const lengths = new Uint8Array(16);
    const view = new DataView(lengths.buffer);
    view.setBigUint64(0, BigInt(associated.length) * 8n);
    view.setBigUint64(8, BigInt(cipherText.length) * 8n);
    const parts = [associated, padding(associated.length), cipherText, padding(cipherText.length), lengths];
    const tag = ghash(join(...parts), this.#key).slice();
    mix(tag, this.#first);
    return tag;
  }
}

const chachaBlock = 64;

/** ChaCha20, whose first block has this number. */
export class ChaChaStream implements CipherMode {
  readonly #key: Uint8Array;
  readonly #nonce: Uint8Array;
  #counter: number;
  #stream: Uint8Array = empty();

  constructor(key: Uint8Array, nonce: Uint8Array, counter: number) {
    this.#key = key;
    this.#nonce = nonce;
    this.#counter = counter;
  }

  update(data: Uint8Array): Uint8Array {
    const missing = Math.max(0, data.length - this.#stream.length);
    const blocks = Math.ceil(missing / chachaBlock);
    const zeros = new Uint8Array(blocks * chachaBlock);
    const more = blocks > 0 ? chacha20(this.#key, this.#nonce, zeros, undefined, this.#counter) : zeros;
    this.#counter += blocks;
    const stream = join(this.#stream, more);
    this.#stream = stream.slice(data.length);
    const output = data.slice();
    mix(output, stream);
    return output;
  }

  final(): Uint8Array {
    return empty();
  }
}

/** ChaCha20-Poly1305 (RFC 8439). */
export class ChaChaPoly extends StreamWithSum {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array, encrypts: boolean, iv: Uint8Array) {
    // A shorter nonce has zeros before it.
    const nonce = join(new Uint8Array(12 - iv.length), iv);
    super(encrypts, new ChaChaStream(key, nonce, 1));
    this.#key = chacha20(key, nonce, new Uint8Array(32), undefined, 0);
  }

  protected sum(associated: Uint8Array, cipherText: Uint8Array): Uint8Array {
    const lengths = new Uint8Array(16);
    const view = new DataView(lengths.buffer);
    view.setBigUint64(0, BigInt(associated.length), true);
    view.setBigUint64(8, BigInt(cipherText.length), true);
    const parts = [associated, padding(associated.length), cipherText, padding(cipherText.length), lengths];
    return poly1305(join(...parts), this.#key);
  }
}

/** CCM (NIST SP 800-38C): the whole message at once. */
export class CcmMode implements AuthenticatedMode {
  readonly #cipher: BlockCipher;
  readonly #encrypts: boolean;
  readonly #nonce: Uint8Array;
  readonly #tagLength: number;
  #associated: Uint8Array = empty();
  #expected: Uint8Array | null = null;
  #failed = false;
  #done = false;
  #tag: Uint8Array | null = null;

  constructor(cipher: BlockCipher, encrypts: boolean, nonce: Uint8Array, tagLength: number) {
    this.#cipher = cipher;
    this.#encrypts = encrypts;
    this.#nonce = nonce;
    this.#tagLength = tagLength;
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

  /** @throws when it is called once more */
  update(data: Uint8Array): Uint8Array {
    if (this.#done) throw new CipherError("wrong-input");
    this.#done = true;
    const counter = this.#block(0, 15 - this.#nonce.length - 1);
    const first = this.#cipher.encrypt(counter);
    increment(counter, 15 - this.#nonce.length);
    const output = StreamMode.ctr(this.#cipher, counter, 15 - this.#nonce.length).update(data);
    const tag = this.#sum(this.#encrypts ? data : output);
    mix(tag, first.subarray(0, tag.length));
    if (this.#encrypts) this.#tag = tag;
    else {
      this.#failed = !this.#expected || this.#expected.some((byte, at) => byte !== tag[at]);
      if (this.#failed) return empty();
    }
    return output;
  }

  /** Flags, nonce, and zeros for a number. */
  #block(flags: number, size: number): Uint8Array {
    const block = new Uint8Array(16);
    block[0] = flags | size;
    block.set(this.#nonce, 1);
    return block;
  }

  #sum(message: Uint8Array): Uint8Array {
    const size = 15 - this.#nonce.length;
    const hasAssociated = this.#associated.length > 0 ? 0x40 : 0;
    const head = this.#block(hasAssociated | (((this.#tagLength - 2) / 2) << 3), size - 1);
    for (let at = 15, rest = message.length; at > 15 - size; at--, rest = Math.floor(rest / 256))
      head[at] = rest & 0xff;
    const { length } = this.#associated;
    const prefix =
      length === 0
        ? empty()
        : length < 0xff00
          ? Uint8Array.of(length >> 8, length & 0xff)
          : Uint8Array.of(
              0xff,
              0xfe,
              length >>> 24,
              (length >> 16) & 0xff,
              (length >> 8) & 0xff,
              length & 0xff,
            );
    const associated = join(prefix, this.#associated);
    const input = join(head, associated, padding(associated.length), message, padding(message.length));
    let chain: Uint8Array = new Uint8Array(16);
    for (let at = 0; at < input.length; at += 16) {
      const block = input.slice(at, at + 16);
      mix(block, chain);
      chain = this.#cipher.encrypt(block);
    }
    return chain.slice(0, this.#tagLength);
  }

  final(): Uint8Array {
    if (!this.#done && this.#encrypts) this.update(empty());
    if (this.#failed || (!this.#encrypts && !this.#done && this.#update()))
      throw new CipherError("not-authentic");
    return empty();
  }

  /** A message of no bytes is never handed over. @returns whether it is not authentic */
  #update(): boolean {
    this.update(empty());
    return this.#failed;
  }
}
