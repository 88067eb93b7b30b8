declare module "*/brotli/build/encode.js" {
  /** Fills the given object with the encoder's memory and functions, before it returns. */
  export default function createEncoder(target: object): Promise<object>;
}

declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
