declare module "brotli/decompress.js" {
  /** Decodes a whole Brotli stream. @throws Error when the input is not one. */
  export default function decompress(input: Uint8Array, outputSize?: number): Uint8Array;
}
