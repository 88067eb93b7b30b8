import { S_IFDIR, S_IFLNK, S_IFMT } from "../../machine/flags.ts";
import { encodeText } from "../bytes.ts";
import { readAll } from "../io/reader.ts";
import { errorText } from "../run/messages.ts";
import { normalize } from "../run/shell.ts";
import { patternRegex } from "../expand/pattern.ts";
import { inputBytes } from "./inputs.ts";
import { modeText } from "./ls.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { NoTar, readTar, tarArchive, tarBlocks, tarType, type TarEntry } from "./tar-format.ts";
import { formatTime } from "./time-format.ts";

export async function gzipBytes(bytes: Uint8Array, level: number): Promise<Uint8Array> {
  const { gzipSync } = await import("fflate");
  return gzipSync(bytes, { level: level as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9, mtime: 0 });
}

/** Null: it is no gzip file. */
export async function gunzipBytes(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return null;
  const { gunzipSync } = await import("fflate");
  return gunzipSync(bytes);
}

/** gzip, gunzip and zcat [-cdfkn1-9] [file…] */
export const gzip: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "cdfknqvtl123456789",
    values: "S",
    long: {
      stdout: "c",
      "to-stdout": "c",
      decompress: "d",
      uncompress: "d",
      force: "f",
      keep: "k",
      fast: "1",
      best: "9",
      "no-name": "n",
      quiet: "q",
      test: "t",
    },
  });
  const unpacks = options.has("d") || context.name === "gunzip" || context.name === "zcat";
  const toStdout = options.has("c") || context.name === "zcat" || options.operands.length === 0;
  const level = Number(options.all.findLast(([name]) => /^[1-9]$/.test(name))?.[0] ?? 6);
  let status = 0;
  for (const name of options.operands.length === 0 ? ["-"] : options.operands) {
    try {
      const bytes = await inputBytes(context, name);
      const result = unpacks ? await gunzipBytes(bytes) : await gzipBytes(bytes, level);
      if (result === null) {
        await context.warn(`${name === "-" ? "stdin" : name}: not in gzip format`);
        status = 1;
      } else if (options.has("t")) continue;
      else if (toStdout) await context.out.bytes(result);
      else if (unpacks && !name.endsWith(".gz") && !name.endsWith(".tgz")) {
        await context.warn(`${name}: unknown suffix -- ignored`);
        status = 2;
      } else {
        const target = unpacks ? name.replace(/\.gz$/, "").replace(/\.tgz$/, ".tar") : `${name}.gz`;
        context.sys.writeFile(context.path(target), result.slice(), 0o1101, 0o666);
        if (!options.has("k")) context.sys.unlink(context.path(name));
      }
    } catch (error) {
      await context.warn(`${name}: ${errorText(error)}`);
      status = 1;
    }
  }
  return status;
};

/** tar -c|-x|-t [-z] [-v] [-f archive] [-C folder] [file…]; the ustar format, with GNU's long names when reading. */
export const tar: Program = async (context) => {
  const [first = "", ...rest] = context.args;
  const args = /^[a-zA-Z]+$/.test(first) ? bundled(first, rest) : context.args;
  const options = await readOptions(
    context,
    {
      flags: "cxtzvkpmhO",
      values: "fC",
      long: {
        create: "c",
        extract: "x",
        get: "x",
        list: "t",
        gzip: "z",
        verbose: "v",
        "file=": "f",
        "directory=": "C",
        "strip-components=": "strip",
        "exclude=": "exclude",
        "to-stdout": "O",
        "same-permissions": "p",
      },
    },
    args,
  );
  const modes = ["c", "x", "t"].filter((mode) => options.has(mode));
  if (modes.length !== 1) return usage(context, "You must specify one of the '-c', '-t' or '-x' options", 2);
  if (modes[0] === "c") return create(context, options);
  const name = options.value("f") ?? "-";
  let bytes: Uint8Array;
  try {
    bytes = name === "-" ? await readAll(context.stdin) : context.sys.readFile(context.path(name));
  } catch (error) {
    await context.warn(`${name}: Cannot open: ${errorText(error)}`);
    return context.fail("Error is not recoverable: exiting now", 2);
  }
  return extract(context, options, (await gunzipBytes(bytes)) ?? bytes, modes[0] === "t");
};

/** `tar xzf file`: letters without a dash, their values behind them. */
function bundled(letters: string, rest: readonly string[]): string[] {
  const values = [...rest];
  const args: string[] = [];
  for (const letter of letters)
    args.push(`-${letter}`, ...(letter === "f" || letter === "C" ? values.splice(0, 1) : []));
  return [...args, ...values];
}

