import { SyscallError } from "../machine/syscalls.ts";
import type { BindingContext } from "./binding.ts";
import { crc32 } from "./bindings/zlib/crc32.ts";
import { CACHE_VERSION } from "./bindings/v8.ts";
import type { RealmContext } from "./realm-context.ts";

/** `CachedCodeType` of compile_cache.h. */
export const CODE_TYPES = {
  kCommonJS: 0,
  kESM: 1,
  kStrippedTypeScript: 2,
  kTransformedTypeScript: 3,
  kTransformedTypeScriptWithSourceMaps: 4,
} as const;
export type CodeType = (typeof CODE_TYPES)[keyof typeof CODE_TYPES];

/** `module.constants.compileCacheStatus`, in order. */
export const CACHE_STATUS = ["FAILED", "ENABLED", "ALREADY_ENABLED", "DISABLED"];

const FAILED = 0;
const ENABLED = 1;
const ALREADY_ENABLED = 2;
const DISABLED = 3;
const MAGIC = 0x8adf_dbb2;
const HEADERS = 5;
/** O_WRONLY, O_CREAT, O_EXCL of Linux. */
const NEW_FILE = 0o1 | 0o100 | 0o200;
const TYPE_NAMES = new Map<number, string>(
  Object.entries(CODE_TYPES).map(([name, type]) => [type, name.slice(1)]),
);

export interface CacheEntry {
  readonly type: CodeType;
  readonly source: string;
  readonly file: string;
  readonly codeSize: number;
  readonly codeHash: number;
  cache: Uint8Array | null;
  refreshed: boolean;
  persisted: boolean;
}

type Enabled = readonly [status: number, message?: string | undefined, directory?: string];

/**
 * Node's compile cache on disk (compile_cache.cc), file for file and message for message. What it keeps of JavaScript is no
 * code, as a browser gives none, but as good as that for telling whether the source is still the same.
 */
export class CompileCache {
  readonly #context: RealmContext;
  readonly #tells: boolean;
  readonly #entries = new Map<number, CacheEntry>();
  #directory: string | null = null;
  #portable = false;

  constructor(context: RealmContext) {
    this.#context = context;
    const categories = (context.env["NODE_DEBUG_NATIVE"] ?? "").toUpperCase().split(",");
    this.#tells = categories.includes("COMPILE_CACHE");
  }

  /** With the tag of version, machine and user; null unless enabled. */
  get directory(): string | null {
    return this.#directory;
  }

