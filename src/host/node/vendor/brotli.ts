/** Brotli's decoder, whole streams at once. */
export { default as decompress } from "brotli/decompress.js";
