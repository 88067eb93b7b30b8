import { readFileSync } from "node:fs";
import jsonata from "jsonata";
import { readRequest, UsageError } from "./options.ts";

const warn = (text: string): void => {
  process.stderr.write(`jsonata: ${text}\n`);
};

/** JSON from a file or from standard input (0); nothing when that holds only white space. */
function readJson(source: string | 0): unknown {
  const name = source === 0 ? "standard input" : source;
  let text: string;
  try {
    text = readFileSync(source, "utf8");
  } catch {
    throw new UsageError(`${name}: cannot be read`);
  }
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${name}: is not JSON`);
  }
}

function readBindings(file: string): Record<string, unknown> {
  const bindings = readJson(file);
  if (typeof bindings !== "object" || bindings === null || Array.isArray(bindings)) {
    throw new UsageError(`${file}: must hold a JSON object`);
  }
  return bindings as Record<string, unknown>;
}

/** Functions are written as empty text, as the language's own $string does. */
function withoutFunctions(_key: string, value: unknown): unknown {
  const { _jsonata_lambda: lambda, _jsonata_function: builtin } = Object(value) as Record<string, unknown>;
  return typeof value === "function" || lambda === true || builtin === true ? "" : value;
}

interface JsonataError {
  readonly code: string;
  readonly message: string;
  readonly position?: number;
}

function describe(error: JsonataError): string {
  // Where a syntax error is depends on the text alone; at run time, on how far evaluation has come.
  const place = error.code.startsWith("S") && error.position !== undefined ? ` at ${error.position}` : "";
  return `${error.code}${place}: ${error.message}`;
}

async function main(args: readonly string[]): Promise<void> {
  const { expression, bindings, compact } = readRequest(args);
  const bound = bindings === null ? {} : readBindings(bindings);
  const input = readJson(0);
  const result: unknown = await jsonata(expression).evaluate(input, bound);
  process.stdout.write(`${JSON.stringify(result, withoutFunctions, compact ? 0 : 2)}\n`);
}

/** Settles when all is done. */
export const finished = main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    warn(error.message);
    process.exitCode = 2;
    return;
  }
  warn(describe(error as JsonataError));
  process.exitCode = 1;
});
