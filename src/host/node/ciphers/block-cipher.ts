/** A cipher of single blocks. */
export interface BlockCipher {
  /** In bytes. */
  readonly size: number;
  /** A new block. */
  encrypt(block: Uint8Array): Uint8Array;
  decrypt(block: Uint8Array): Uint8Array;
}

/** A cipher that is fed piecemeal. `final` may be called once. */
export interface CipherMode {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/** What went wrong, by the name that OpenSSL's providers have for it. */
export type CipherFailure = "wrong-length" | "bad-decrypt" | "not-authentic" | "wrong-input" | "same-keys";

export class CipherError extends Error {
  readonly failure: CipherFailure;

  constructor(failure: CipherFailure) {
    super(failure);
    this.failure = failure;
  }
}

export const empty = (): Uint8Array<ArrayBuffer> => new Uint8Array(0);

export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Changes `target` to the exclusive or of both. */
export function mix(target: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < target.length; at++) target[at]! ^= other[at] ?? 0;
}

/** Adds one to the last `width` bytes of a big-endian counter. */
export function increment(counter: Uint8Array, width = counter.length): void {
  for (let at = counter.length - 1; at >= counter.length - width; at--) {
    counter[at] = ((counter[at] ?? 0) + 1) & 0xff;
    if (counter[at] !== 0) return;
  }
}
