/** Brotli's decoder. The package's own script keeps one instance for all streams; here each has its own. */
import * as packed from "../../../../node_modules/brotli-dec-wasm/pkg/brotli_dec_wasm_bg.wasm";

/** The package's own types tell of the exports, as for bundlers that make an instance; the build here packs the bytes. */
const code = (packed as unknown as { readonly default: Uint8Array<ArrayBuffer> }).default;

/** What of the module's exports is used (see the package's `brotli_dec_wasm_bg.wasm.d.ts`). */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_externrefs: WebAssembly.Table;
  __wbindgen_start(): void;
  __wbindgen_malloc(length: number, align: number): number;
  __wbindgen_free(pointer: number, length: number, align: number): void;
  brotlidecstream_new(): number;
  /** `[result, place of the error, whether it failed]`; takes the input's memory over. */
  brotlidecstream_dec(
    stream: number,
    input: number,
    length: number,
    room: number,
  ): [number, number, number | boolean];
  __wbg_get_brotlistreamresult_buf(result: number): [number, number];
  __wbg_get_brotlistreamresult_code(result: number): number;
  __wbg_get_brotlistreamresult_input_offset(result: number): number;
  __wbg_brotlistreamresult_free(result: number, owned: number): void;
}

/** What a step made: output, how much input it took, and what it waits for. */
export interface BrotliStep {
  readonly output: Uint8Array;
  readonly taken: number;
  readonly state: "end" | "input" | "output";
}

const states = ["end", "input", "output"] as const;

/** `BROTLI_DECODER_ERROR_UNREACHABLE` */
const UNREACHABLE = 31;

/** Made when this is evaluated, of what the browser has: a program that replaces these must not choose for the next one. */
const { Instance, Module } = WebAssembly;
const module = new Module(code);

/**
 * A Brotli decoder with a memory of its own, so that nothing of one stream is left for another.
 *
 * @returns runs a step; answers with the number of a `BrotliDecoderErrorCode`, without its sign, when the input is wrong
 */
export function startBrotli(): (input: Uint8Array, room: number) => BrotliStep | number {
  let wasm: Exports | null = null;
  const stop = (): never => {
    throw new Error("Brotli's decoder stopped");
  };
  /** `Brotli streaming decompress failed: Error code -15` becomes 15. */
  const errorNumber = (at: number, length: number): number => {
    const bytes = new Uint8Array(wasm?.memory.buffer ?? new ArrayBuffer(0), at >>> 0, length);
    return Number(/-(\d+)/.exec(String.fromCharCode(...bytes))?.[1] ?? UNREACHABLE);
  };
  /** The names end in digests that change with each build of the package. */
  const answers = (name: string) => {
    if (name === "__wbindgen_init_externref_table") return () => prepareTable(wasm);
    return name.startsWith("__wbg_Error_") ? errorNumber : stop;
  };
  const imports = Object.fromEntries(Module.imports(module).map(({ name }) => [name, answers(name)]));
  wasm = new Instance(module, { "./brotli_dec_wasm_bg.js": imports }).exports as unknown as Exports;
  wasm.__wbindgen_start();
  const { memory, __wbindgen_externrefs: table } = wasm;
  const stream = wasm.brotlidecstream_new();
  return (input, room) => {
    const source = wasm.__wbindgen_malloc(input.length, 1);
    new Uint8Array(memory.buffer).set(input, source);
    const [result, error, failed] = wasm.brotlidecstream_dec(stream, source, input.length, room);
    if (failed) return Number(table.get(error));
    const [at, length] = wasm.__wbg_get_brotlistreamresult_buf(result);
    const output = new Uint8Array(memory.buffer, at >>> 0, length).slice();
    wasm.__wbindgen_free(at, length, 1);
    const taken = wasm.__wbg_get_brotlistreamresult_input_offset(result) >>> 0;
    const state = states[wasm.__wbg_get_brotlistreamresult_code(result) - 1] ?? stop();
    wasm.__wbg_brotlistreamresult_free(result, 0);
    return { output, taken, state };
  };
}

/** As the package's own script lays it out. */
function prepareTable(wasm: Exports | null): void {
  const table = wasm?.__wbindgen_externrefs;
  if (!table) throw new Error("Brotli's decoder has no table");
  const at = table.grow(4);
  table.set(0, undefined);
  for (const [index, value] of [undefined, null, true, false].entries()) table.set(at + index, value);
}
