import type { Plugin } from "esbuild";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Replaces text that must occur exactly once: a new version of the package must not be patched blindly. */
function once(source: string, find: string, put: string): string {
  const count = source.split(find).length - 1;
  if (count !== 1) throw new Error(`jq-web: ${JSON.stringify(find)} occurs ${count} times, expected once`);
  return source.replace(find, () => put);
}

/**
 * The package's own interface loses stdout when jq fails, cannot read standard input, and keeps all output until the
 * end; so its glue takes the environment and hands out the file system and main itself, and every byte as it comes.
 */
function openUp(glue: string): string {
  let source = glue;
  source = once(source, "{ json, raw },", "{ FS, callMain },");
  // Read once while the module starts, so it must be there before.
  source = once(source, "var ENV = {", "var ENV = { ...Module.env,");
  source = once(source, 'throw "should not happen";', "return Module.stdinByte();");
  source = once(source, "if (c) outBuffer.push(c)", "Module.byte(1, c)");
  source = once(source, "if (c) errBuffer.push(c)", "Module.byte(2, c)");
  // The last lines replace the factory by its first instance.
  return source.slice(0, source.lastIndexOf("jq = jq().then("));
}

export const plugins: readonly Plugin[] = [
  {
    name: "jq-glue",
    setup(build) {
      build.onLoad({ filter: /jq-web\/jq\.js$/ }, ({ path }) => ({
        contents: openUp(readFileSync(path, "utf8")),
        loader: "js",
      }));
    },
  },
];

export function assets(): Readonly<Record<string, Uint8Array>> {
  return { "jq.wasm": readFileSync(require.resolve("jq-web/jq.wasm")) };
}