  tell(text: string): void {
    if (!this.#tells) return;
    const bytes = this.#bytes(text);
    for (let at = 0; at < bytes.length;) at += this.#context.sys.write(2, bytes.subarray(at), null);
  }

  /** As NODE_COMPILE_CACHE asks. */
  enableFromEnvironment(): void {
    const { env } = this.#context;
    const directory = env["NODE_COMPILE_CACHE"];
    if (!directory) return;
    const portable = env["NODE_COMPILE_CACHE_PORTABLE"] === "1";
    if (portable) this.tell("[compile cache] using relative path\n");
    this.enable(directory, portable);
  }

  enable(directory: string, portable: boolean): Enabled {
    if (this.#context.env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) {
      const message = "Disabled by NODE_DISABLE_COMPILE_CACHE";
      this.tell(`[compile cache] ${message}.\n`);
      return [DISABLED, message];
    }
    if (this.#directory !== null) return [ALREADY_ENABLED, undefined, this.#directory];
    const { recorded, sys } = this.#context;
    const tag = `v${recorded.version}-x64-${hex(CACHE_VERSION)}-0`;
    const base = resolve(sys.cwd(), directory);
    const path = `${base}/${tag}`;
    this.tell(`[compile cache] resolved path ${directory} + ${tag} -> ${path}\n`);
    for (const [kind, scope] of [
      ["write", "fs.write"],
      ["read", "fs.read"],
    ] as const) {
      if (this.#context.permissions?.has(scope, path) !== false) continue;
      const message = `Skipping compile cache because ${kind} permission for ${path} is not granted`;
      this.tell(`[compile cache] ${message}\n`);
      return [FAILED, message];
    }
    const failure = this.#attempt(() => this.#makePath(path));
    this.tell(`[compile cache] creating cache directory ${path}...${failure ?? "success"}\n`);
    if (failure !== null) {
      const message = `Cannot create cache directory: ${failure}`;
      this.tell(`[compile cache] ${message}\n`);
      return [FAILED, message];
    }
    this.#directory = path;
    this.#portable = portable;
    return [ENABLED, undefined, base];
  }

  /** What is known of a source; null unless enabled. */
  entry(source: string, name: string, type: CodeType): CacheEntry | null {
    const directory = this.#directory;
    if (directory === null) return null;
    let keyed = name;
    const path = name.startsWith("file:")
      ? decodeURIComponent(new this.#context.pristine.URL(name).pathname)
      : name;
    if (this.#portable && path.startsWith("/")) {
      keyed = relative(directory, path);
      this.tell(`[compile cache] using relative path ${keyed} from ${directory}\n`);
    }
    const key = crc32(this.#bytes(keyed), crc32(new Uint8Array([type])));
    const code = this.#bytes(source);
    const codeHash = crc32(code);
    const known = this.#entries.get(key);
    if (known?.codeHash === codeHash) return known;
    const entry: CacheEntry = {
      type,
      source: name,
      file: `${directory}/${hex(key)}`,
      codeSize: code.length,
      codeHash,
      cache: null,
      refreshed: false,
      persisted: false,
    };
    this.#entries.set(key, entry);
    this.#read(entry);
    return entry;
  }

  /** A source was compiled. */
  compiled(source: string, name: string, type: CodeType): void {
    const entry = this.entry(source, name, type);
    if (!entry) return;
    const had = entry.cache !== null;
    this.tell(
      `[compile cache] V8 code cache for ${nameOf(entry)} ${name} was ${had ? "accepted, keeping" : "not initialized, initializing"} the in-memory entry\n`,
    );
    if (had) return;
    entry.cache = this.#bytes(`${entry.codeSize} ${entry.codeHash}`);
    entry.refreshed = true;
  }

  /** What a source was translated to in an earlier process. */
  translation(entry: CacheEntry): string | null {
    const about = `${nameOf(entry)} ${entry.source}`;
    if (entry.cache === null) {
      this.tell(`[compile cache] no transpile cache for ${about}\n`);
      return null;
    }
    this.tell(`[compile cache] retrieving transpile cache for ${about}...success\n`);
    return this.#context.pristine.utf8.decode(entry.cache);
  }

  /** A source was translated. */
  transpiled(entry: CacheEntry, text: string): void {
    this.tell(`[compile cache] saving transpilation cache for ${nameOf(entry)} ${entry.source}\n`);
    entry.cache = this.#bytes(text);
    entry.refreshed = true;
  }

  /** Writes what is new. */
  flush(): void {
    if (this.#directory === null) return;
    for (const entry of this.#entries.values()) this.#persist(entry);
    this.tell("[compile cache] Clear deserialized cache.\n");
    this.#entries.clear();
  }

  #read(entry: CacheEntry): void {
    this.tell(`[compile cache] reading cache from ${entry.file} for ${nameOf(entry)} ${entry.source}...`);
    let bytes = new Uint8Array(0);
    const failure = this.#attempt(() => {
      bytes = new Uint8Array(this.#context.sys.readFile(entry.file));
    });
    if (failure !== null) return this.tell(` ${failure}\n`);
    if (bytes.length < HEADERS * 4) return this.tell(`reading header failed, bytes read ${bytes.length}\n`);
    const [magic, codeSize, cacheSize, codeHash, cacheHash] = new Uint32Array(bytes.buffer, 0, HEADERS);
    this.tell(`[${[magic, codeSize, cacheSize, codeHash, cacheHash].join(" ")}]...`);
    const differs = (what: string, expected: number, actual: number | undefined): boolean => {
      if (expected !== actual) this.tell(`${what} mismatch: expected ${expected}, actual ${actual}\n`);
      return expected !== actual;
    };
    const cache = bytes.slice(HEADERS * 4);
    if (differs("magic number", MAGIC, magic)) return;
    if (differs("code size", entry.codeSize, codeSize)) return;
    if (differs("code hash", entry.codeHash, codeHash)) return;
    if (differs("cache size", cacheSize ?? 0, cache.length)) return;
    if (differs("cache hash", cacheHash ?? 0, crc32(cache))) return;
    entry.cache = cache;
    this.tell(` success, size=${cache.length}\n`);
  }

  #persist(entry: CacheEntry): void {
    const [type, { cache, source }] = [nameOf(entry), entry];
    const skip = (why: string) =>
      this.tell(`[compile cache] skip persisting ${type} ${source} because ${why}\n`);
    if (cache === null) return skip("the cache was not initialized");
    if (!entry.refreshed) return skip("cache was the same");
    if (entry.persisted) return skip("cache was already persisted");
    const { sys } = this.#context;
    const headers = new Uint32Array([MAGIC, entry.codeSize, cache.length, entry.codeHash, crc32(cache)]);
    const bytes = new Uint8Array(headers.byteLength + cache.length);
    bytes.set(new Uint8Array(headers.buffer));
    bytes.set(cache, headers.byteLength);
    const temporary = `${entry.file}.${Math.random().toString(36).slice(2, 8).padEnd(6, "x")}`;
    this.tell(`[compile cache] Creating temporary file for cache of ${source} (${type})...`);
    const made = this.#attempt(() => sys.writeFile(temporary, bytes, NEW_FILE, 0o600));
    if (made !== null) return this.tell(`failed. ${made}\n`);
    this.tell(
      ` -> ${temporary}\n[compile cache] writing cache for ${type} ${source} to temporary file ${temporary} [${headers.join(" ")}]...success\n`,
    );
    this.tell(`[compile cache] Renaming ${temporary} to ${entry.file}...`);
    const renamed = this.#attempt(() => sys.rename(temporary, entry.file));
    if (renamed !== null) return this.tell(`failed: ${renamed}\n`);
    this.tell("success\n");
    entry.persisted = true;
  }

  #makePath(path: string): void {
    const parts = path.split("/").filter((part) => part !== "");
    for (let count = 1; count <= parts.length; count++) {
      try {
        this.#context.sys.mkdir(`/${parts.slice(0, count).join("/")}`, 0o777);
      } catch (error) {
        if (!(error instanceof SyscallError) || error.code !== "EEXIST") throw error;
      }
    }
  }

  /** Null, or what the system says (`uv_strerror`). */
  #attempt(work: () => void): string | null {
    try {
      work();
      return null;
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      const found = this.#context.recorded.errors.find(([, [name]]) => name === error.code);
      return found?.[1][1] ?? error.code;
    }
  }

  #bytes(text: string): Uint8Array {
    return new this.#context.pristine.TextEncoder().encode(text);
  }
}

const nameOf = ({ type }: CacheEntry): string => TYPE_NAMES.get(type) ?? "";
const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");

function resolve(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith("/") ? "" : `${cwd}/`}${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function relative(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split("/").filter((part) => part !== "")) as [
    string[],
    string[],
  ];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}

/** The realm's compile cache. */
export function compileCache(context: BindingContext): CompileCache {
  return context.shared(makeCompileCache);
}

function makeCompileCache(context: BindingContext): CompileCache {
  return new CompileCache(context as RealmContext);
}
