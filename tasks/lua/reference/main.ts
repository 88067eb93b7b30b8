import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openLua, type LuaModule } from "wasmoon";
import { readArguments, UsageError } from "./arguments.ts";
import { Interpreter } from "./interpreter.ts";
import { Output } from "./output.ts";

const USAGE = `usage: lua [options] [script [args]]
Available options are:
  -e stat   execute string 'stat'
  -l mod    require library 'mod' into global 'mod'
  -l g=mod  require library 'mod' into global 'g'
  -v        show version information
  -E        ignore environment variables
  -W        turn warnings on
  --        stop handling options
  -         stop handling options and execute stdin
`;

/** What Emscripten sets by itself; a native Lua has none of it unless the caller does. */
const EMSCRIPTEN_ENV = ["USER", "LOGNAME", "PATH", "PWD", "HOME", "LANG", "_"] as const;

/** Standard input, read when Lua first asks for it. */
function input(): () => number | null {
  let bytes: Uint8Array | null = null;
  let at = 0;
  return () => {
    bytes ??= readFileSync(0);
    return bytes[at++] ?? null;
  };
}

function layFiles({ FS }: LuaModule): void {
  FS.mkdir("/work");
  FS.chdir("/work");
  for (const entry of readdirSync(".", { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) FS.mkdir(path);
    else if (entry.isFile()) FS.writeFile(path, readFileSync(path));
  }
}

/** The exit code of a run that `os.exit` ended, if that is what was thrown. */
function exitStatus(error: unknown): number {
  if (error instanceof Error || typeof error !== "object" || error === null) throw error;
  const { status } = error as { readonly status?: unknown };
  if (typeof status !== "number") throw error;
  return status;
}

async function main(args: readonly string[]): Promise<number> {
  const [stdout, stderr] = [new Output(1), new Output(2)];
  const module = await openLua({
    locateFile: (name) => name,
    preRun({ ENV }) {
      Object.assign(ENV, Object.fromEntries(EMSCRIPTEN_ENV.map((name) => [name, undefined])), process.env);
    },
    program: () => new WebAssembly.Module(readFileSync(join(__dirname, "lua.wasm"))),
    readByte: input(),
    writeByte: stdout.add,
    writeErrorByte: stderr.add,
  });
  layFiles(module);
  const streams = {
    output: (bytes: Uint8Array) => bytes.forEach(stdout.add),
    error: (bytes: Uint8Array) => bytes.forEach(stderr.add),
  };
  try {
    return new Interpreter(module, args, streams).run(readArguments(args));
  } catch (error) {
    return exitStatus(error);
  } finally {
    stdout.flush();
    stderr.flush();
  }
}

export const finished = main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`lua: ${error.message}\n${USAGE}`);
    process.exitCode = 1;
  },
);
