import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { once, patching } from "../../pipeline/patch.ts";

const require = createRequire(import.meta.url);

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

export const plugins = [patching(/jq-web\/jq\.js$/, openUp)];

export function assets(): Readonly<Record<string, Uint8Array>> {
  return { "jq.wasm": readFileSync(require.resolve("jq-web/jq.wasm")) };
}
