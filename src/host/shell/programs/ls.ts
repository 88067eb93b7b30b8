import { S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from "../../machine/flags.ts";
import type { Stat } from "../../machine/syscalls.ts";
import { compareText } from "../expand/glob.ts";
import { quoteIfNeeded } from "../expand/transform.ts";
import { errorText } from "../run/messages.ts";
import { displayWidth } from "../terminal/width.ts";
import { readOptions, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { formatTime } from "./time-format.ts";

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
  readonly target: string | null;
}

const HALF_YEAR = 182 * 86_400_000;

/** ls [-1aAdfFghiklmnopqrRsStuUcCxX] [--color] [file…] */
export const ls: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "1aAdfFghiklmnopqrRsStuUvcCxXbBDGHILNQZ",
    values: "wIT",
    long: {
      all: "a", "almost-all": "A", directory: "d", classify: "F", "human-readable": "h", inode: "i", "no-group": "G",
      "numeric-uid-gid": "n", reverse: "r", recursive: "R", size: "s", "color": "color", "group-directories-first": "first",
      "full-time": "full", "time-style=": "style", "sort=": "sort", "width=": "w", "file-type": "p", "dereference": "L",
    },
  }, colourResolved(context)); // prettier-ignore
  const names = options.operands.length === 0 ? ["."] : options.operands;
  const files: Entry[] = [];
  const folders: Entry[] = [];
  let status = 0;
  const long = isLong(options);
  for (const name of names) {
    try {
      const entry = look(
        context,
        name,
        name,
        options.has("L") || (!long && !options.has("d", "F")) || name.endsWith("/"),
      );
      const lists = (entry.stat.mode & S_IFMT) === S_IFDIR && !options.has("d");
      (lists ? folders : files).push(entry);
    } catch (error) {
      await context.warn(`cannot access ${quoted(name)}: ${errorText(error)}`);
      status = 2;
    }
  }
  await print(context, options, ordered(options, files), false);
  const titles = names.length > 1 || options.has("R");
  let first = files.length === 0;
  const list = async (folder: Entry): Promise<void> => {
    if (titles) await context.out.text(`${first ? "" : "\n"}${shown(context, folder.name)}:\n`);
    first = false;
    const entries = await readFolder(context, options, folder);
    if (entries === null) {
      status = Math.max(status, 2);
      return;
    }
    const sorted = ordered(options, entries);
    await print(context, options, sorted, true);
    if (!options.has("R")) return;
    for (const entry of sorted) {
      if (entry.name === "." || entry.name === ".." || (entry.stat.mode & S_IFMT) !== S_IFDIR) continue;
      await list({ ...entry, name: `${folder.name.replace(/\/$/, "")}/${entry.name}` });
    }
  };
  for (const folder of ordered(options, folders)) await list(folder);
  return status;
};

/** The arguments with `--color` only where it is to be: `=auto` means at a terminal. */
function colourResolved(context: ProgramContext): string[] {
  return context.args.flatMap((arg) => {
    if (!arg.startsWith("--color=")) return [arg];
    const coloured = arg.endsWith("auto") ? context.isTerminal(context.stdout) : !arg.endsWith("never");
    return coloured ? ["--color"] : [];
  });
}

function isLong(options: Options): boolean {
  return options.has("l", "g", "n", "o", "full");
}

function look(context: ProgramContext, name: string, path: string, follow: boolean): Entry {
  const full = context.path(path);
  const link = context.sys.lstat(full);
  const isLink = (link.mode & S_IFMT) === S_IFLNK;
  const target = isLink ? context.sys.readlink(full) : null;
  if (!isLink || !follow) return { name, path, stat: link, target };
  try {
    return { name, path, stat: context.sys.stat(full), target: null };
  } catch (error) {
    // A link that leads nowhere is listed as what it is.
    errorText(error);
    return { name, path, stat: link, target };
  }
}

async function readFolder(context: ProgramContext, options: Options, folder: Entry): Promise<Entry[] | null> {
  let names: string[];
  try {
    names = context.sys.readdir(context.path(folder.path)).map(({ name }) => name);
  } catch (error) {
    await context.warn(`cannot open directory ${quoted(folder.path)}: ${errorText(error)}`);
    return null;
  }
  if (options.has("a", "f")) names = [".", "..", ...names];
  else if (!options.has("A")) names = names.filter((name) => !name.startsWith("."));
  return names.map((name) =>
    look(context, name, `${folder.path.replace(/\/$/, "")}/${name}`, options.has("L")),
  );
}

