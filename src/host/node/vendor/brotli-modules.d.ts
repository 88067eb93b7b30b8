declare module "brotli/decompress.js" {
  /** Decodes a whole Brotli stream. @throws Error when the input is not one. */
  export default function decompress(input: Uint8Array, outputSize?: number): Uint8Array;
}

declare module "brotli/compress.js" {
  /** Null when the encoder failed. */
  export default function compress(
    input: Uint8Array,
    options: { readonly mode: number; readonly quality: number; readonly lgwin: number },
  ): Uint8Array | null;
}
