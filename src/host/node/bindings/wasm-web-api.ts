import type { Hooks, RealmContext } from "../realm-context.ts";

/** `wasm_web_api`: WebAssembly from responses. */
export function wasmWebApiBinding(context: RealmContext): Record<string, unknown> {
  return {
    setImplementation(read: Hooks["readWasm"]) {
      context.hooks.readWasm = read;
    },
  };
}