function ordered(options: Options, entries: readonly Entry[]): Entry[] {
  if (options.has("U", "f")) return [...entries];
  const by = options.value("sort");
  const byName = (a: Entry, b: Entry): number => compareText(a.name, b.name);
  const extension = (name: string): string =>
    name.lastIndexOf(".") > 0 ? name.slice(name.lastIndexOf(".")) : "";
  let compare = byName;
  if (options.has("S") || by === "size") compare = (a, b) => b.stat.size - a.stat.size || byName(a, b);
  else if (options.has("t") || by === "time")
    compare = (a, b) => time(options, b) - time(options, a) || byName(a, b);
  else if (options.has("X") || by === "extension")
    compare = (a, b) => compareText(extension(a.name), extension(b.name)) || byName(a, b);
  else if (options.has("v") || by === "version")
    compare = (a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) || byName(a, b);
  const sorted = entries.toSorted(compare);
  if (options.has("r")) sorted.reverse();
  if (!options.has("first")) return sorted;
  const isFolder = (entry: Entry): boolean => (entry.stat.mode & S_IFMT) === S_IFDIR;
  return [...sorted.filter(isFolder), ...sorted.filter((entry) => !isFolder(entry))];
}

function time(options: Options, entry: Entry): number {
  if (options.has("u")) return entry.stat.atimeMs;
  return options.has("c") ? entry.stat.ctimeMs : entry.stat.mtimeMs;
}

async function print(
  context: ProgramContext,
  options: Options,
  entries: readonly Entry[],
  folder: boolean,
): Promise<void> {
  if (entries.length === 0 && !folder) return;
  if (folder && (isLong(options) || options.has("s"))) {
    const blocks = entries.reduce((sum, { stat }) => sum + stat.blocks, 0) / 2;
    await context.out.line(`total ${options.has("h") ? humanSize(blocks * 1024) : Math.ceil(blocks)}`);
  }
  if (isLong(options)) {
    await printLong(context, options, entries);
    return;
  }
  const names = entries.map((entry) => prefix(options, entry) + label(context, options, entry));
  const columns = !options.has("1") && (options.has("C", "x") || context.isTerminal(context.stdout));
  if (options.has("m")) await context.out.line(names.join(", "));
  else if (columns) await context.out.text(inColumns(context, options, names));
  else await context.out.text(names.map((name) => `${name}\n`).join(""));
}

function prefix(options: Options, { stat }: Entry): string {
  return `${options.has("i") ? `${stat.ino} ` : ""}${options.has("s") ? `${Math.ceil(stat.blocks / 2)} ` : ""}`;
}

/** The name with its colour and mark. */
function label(context: ProgramContext, options: Options, entry: Entry): string {
  const type = entry.stat.mode & S_IFMT;
  const executable = type === S_IFREG && (entry.stat.mode & 0o111) !== 0;
  let mark = "";
  if (options.has("F", "p") && type === S_IFDIR) mark = "/";
  if (options.has("F")) {
    if (executable) mark = "*";
    else if (type === S_IFLNK && !isLong(options)) mark = "@";
    else if (type === S_IFIFO) mark = "|";
    else if (type === S_IFSOCK) mark = "=";
  }
  const name = shown(context, entry.name);
  const colour = options.has("color") ? colourOf(type, executable) : null;
  return (colour === null ? name : `\x1b[0m\x1b[${colour}m${name}\x1b[0m`) + mark;
}

function colourOf(type: number, executable: boolean): string | null {
  if (type === S_IFDIR) return "01;34";
  if (type === S_IFLNK) return "01;36";
  if (type === S_IFCHR) return "40;33;01";
  return executable ? "01;32" : null;
}

/** At a terminal, names that a shell would not take as they are come quoted. */
function shown(context: ProgramContext, name: string): string {
  return context.isTerminal(context.stdout) ? quoteIfNeeded(name) : name;
}

function quoted(name: string): string {
  return `'${name.replaceAll("'", "'\\''")}'`;
}

