import { readFileSync, readdirSync } from "node:fs";
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

function bytes(buffer: readonly (number | null)[]): Uint8Array {
  return Uint8Array.from(buffer.filter((byte) => byte !== null));
}

async function main(args: string[]): Promise<void> {
  const module = await jq({
    wasmBinary: readFileSync(join(__dirname, "jq.wasm")),
    thisProgram: "jq",
    env: { ...Object.fromEntries(EMSCRIPTEN_ENV.map((name) => [name, undefined])), ...process.env },
    stdinByte: input(),
  });
  module.FS.mkdir("/work");
  module.FS.chdir("/work");
  for (const entry of readdirSync(".", { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) module.FS.mkdir(path);
    else if (entry.isFile()) module.FS.writeFile(path, readFileSync(path));
  }
  module.begin();
  let code: number;
  try {
    code = module.callMain(args);
  } catch (error) {
    // abort() in C: out of memory, most likely. What a native jq would exit with, and no stack trace of the bundle.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    code = 134;
  }
  const [stdout, stderr] = module.end();
  process.stdout.write(bytes(stdout));
  process.stderr.write(bytes(stderr));
  process.exitCode = code;
}

export const finished = main(process.argv.slice(2));
