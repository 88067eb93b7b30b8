/** Brotli's decoder, whole streams at once. */
export { decompress } from "brotli/decompress.js";
