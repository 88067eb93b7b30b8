import { HashMD } from "@noble/hashes/_md.js";
import { createHasher } from "@noble/hashes/utils.js";

const start = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

const rotate = (word: number, by: number): number => (word << (by % 32)) | (word >>> (32 - (by % 32)));
const blockSize = 64;
const rounds = 64;

/** SM3 (GB/T 32905-2016). */
class Sm3 extends HashMD<Sm3> {
  #state = Int32Array.from(start);
  #words = new Int32Array(rounds + 4);

  constructor() {
    super(blockSize, 32, 8, false);
  }

  protected get(): number[] {
    return [...this.#state];
  }

  protected set(...state: number[]): void {
    this.#state.set(state);
  }

  protected process(view: DataView, offset: number): void {
    const words = this.#words;
    const word = (index: number) => words[index] ?? 0;
    for (let at = 0; at < 16; at++) words[at] = view.getInt32(offset + 4 * at);
    for (let at = 16; at < rounds + 4; at++) {
      const mixed = word(at - 16) ^ word(at - 9) ^ rotate(word(at - 3), 15);
      const permuted = mixed ^ rotate(mixed, 15) ^ rotate(mixed, 23);
      words[at] = permuted ^ rotate(word(at - 13), 7) ^ word(at - 6);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#state;
    for (let round = 0; round < rounds; round++) {
      const constant = round < 16 ? 0x79cc4519 : 0x7a879d8a;
      const one = rotate((rotate(a, 12) + e + rotate(constant, round)) | 0, 7);
      const two = one ^ rotate(a, 12);
      const chosen = round < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const picked = round < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const left = (chosen + d + two + (word(round) ^ word(round + 4))) | 0;
      const right = (picked + h + one + word(round)) | 0;
      [d, c, b, a] = [c, rotate(b, 9), a, left];
      [h, g, f, e] = [g, rotate(f, 19), e, right ^ rotate(right, 9) ^ rotate(right, 17)];
    }
    [a, b, c, d, e, f, g, h].forEach(
      (value, index) => (this.#state[index] = (this.#state[index] ?? 0) ^ value),
    );
  }

  protected roundClean(): void {
    this.#words.fill(0);
  }

  destroy(): void {
    this.#state.fill(0);
  }

  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    const { buffer, length, finished, destroyed, pos } = this;
    to.set(...this.get());
    Object.assign(to, { length, finished, destroyed, pos });
    if (length % blockSize > 0) to.buffer.set(buffer);
    return to;
  }
}

export const sm3 = /* @__PURE__ */ createHasher(() => new Sm3());