async function create(context: ProgramContext, options: Options): Promise<number> {
  const folder = options.value("C");
  const base = folder === undefined ? context.cwd : context.path(folder);
  const excluded = options.all
    .filter(([name]) => name === "exclude")
    .map(([, value]) => patternRegex(value, { extended: false }));
  const parts: Uint8Array[] = [];
  let status = 0;
  const add = async (path: string): Promise<void> => {
    if (excluded.some((regex) => regex.test(path) || regex.test(path.slice(path.lastIndexOf("/") + 1))))
      return;
    const full = path.startsWith("/") ? path : `${base}/${path}`;
    const stat = context.sys.lstat(full);
    const type = stat.mode & S_IFMT;
    const name = path.replace(/^\/+/, "") + (type === S_IFDIR && !path.endsWith("/") ? "/" : "");
    if (options.has("v"))
      await (options.value("f") === undefined || options.value("f") === "-"
        ? context.stderr.write(encodeText(`${name}\n`))
        : context.out.line(name));
    const content = type === S_IFDIR || type === S_IFLNK ? new Uint8Array() : context.sys.readFile(full);
    const link = type === S_IFLNK ? context.sys.readlink(full) : "";
    const [mode, mtime] = [stat.mode & 0o7777, stat.mtimeMs / 1000];
    parts.push(...tarBlocks({ name, type: tarType(type), mode, mtime, link, content }));
    if (type === S_IFDIR) for (const entry of context.sys.readdir(full)) await add(`${name}${entry.name}`);
  };
  for (const path of options.operands) {
    try {
      await add(path);
    } catch (error) {
      await context.warn(`${path}: Cannot stat: ${errorText(error)}`);
      status = 2;
    }
  }
  if (status !== 0) await context.warn("Exiting with failure status due to previous errors");
  const archive = tarArchive(parts);
  const name = options.value("f") ?? "-";
  const bytes =
    options.has("z") || (/\.t?gz$/.test(name) && options.has("z")) ? await gzipBytes(archive, 6) : archive;
  if (name === "-") await context.out.bytes(bytes);
  else context.sys.writeFile(context.path(name), bytes.slice(), 0o1101, 0o666);
  return status;
}

async function extract(
  context: ProgramContext,
  options: Options,
  bytes: Uint8Array,
  lists: boolean,
): Promise<number> {
  const folder = options.value("C");
  const base = folder === undefined ? context.cwd : context.path(folder);
  const strip = Number(options.value("strip") ?? 0);
  const entries = readTar(bytes);
  for (;;) {
    const entry = await nextEntry(context, entries);
    if (entry === null) return 0;
    const { name, content } = entry;
    const wanted =
      options.operands.length === 0 ||
      options.operands.some(
        (one) => name === one || name === `${one}/` || name.startsWith(`${one.replace(/\/$/, "")}/`),
      );
    if (!wanted) continue;
    if (lists || options.has("v")) await context.out.line(lists && options.has("v") ? listing(entry) : name);
    if (lists) continue;
    if (options.has("O")) await context.out.bytes(content.slice());
    else unpack(context, base, entry, strip);
  }
}

async function nextEntry(context: ProgramContext, entries: Iterator<TarEntry>): Promise<TarEntry | null> {
  try {
    const { done, value } = entries.next();
    return done === true ? null : value;
  } catch (error) {
    if (error instanceof NoTar) return context.fail(error.message, 2);
    throw error;
  }
}

function listing({ name, type, mode, mtime, link, content }: TarEntry): string {
  const kind = type === "5" ? S_IFDIR : type === "2" ? S_IFLNK : 0o100000;
  const when = formatTime("%Y-%m-%d %H:%M", new Date(mtime * 1000));
  return `${modeText(kind | mode)} root/root ${String(content.length).padStart(9)} ${when} ${name}${type === "2" ? ` -> ${link}` : ""}`;
}

/**
 * Names that lead out of the folder are cut down to what stays inside, and nothing is laid behind a link: an archive
 * could bring the link itself.
 */
export function unpack(context: ProgramContext, base: string, entry: TarEntry, strip: number): void {
  const { sys } = context;
  const inside = namesIn(entry.name).slice(strip);
  if (inside.length === 0) return;
  const folders = entry.type === "5" ? inside : inside.slice(0, -1);
  if (leadsThroughLink(context, base, folders)) return;
  folders.forEach((_, i) => {
    const part = `${base}/${folders.slice(0, i + 1).join("/")}`;
    if (!exists(context, part)) sys.mkdir(part, 0o755);
  });
  const path = `${base}/${inside.join("/")}`;
  if (entry.type === "5") return;
  if (exists(context, path)) sys.unlink(path);
  if (entry.type === "2") sys.symlink(entry.link, path);
  else if (entry.type === "1") {
    const target = namesIn(entry.link);
    if (!leadsThroughLink(context, base, target)) sys.link(`${base}/${target.join("/")}`, path);
  } else {
    sys.writeFile(path, entry.content.slice(), 0o1101, entry.mode & 0o777);
    sys.chmod(path, entry.mode & 0o777);
    sys.utimes(path, entry.mtime * 1000, entry.mtime * 1000, true);
  }
}

/** The parts of a name, none of which leads up. */
const namesIn = (name: string): string[] => normalize(`/${name}`).split("/").filter(Boolean);

function leadsThroughLink(context: ProgramContext, base: string, names: readonly string[]): boolean {
  return names.some((_, i) => {
    const part = `${base}/${names.slice(0, i + 1).join("/")}`;
    return exists(context, part) && (context.sys.lstat(part).mode & S_IFMT) === S_IFLNK;
  });
}

function exists(context: ProgramContext, path: string): boolean {
  try {
    context.sys.lstat(path);
    return true;
  } catch (error) {
    errorText(error);
    return false;
  }
}
