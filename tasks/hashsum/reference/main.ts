import { readFileSync } from "node:fs";
import { createHMAC, pbkdf2 } from "hash-wasm";
import { ALGORITHMS } from "./algorithms.ts";
import { readRequest, UsageError, type Request } from "./options.ts";

const USAGE = "usage: hashsum [OPTION]... ALGORITHM [FILE]...";

const warn = (text: string): void => {
  process.stderr.write(`hashsum: ${text}\n`);
};

/** A file's bytes, `-` being standard input. */
function read(file: string): Uint8Array {
  try {
    return readFileSync(file === "-" ? 0 : file);
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

function unhex(text: string): Uint8Array {
  const digits = text.replaceAll(/\s/g, "");
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) throw new Error("is not hexadecimal");
  return Uint8Array.from(Buffer.from(digits, "hex"));
}

async function digest(request: Request, content: Uint8Array): Promise<string> {
  const { algorithm, choices, hmac, derive } = request;
  const made = ALGORITHMS[algorithm]!;
  const create = (): ReturnType<typeof made.create> => made.create(choices);
  if (derive) {
    const { salt, iterations, length } = derive;
    const bytes = { password: content, salt, iterations, hashLength: length, hashFunction: create() };
    return pbkdf2({ ...bytes, outputType: "hex" });
  }
  const hasher = hmac ? await createHMAC(create(), hmac) : await create();
  return hasher.init().update(content).digest("hex");
}

async function sum(request: Request, file: string): Promise<string> {
  const bytes = read(file);
  return digest(request, request.hex ? unhex(new TextDecoder().decode(bytes)) : bytes);
}

/** Prints a line for every file. */
async function printSums(request: Request): Promise<boolean> {
  const { algorithm, tag } = request;
  let fine = true;
  for (const file of request.files.length === 0 ? ["-"] : request.files) {
    try {
      const hash = await sum(request, file);
      process.stdout.write(tag ? `${algorithm.toUpperCase()} (${file}) = ${hash}\n` : `${hash}  ${file}\n`);
    } catch (error) {
      warn(`${file}: ${(error as Error).message}`);
      fine = false;
    }
  }
  return fine;
}

const LINE = /^([0-9a-fA-F]+) [ *](.+)$|^[A-Z0-9]+ \((.+)\) = ([0-9a-fA-F]+)$/;

/** Compares the files that a list names with the hashes it gives. */
async function checkList(request: Request, list: string): Promise<boolean> {
  let [failed, missing, bad, good] = [0, 0, 0, 0];
  for (const line of new TextDecoder().decode(read(list)).split("\n")) {
    if (line === "") continue;
    const found = LINE.exec(line);
    const file = found?.[2] ?? found?.[3];
    const wanted = found?.[1] ?? found?.[4];
    if (file === undefined || wanted === undefined) {
      bad++;
      continue;
    }
    try {
      const equal = (await sum(request, file)) === wanted.toLowerCase();
      process.stdout.write(`${file}: ${equal ? "OK" : "FAILED"}\n`);
      if (equal) good++;
      else failed++;
    } catch (error) {
      process.stdout.write(`${file}: FAILED to read\n`);
      warn(`${file}: ${(error as Error).message}`);
      missing++;
    }
  }
  const lines = (count: number): string => (count === 1 ? "1 line is" : `${count} lines are`);
  if (bad > 0) warn(`WARNING: ${lines(bad)} not properly formatted`);
  if (missing > 0) warn(`WARNING: ${missing} listed file${missing === 1 ? "" : "s"} could not be read`);
  if (failed > 0) warn(`WARNING: ${failed} computed hash${failed === 1 ? "" : "es"} did NOT match`);
  if (good + failed + missing === 0) warn(`${list}: no properly formatted lines found`);
  return failed + missing === 0 && good > 0;
}

async function checkLists(request: Request): Promise<boolean> {
  let fine = true;
  for (const list of request.files.length === 0 ? ["-"] : request.files) {
    try {
      fine = (await checkList(request, list)) && fine;
    } catch (error) {
      warn(`${list}: ${(error as Error).message}`);
      fine = false;
    }
  }
  return fine;
}

async function main(args: readonly string[]): Promise<number> {
  const request = readRequest(args);
  return (await (request.check ? checkLists : printSums)(request)) ? 0 : 1;
}

/** Settles when all is done. */
export const finished = main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    warn(`${error.message}\n${USAGE}`);
    process.exitCode = 2;
  },
);
