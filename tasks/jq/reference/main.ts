import { readFileSync, readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import jq from "jq-web";

/** What Emscripten sets by itself; a native jq has none of it unless the caller does. */
const EMSCRIPTEN_ENV = ["USER", "LOGNAME", "PATH", "PWD", "HOME", "LANG", "_"] as const;

/** Standard input, read when jq first asks for it. */
function input(): () => number | null {
  let bytes: Uint8Array | null = null;
  let at = 0;
  return () => {
    bytes ??= readFileSync(0);
    return bytes[at++] ?? null;
  };
}

/** Collects bytes and writes them in pieces, so that output without end meets whoever limits it. */
class Output {
  readonly #descriptor: number;
  readonly #piece = new Uint8Array(65_536);
  #length = 0;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  add(byte: number): void {
    this.#piece[this.#length++] = byte;
    if (this.#length === this.#piece.length) this.flush();
  }

  flush(): void {
    for (let at = 0; at < this.#length;) {
      at += writeSync(this.#descriptor, this.#piece, at, this.#length - at);
    }
    this.#length = 0;
  }
}

async function main(args: string[]): Promise<void> {
  const output = { 1: new Output(1), 2: new Output(2) };
  const module = await jq({
    instantiateWasm: (imports, done) => {
      const program = new WebAssembly.Module(readFileSync(join(__dirname, "jq.wasm")));
      done(new WebAssembly.Instance(program, imports), program);
      return {};
    },
    thisProgram: "jq",
    env: { ...Object.fromEntries(EMSCRIPTEN_ENV.map((name) => [name, undefined])), ...process.env },
    stdinByte: input(),
    byte: (descriptor, byte) => {
      if (byte !== null) output[descriptor].add(byte);
    },
  });
  module.FS.mkdir("/work");
  module.FS.chdir("/work");
  for (const entry of readdirSync(".", { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) module.FS.mkdir(path);
    else if (entry.isFile()) module.FS.writeFile(path, readFileSync(path));
  }
  let code: number;
  try {
    code = module.callMain(args);
  } catch (error) {
    // abort() in C: out of memory, most likely. What a native jq would exit with, and no stack trace of the bundle.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    code = 134;
  }
  output[1].flush();
  output[2].flush();
  process.exitCode = code;
}

export const finished = main(process.argv.slice(2));
