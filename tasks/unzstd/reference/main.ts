import { readFileSync, writeSync } from "node:fs";
import { decompress } from "fzstd";

type Mode = "write" | "hex" | "test" | "size";

const USAGE = "usage: unzstd [-x | -t | -s] FILE...";
const MODES: Readonly<Record<string, Mode>> = {
  "-c": "write",
  "--stdout": "write",
  "-x": "hex",
  "--hex": "hex",
  "-t": "test",
  "--test": "test",
  "-s": "size",
  "--size": "size",
};

class UsageError extends Error {}

function parse(args: readonly string[]): { mode: Mode; files: string[] } {
  let mode: Mode = "write";
  const files: string[] = [];
  let options = true;
  for (const arg of args) {
    const chosen = MODES[arg];
    if (options && arg === "--") options = false;
    else if (options && chosen !== undefined && Object.hasOwn(MODES, arg)) mode = chosen;
    else if (options && arg.startsWith("-") && arg !== "-") throw new UsageError(`unknown option ${arg}`);
    else files.push(arg);
  }
  if (files.length === 0) throw new UsageError("no file is given");
  return { mode, files };
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

const print = (text: string): void => writeAll(1, new TextEncoder().encode(text));
const warn = (text: string): void => writeAll(2, new TextEncoder().encode(`unzstd: ${text}\n`));

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Error(
      code === "ENOENT" ? "no such file" : code === "EISDIR" ? "is a folder" : "cannot be read",
      {
        cause: error,
      },
    );
  }
}

function hexLines(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32)
    text += `${Buffer.from(bytes.subarray(at, at + 32)).toString("hex")}\n`;
  return text;
}

function show(file: string, bytes: Uint8Array, mode: Mode): void {
  if (mode === "write") writeAll(1, bytes);
  else if (mode === "hex") print(hexLines(bytes));
  else if (mode === "test") print(`${file}: ok\n`);
  else print(`${bytes.length}\t${file}\n`);
}

function main(args: readonly string[]): number {
  const { mode, files } = parse(args);
  let failed = false;
  for (const file of files) {
    try {
      show(file, decompress(read(file)), mode);
    } catch (error) {
      warn(`${file}: ${(error as Error).message}`);
      failed = true;
    }
  }
  return failed ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  warn(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
