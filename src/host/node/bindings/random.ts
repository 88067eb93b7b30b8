import type { BindingContext } from "../binding.ts";

/** `crypto.getRandomValues` takes no more at once. */
const quota = 65_536;

/** A generator of 32-bit numbers from one seed (xorshift32), for processes whose chance is frozen. */
interface Frozen {
  state: number;
}

function frozenState(context: BindingContext): Frozen {
  return { state: (context.policy.frozen?.seed ?? 0) >>> 0 || 0x9e3779b9 };
}

/** Fills `target` with random bytes; with the same ones in every run when the process's policy freezes chance. */
export function fillRandom(context: BindingContext, target: Uint8Array): void {
  if (context.policy.frozen) {
    const generator = context.shared(frozenState);
    for (let i = 0; i < target.length; i++) {
      let x = generator.state;
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      generator.state = x >>> 0;
      target[i] = x & 0xff;
    }
    return;
  }
  for (let at = 0; at < target.length; at += quota) {
    const part = target.subarray(at, at + quota);
    if (part.buffer instanceof ArrayBuffer)
      context.pristine.crypto.getRandomValues(part as Uint8Array<ArrayBuffer>);
    else part.set(context.pristine.crypto.getRandomValues(new Uint8Array(part.length)));
  }
}

/** This many random bytes. */
export function randomBytes(context: BindingContext, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  fillRandom(context, bytes);
  return bytes;
}
