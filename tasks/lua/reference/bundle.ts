import { readFileSync } from "node:fs";
import { packageFile } from "../../pipeline/package-file.ts";
import { once, patching } from "../../pipeline/patch.ts";

/**
 * The package's own interface converts every value to JavaScript's, and prints by lines; so its glue hands out the C
 * interface below it, and takes and gives every byte of the standard streams as it comes.
 */
function openUp(glue: string): string {
  let source = glue;
  source = once(
    source,
    "exports.LuaWasm = LuaWasm;",
    "exports.LuaWasm = LuaWasm; exports.openLua = initWasmModule;",
  );
  source = once(source, "R.R.Y||R.R()", "R.R.Y||R.R(e.readByte,e.writeByte,e.writeErrorByte)");
  source = once(
    source,
    "Ra(a).then(d=>WebAssembly.instantiate(d,b)).then(d=>d)",
    "Promise.resolve().then(()=>({instance:new WebAssembly.Instance(e.program(),b)}))",
  );
  source = once(source, "await import('module')", "{createRequire:()=>require}");
  // What is still in C's buffers when a script calls os.exit would be lost.
  source = once(source, "exit:a=>{mc();", "exit:a=>{Rb(0);");
  return source;
}

export const plugins = [patching(/wasmoon\/dist\/index\.js$/, openUp)];

export function assets(): Readonly<Record<string, Uint8Array>> {
  return { "lua.wasm": readFileSync(packageFile("wasmoon", "dist/glue.wasm")) };
}
