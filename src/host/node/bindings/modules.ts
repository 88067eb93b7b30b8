import { CACHE_STATUS, type CacheEntry, CODE_TYPES, type CodeType, compileCache } from "../compile-cache.ts";
import type { RealmContext } from "../realm-context.ts";

/** What the library gets of a package.json: name, main, type, imports, exports, path. Objects stay JSON. */
type PackageConfig = readonly [
  name: string | undefined,
  main: string | undefined,
  type: string,
  imports: string | null,
  exports: string | null,
  path: string,
];

/** `modules`: package.json files, and the compile cache. */
export function modulesBinding(context: RealmContext): Record<string, unknown> {
  const cache = new Map<string, PackageConfig | null>();
  const textOf = (path: string): string | undefined => {
    try {
      return context.pristine.utf8.decode(context.sys.readFile(path));
    } catch {
      return undefined; // Whatever keeps it from being read, it is as if there were none (package_json_reader.cc).
    }
  };
  const invalid = (path: string, isESM: unknown, base: unknown, specifier: unknown): Error => {
    const from =
      isESM && typeof base === "string" ? ` while importing "${String(specifier)}" from ${pathOf(base)}` : "";
    const error = new Error(`Invalid package config ${path}${from}.`);
    return Object.assign(error, { code: "ERR_INVALID_PACKAGE_CONFIG" });
  };
  const read = (
    path: string,
    isESM?: unknown,
    base?: unknown,
    specifier?: unknown,
  ): PackageConfig | undefined => {
    const known = cache.get(path);
    if (known !== undefined) return known ?? undefined;
    const text = textOf(path);
    if (text === undefined) {
      cache.set(path, null);
      return undefined;
    }
    let json: Record<string, unknown>;
    try {
      const parsed: unknown = JSON.parse(text);
      json = typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw invalid(path, isESM, base, specifier);
    }
    const config = packageConfig(json, path);
    cache.set(path, config);
    return config;
  };
  /** The package.json of the package that `path` is in. */
  const nearest = (path: string): PackageConfig | undefined => {
    const parts = path.split("/").slice(0, -1);
    for (let count = parts.length; count > 0; count--) {
      if (context.permissions?.has("fs.read", parts.slice(0, count).join("/")) === false) return undefined;
      if (parts[count - 1] === "node_modules") return undefined;
      const config = read(`${parts.slice(0, count).join("/")}/package.json`);
      if (config) return config;
    }
    return undefined;
  };
  const pathOf = (url: unknown): string => {
    const text = String(url);
    return text.startsWith("file:") ? decodeURIComponent(new context.pristine.URL(text).pathname) : text;
  };
  return {
    readPackageJSON: function readPackageJSON(
      path: string,
      isESM?: unknown,
      base?: unknown,
      specifier?: unknown,
    ) {
      context.permissions?.demand("fs.read", path, readPackageJSON);
      return read(path, isESM, base, specifier);
    },
    getNearestParentPackageJSON: nearest,
    getNearestParentPackageJSONType: (path: string) => nearest(path)?.[2] ?? "none",
    getPackageScopeConfig: (url: unknown) => nearest(pathOf(url)) ?? "/package.json",
    getPackageType(url: unknown): string | undefined {
      const type = nearest(pathOf(url))?.[2];
      return type === "none" ? undefined : type;
    },
    compileCacheStatus: CACHE_STATUS,
    cachedCodeTypes: CODE_TYPES,
    enableCompileCache(directory: unknown, portable?: unknown) {
      if (typeof directory !== "string") throw argumentType("cacheDir should be a string");
      return compileCache(context).enable(directory, portable === true);
    },
    getCompileCacheDir: () => compileCache(context).directory ?? "",
    flushCompileCache(keep?: unknown) {
      if (keep !== undefined && typeof keep !== "boolean")
        throw argumentType("keepDeserializedCache should be a boolean");
      const cache = compileCache(context);
      cache.tell("[compile cache] module.flushCompileCache() requested.\n");
      cache.flush();
      cache.tell("[compile cache] module.flushCompileCache() finished.\n");
    },
    getCompileCacheEntry(source: string, name: string, type: CodeType) {
      const cache = compileCache(context);
      const entry = cache.entry(source, name, type);
      if (!entry) return undefined;
      const known = cache.translation(entry);
      return { __proto__: null, external: entry, ...(known === null ? {} : { transpiled: known }) };
    },
    saveCompileCacheEntry: (entry: CacheEntry, text: string) => compileCache(context).transpiled(entry, text),
    setLazyPathHelpers(meta: Record<string, unknown>, url: string) {
      const path = pathOf(url);
      meta["dirname"] = path.replace(/\/[^/]*$/, "") || "/";
      meta["filename"] = path;
    },
  };
}

function argumentType(message: string): Error {
  return Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
}

function packageConfig(json: Record<string, unknown>, path: string): PackageConfig {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  // What a program puts on Object.prototype is no part of the file.
  const own = (key: string) => (Object.hasOwn(json, key) ? json[key] : undefined);
  const [exports, imports, type] = [own("exports"), own("imports"), own("type")];
  return [
    text(own("name")),
    text(own("main")),
    type === "module" || type === "commonjs" ? type : "none",
    typeof imports === "object" && imports !== null ? JSON.stringify(imports) : null,
    exports === undefined || exports === null ? null : (text(exports) ?? JSON.stringify(exports)),
    path,
  ];
}