function inColumns(context: ProgramContext, options: Options, names: readonly string[]): string {
  const total = Number(
    options.value("w") ??
      (context.isTerminal(context.stdout) ? context.sys.ttySize(context.stdout.fd!).cols : 80),
  );
  // eslint-disable-next-line no-control-regex
  const widths = names.map((name) => displayWidth(name.replace(/\x1b\[[\d;]*m/g, "")));
  for (let rows = 1; ; rows++) {
    const count = Math.ceil(names.length / rows);
    const columns = Array.from({ length: count }, (_, column) => {
      const members = widths.filter(
        (_width, i) => (options.has("x") ? i % count : Math.floor(i / rows)) === column,
      );
      return Math.max(0, ...members) + 2;
    });
    if (rows < names.length && columns.reduce((sum, width) => sum + width, 0) - 2 > total) continue;
    let text = "";
    for (let row = 0; row < rows; row++) {
      let line = "";
      for (let column = 0; column < count; column++) {
        const at = options.has("x") ? row * count + column : column * rows + row;
        const name = names[at];
        if (name === undefined) continue;
        const next = options.has("x")
          ? column + 1 < count && at + 1 < names.length
          : at + rows < names.length;
        line += next ? name + " ".repeat(columns[column]! - widths[at]!) : name;
      }
      text += `${line}\n`;
    }
    return text;
  }
}

async function printLong(
  context: ProgramContext,
  options: Options,
  entries: readonly Entry[],
): Promise<void> {
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const owner = (id: number): string => (id === 0 && !options.has("n") ? "root" : String(id));
    return {
      mode: modeText(stat.mode),
      links: String(stat.nlink),
      user: owner(stat.uid),
      group: owner(stat.gid),
      size: options.has("h") ? humanSize(stat.size) : String(stat.size),
      time: timeText(options, entry),
      name:
        label(context, options, entry) + (entry.target === null ? "" : ` -> ${shown(context, entry.target)}`),
      prefix: prefix(options, entry),
    };
  });
  const width = (key: "links" | "user" | "group" | "size"): number =>
    Math.max(0, ...rows.map((row) => row[key].length));
  const [links, user, group, size] = [width("links"), width("user"), width("group"), width("size")];
  for (const row of rows) {
    const owners = [
      ...(options.has("g") ? [] : [row.user.padEnd(user)]),
      ...(options.has("G", "o") ? [] : [row.group.padEnd(group)]),
    ];
    const cells = [
      row.mode,
      row.links.padStart(links),
      ...owners,
      row.size.padStart(size),
      row.time,
      row.name,
    ];
    await context.out.line(row.prefix + cells.join(" "));
  }
}

function timeText(options: Options, entry: Entry): string {
  const when = time(options, entry);
  const style = options.value("style");
  const nanoseconds = Math.round((when % 1000) * 1e6);
  if (options.has("full") || style === "full-iso")
    return formatTime("%Y-%m-%d %H:%M:%S.%N %z", new Date(when), nanoseconds);
  if (style === "long-iso") return formatTime("%Y-%m-%d %H:%M", new Date(when));
  if (style?.startsWith("+") === true) return formatTime(style.slice(1), new Date(when));
  const recent = when > Date.now() - HALF_YEAR && when <= Date.now() + 1000;
  return formatTime(recent ? "%b %e %H:%M" : "%b %e  %Y", new Date(when));
}

const TYPES: Readonly<Record<number, string>> = {
  [S_IFDIR]: "d",
  [S_IFLNK]: "l",
  [S_IFCHR]: "c",
  [S_IFIFO]: "p",
  [S_IFSOCK]: "s",
};

/** `drwxr-xr-x` */
export function modeText(mode: number): string {
  const triple = (shift: number, special: boolean, letter: string): string => {
    const bits = mode >> shift;
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? "x" : "-";
    return `${bits & 4 ? "r" : "-"}${bits & 2 ? "w" : "-"}${last}`;
  };
  const type = TYPES[mode & S_IFMT] ?? "-";
  return (
    type +
    triple(6, (mode & 0o4000) !== 0, "s") +
    triple(3, (mode & 0o2000) !== 0, "s") +
    triple(0, (mode & 0o1000) !== 0, "t")
  );
}

/** As `ls -h` and `du -h`: rounded up, one decimal below ten. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 7) {
    value /= 1024;
    unit++;
  }
  const shownValue = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${shownValue}${"KMGTPEZY"[unit]}`;
}
