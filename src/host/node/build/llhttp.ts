/** A module of WebAssembly, in base64, as a string of JavaScript. */
const PACKED = /["'](AGFzbQ[A-Za-z0-9+/=]{2000,})["']/;

/** Where Node's library has llhttp: in undici, which is its `fetch`. */
export const LLHTTP_HOLDER = "internal/deps/undici/undici";

/** llhttp's WebAssembly. @throws when `source`, that of the module above, has none */
export function llhttpBytes(source: string): Buffer {
  const packed = PACKED.exec(source)?.[1];
  if (packed === undefined) throw new Error(`${LLHTTP_HOLDER} has no llhttp`);
  return Buffer.from(packed, "base64");
}
