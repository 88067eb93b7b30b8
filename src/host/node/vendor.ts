/**
 * The third-party algorithms that bindings use, by the name that `BindingContext.vendor` takes. Each is a file under
 * `vendor/` that the build packs as a chunk of its own; it is evaluated when a program first needs it.
 */
export interface Vendor {
  readonly brotli: typeof import("./vendor/brotli.ts");
  readonly ciphers: typeof import("./vendor/ciphers.ts");
  readonly hashes: typeof import("./vendor/hashes.ts");
  readonly parsers: typeof import("./vendor/parsers.ts");
  readonly zlib: typeof import("./vendor/zlib.ts");
}
