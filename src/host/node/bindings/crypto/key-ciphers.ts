import type { BindingContext } from "../../binding.ts";

/** Ciphers that keys are written with, by name; null for a name that none has. */
export function keyCiphers(context: BindingContext) {
  return (name: string) => {
    const { cipherKind, openCipher } = context.vendor("ciphers");
    const kind = cipherKind(name);
    if (!kind) return null;
    const run = (encrypts: boolean, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array => {
      const mode = openCipher({ kind, encrypts, key, iv: iv.slice(0, kind.ivLength ?? 0), tagLength: 16 });
      const [head, tail] = [mode.update(data), mode.final()];
      const whole = new Uint8Array(head.length + tail.length);
      whole.set(head);
      whole.set(tail, head.length);
      return whole;
    };
    return {
      keyLength: kind.keyLength,
      ivLength: kind.ivLength ?? 0,
      mode: kind.mode,
      encrypt: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => run(true, key, iv, data),
      decrypt: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => run(false, key, iv, data),
    };
  };
}
