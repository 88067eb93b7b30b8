import { concatBytes } from "../bytes.ts";
import type { OpenFile } from "../io/open-file.ts";
import { byteLines, readAll } from "../io/reader.ts";
import { eachInput, type NamedInput } from "./inputs.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const CHUNK = 65_536;
const LF = 10;
const SPEC = {
  flags: "qvzfF",
  values: "nc",
  long: {
    "lines=": "n",
    "bytes=": "c",
    quiet: "q",
    silent: "q",
    verbose: "v",
    follow: "f",
    "zero-terminated": "z",
  },
};

interface Amount {
  readonly sign: "" | "-" | "+";
  readonly count: number;
}

async function amount(context: ProgramContext, text: string, what: "lines" | "bytes"): Promise<Amount> {
  const match = /^([-+]?)(\d+)(b|kB|K|MB|M|GB|G)?$/.exec(text);
  if (match === null) return context.fail(`invalid number of ${what}: '${text}'`);
  const units: Readonly<Record<string, number>> = {
    b: 512,
    kB: 1e3,
    K: 1024,
    MB: 1e6,
    M: 1 << 20,
    GB: 1e9,
    G: 1 << 30,
  };
  return { sign: match[1] as Amount["sign"], count: Number(match[2]) * (units[match[3] ?? ""] ?? 1) };
}

/** `-5` for `-n 5`, as the first argument. */
function modern(args: readonly string[], plus: boolean): string[] {
  const old = (plus ? /^([-+])(\d+)$/ : /^(-)(\d+)$/).exec(args[0] ?? "");
  if (old === null) return [...args];
  return ["-n", `${old[1] === "+" ? "+" : ""}${old[2]}`, ...args.slice(1)];
}

type Copy = (file: OpenFile) => Promise<void>;

async function copyAll(context: ProgramContext, options: Options, copy: Copy): Promise<number> {
  const names = options.operands;
  const titles = (names.length > 1 && !options.has("q")) || options.has("v");
  let first = true;
  const describe = (name: string, reason: string): string =>
    reason === "Is a directory"
      ? `error reading '${name}': ${reason}`
      : `cannot open '${name}' for reading: ${reason}`;
  return eachInput(
    context,
    names,
    async ({ name, file }: NamedInput) => {
      if (titles)
        await context.out.text(`${first ? "" : "\n"}==> ${name === "-" ? "standard input" : name} <==\n`);
      first = false;
      await copy(file);
    },
    describe,
  );
}

/** head [-n lines] [-c bytes] [-qvz] [file…] */
export const head: Program = async (context) => {
  const options = await readOptions(context, SPEC, modern(context.args, false));
  const bytes = options.value("c");
  const { sign, count } = await amount(
    context,
    bytes ?? options.value("n") ?? "10",
    bytes === undefined ? "lines" : "bytes",
  );
  const delimiter = options.has("z") ? 0 : LF;
  return copyAll(context, options, async (file) => {
    if (sign === "-") await headExcept(context, file, count, bytes !== undefined, delimiter);
    else if (bytes !== undefined) await headBytes(context, file, count);
    else await headLines(context, file, count, delimiter);
  });
};

async function headLines(
  context: ProgramContext,
  file: OpenFile,
  count: number,
  delimiter: number,
): Promise<void> {
  for (let left = count; left > 0;) {
    const bytes = await file.read(CHUNK);
    if (bytes.length === 0) return;
    let end = 0;
    while (left > 0 && end < bytes.length) {
      const at = bytes.indexOf(delimiter, end);
      end = at === -1 ? bytes.length : at + 1;
      if (at !== -1) left--;
    }
    await context.out.bytes(bytes.subarray(0, end));
    // What follows is for whoever reads the same input next.
    if (left === 0) file.unread(bytes.subarray(end));
  }
}

async function headBytes(context: ProgramContext, file: OpenFile, count: number): Promise<void> {
  for (let left = count; left > 0;) {
    const bytes = await file.read(Math.min(left, CHUNK));
    if (bytes.length === 0) return;
    left -= bytes.length;
    await context.out.bytes(bytes);
  }
}

