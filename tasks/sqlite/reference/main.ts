import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import init from "@sqlite.org/sqlite-wasm";
import { Database } from "./database.ts";
import { MODES, type Mode } from "./formats.ts";
import { Quit, Shell, unescape } from "./shell.ts";

const USAGE = "usage: sqlite3 [OPTIONS] [:memory: [SQL]...]";

class UsageError extends Error {}

interface Request {
  readonly sql: readonly string[];
  /** What options ask of the shell, in their order. */
  readonly set: readonly ((shell: Shell) => void)[];
}

/** Options stand in front of the database; one or two hyphens are the same. @throws UsageError */
function readArguments(args: readonly string[]): Request {
  const set: ((shell: Shell) => void)[] = [];
  let at = 0;
  for (; at < args.length && args[at]!.startsWith("-"); at++) {
    const option = args[at]!.replace(/^--?/, "");
    const value = (): string => {
      const text = args[++at];
      if (text === undefined) throw new UsageError(`missing argument to -${option}`);
      return text;
    };
    if ((MODES as readonly string[]).includes(option)) set.push((shell) => shell.setMode(option as Mode));
    else if (option === "header") set.push((shell) => shell.setHeaders(true));
    else if (option === "noheader") set.push((shell) => shell.setHeaders(false));
    else if (option === "bail") set.push((shell) => void (shell.bail = true));
    else if (option === "echo") set.push((shell) => void (shell.echo = true));
    else if (option === "nullvalue") {
      const text = value();
      set.push((shell) => void (shell.format.nullValue = text));
    } else if (option === "separator") {
      const text = unescape(value());
      set.push((shell) => void (shell.format.column = text));
    } else if (option === "newline") {
      const text = unescape(value());
      set.push((shell) => void (shell.format.row = text));
    } else if (option === "cmd") {
      const text = value();
      set.push((shell) => {
        if (!shell.argument(text)) throw new Quit(1);
      });
    } else throw new UsageError(`unknown option: ${args[at]}`);
  }
  const database = args[at];
  if (database !== undefined && database !== ":memory:") {
    throw new UsageError(`the database must be :memory:, not ${database}`);
  }
  return { sql: args.slice(at + 1), set };
}

/** Writes all of a text, in pieces that a pipe takes. */
function write(descriptor: 1 | 2, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at);
}

async function main(args: readonly string[]): Promise<number> {
  const { sql, set } = readArguments(args);
  const sqlite = await init({
    print: (line) => write(1, `${line}\n`),
    printErr: (line) => write(2, `${line}\n`),
    instantiateWasm(imports, ready) {
      const program = new WebAssembly.Module(readFileSync(join(__dirname, "sqlite3.wasm")));
      // Not at once: the glue is not ready for it yet.
      queueMicrotask(() => ready(new WebAssembly.Instance(program, imports), program));
      return {};
    },
  });
  const output: string[] = [];
  const shell = new Shell(new Database(sqlite), {
    output: (text) => void output.push(text),
    error: (text) => write(2, text),
  });
  try {
    for (const one of set) one(shell);
    if (sql.length > 0) return sql.every((one) => shell.argument(one)) ? 0 : 1;
    return shell.script(readFileSync(0, "utf8")) === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Quit)) throw error;
    return error.code || Number(shell.failed);
  } finally {
    write(1, output.join(""));
  }
}

export const finished = main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    write(2, `sqlite3: ${error.message}\n${USAGE}\n`);
    process.exitCode = 1;
  },
);
