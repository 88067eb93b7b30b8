import type * as brotliEncoder from "./vendor/brotli-encoder.ts";
import type * as brotli from "./vendor/brotli.ts";
import type * as ciphers from "./vendor/ciphers.ts";
import type * as configFile from "./vendor/config-file.ts";
import type * as dns from "./vendor/dns.ts";
import type * as hashes from "./vendor/hashes.ts";
import type * as llhttp from "./vendor/llhttp.ts";
import type * as parsers from "./vendor/parsers.ts";
import type * as publicKeys from "./vendor/public-keys.ts";
import type * as statistics from "./vendor/statistics.ts";
import type * as zlib from "./vendor/zlib.ts";
import type * as zstd from "./vendor/zstd.ts";

/**
 * The third-party algorithms that bindings use, by the name that `BindingContext.vendor` takes. Each is a file under
 * `vendor/` that the build packs as a chunk of its own; it is evaluated when a program first needs it.
 */
export interface Vendor {
  readonly brotli: typeof brotli;
  readonly "brotli-encoder": typeof brotliEncoder;
  readonly ciphers: typeof ciphers;
  readonly "config-file": typeof configFile;
  readonly dns: typeof dns;
  readonly hashes: typeof hashes;
  readonly llhttp: typeof llhttp;
  readonly parsers: typeof parsers;
  readonly "public-keys": typeof publicKeys;
  readonly statistics: typeof statistics;
  readonly zlib: typeof zlib;
  readonly zstd: typeof zstd;
}