async function headExcept(
  context: ProgramContext,
  file: OpenFile,
  count: number,
  inBytes: boolean,
  delimiter: number,
): Promise<void> {
  const all = await readAll(file);
  const end = inBytes ? Math.max(0, all.length - count) : startOfLast(all, count, delimiter);
  await context.out.bytes(all.subarray(0, end));
}

/** Where the last `count` lines begin. */
function startOfLast(bytes: Uint8Array, count: number, delimiter: number): number {
  if (count === 0) return bytes.length;
  let at = bytes.length - 1;
  for (let left = count; ; left--) {
    at = at <= 0 ? -1 : bytes.lastIndexOf(delimiter, at - 1);
    if (at === -1) return 0;
    if (left === 1) return at + 1;
  }
}

/** tail [-n lines] [-c bytes] [-f] [-qvz] [file…] */
export const tail: Program = async (context) => {
  const options = await readOptions(context, SPEC, modern(context.args, true));
  const bytes = options.value("c");
  const { sign, count } = await amount(
    context,
    bytes ?? options.value("n") ?? "10",
    bytes === undefined ? "lines" : "bytes",
  );
  const delimiter = options.has("z") ? 0 : LF;
  const status = await copyAll(context, options, async (file) => {
    if (sign === "+") await tailFrom(context, file, count, bytes !== undefined, delimiter);
    else {
      const all = await lastPart(file, bytes === undefined ? null : count, count, delimiter);
      await context.out.bytes(all);
    }
  });
  if (options.has("f", "F")) return follow(context, options);
  return status;
};

async function tailFrom(
  context: ProgramContext,
  file: OpenFile,
  count: number,
  inBytes: boolean,
  delimiter: number,
): Promise<void> {
  const skip = Math.max(0, count - 1);
  if (inBytes) {
    await headBytes({ ...context, out: sink(context) }, file, skip);
    for (let bytes = await file.read(CHUNK); bytes.length > 0; bytes = await file.read(CHUNK))
      await context.out.bytes(bytes);
    return;
  }
  let number = 0;
  for await (const { bytes, terminated } of byteLines(file, delimiter)) {
    if (number++ < skip) continue;
    await context.out.bytes(terminated ? concatBytes([bytes, Uint8Array.of(delimiter)]) : bytes);
  }
}

/** An output that drops what it gets. */
function sink(context: ProgramContext): ProgramContext["out"] {
  const out = Object.create(context.out) as ProgramContext["out"];
  out.bytes = () => Promise.resolve();
  return out;
}

/** The end of a stream, without holding more of it than needed. */
async function lastPart(
  file: OpenFile,
  bytes: number | null,
  count: number,
  delimiter: number,
): Promise<Uint8Array> {
  let held: Uint8Array = new Uint8Array();
  const start = (all: Uint8Array): number =>
    bytes === null ? startOfLast(all, count, delimiter) : Math.max(0, all.length - bytes);
  let chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await file.read(CHUNK);
    if (read.length > 0) {
      chunks.push(read);
      size += read.length;
    }
    if (read.length === 0 || size > 16 * CHUNK) {
      const all = concatBytes([held, ...chunks]);
      held = all.slice(start(all));
      chunks = [];
      size = 0;
      if (read.length === 0) return held;
    }
  }
}

/** `tail -f`: waits for the file to grow, until it is ended. */
async function follow(context: ProgramContext, options: Options): Promise<number> {
  const name = options.operands.at(-1);
  if (name === undefined || name === "-") return 0;
  if (options.operands.length > 1) return usage(context, "following more than one file is not supported");
  const path = context.path(name);
  let size = context.sys.stat(path).size;
  await context.out.flush();
  for (;;) {
    await context.sleep(200);
    const now = context.sys.stat(path).size;
    if (now < size) size = 0;
    if (now > size) {
      const all = context.sys.readFile(path);
      await context.out.bytes(all.subarray(size));
      size = all.length;
    }
  }
}
