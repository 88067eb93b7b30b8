import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

/** Replaces text that must occur exactly once: a new version of a package must not be patched blindly. */
export function once(source: string, find: string, put: string): string {
  const count = source.split(find).length - 1;
  if (count !== 1)
    throw new Error(`${JSON.stringify(find)} occurs ${count} times in the package, expected once`);
  return source.replace(find, () => put);
}

/** An esbuild plugin that changes the files of packages whose paths match, as they are read. */
export function patching(filter: RegExp, change: (source: string) => string): Plugin {
  return {
    name: `patch ${filter.source}`,
    setup(build) {
      build.onLoad({ filter }, ({ path }) => ({
        contents: change(readFileSync(path, "utf8")),
        loader: "js",
      }));
    },
  };
}
