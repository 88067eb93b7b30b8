import { S_IFLNK, S_IFMT } from "../../machine/flags.ts";
import { errorText } from "../run/messages.ts";
import { normalize } from "../run/shell.ts";
import { forEachOperand, isFolder, statOrNull } from "./file-tools.ts";
import { humanSize, modeText } from "./ls.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { formatTime } from "./time-format.ts";

export const readlink: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "fenmqsvz",
    long: {
      canonicalize: "f",
      "canonicalize-existing": "e",
      "canonicalize-missing": "m",
      "no-newline": "n",
      zero: "z",
    },
  });
  if (options.operands.length === 0) return usage(context, "missing operand");
  let status = 0;
  for (const name of options.operands) {
    const target = options.has("f", "e", "m") ? canonical(context, options, name) : linkTarget(context, name);
    if (target === null) status = 1;
    else
      await context.out.text(
        target + (options.has("z") ? "\0" : options.has("n") && options.operands.length === 1 ? "" : "\n"),
      );
  }
  return status;
};

function linkTarget(context: ProgramContext, name: string): string | null {
  const stat = statOrNull(context, name, false);
  return stat !== null && (stat.mode & S_IFMT) === S_IFLNK ? context.sys.readlink(context.path(name)) : null;
}

/** The path without links; null when it has to exist and does not. */
function canonical(context: ProgramContext, options: Options, name: string): string | null {
  const path = context.path(name);
  if (statOrNull(context, name) !== null) return context.sys.realpath(path);
  if (options.has("e")) return null;
  const link = linkTarget(context, name);
  if (link !== null)
    return canonical(context, options, link.startsWith("/") ? link : `${normalize(`${path}/..`)}/${link}`);
  const normal = normalize(path);
  const parent = normalize(`${normal}/..`);
  if (statOrNull(context, parent) === null && !options.has("m")) return null;
  const base = normal.slice(normal.lastIndexOf("/") + 1);
  const above = parent === normal ? "" : (canonical(context, options, parent) ?? parent);
  return `${above === "/" ? "" : above}/${base}`;
}

export const realpath: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "emqszLP",
    long: {
      "canonicalize-existing": "e",
      "canonicalize-missing": "m",
      "no-symlinks": "s",
      strip: "s",
      quiet: "q",
      zero: "z",
      "relative-to=": "relative",
    },
  });
  if (options.operands.length === 0) return usage(context, "missing operand");
  let status = 0;
  for (const name of options.operands) {
    const path = options.has("s") ? normalize(context.path(name)) : canonical(context, options, name);
    if (path === null) {
      if (!options.has("q")) await context.warn(`${name}: No such file or directory`);
      status = 1;
      continue;
    }
    const base = options.value("relative");
    await context.out.text(
      (base === undefined ? path : relative(normalize(context.path(base)), path)) +
        (options.has("z") ? "\0" : "\n"),
    );
  }
  return status;
};

function relative(from: string, to: string): string {
  const [a, b] = [from.split("/").filter(Boolean), to.split("/").filter(Boolean)];
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return [...a.slice(shared).map(() => ".."), ...b.slice(shared)].join("/") || ".";
}

export const mktemp: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "dqut",
    values: "p",
    long: { directory: "d", "tmpdir=": "p", "dry-run": "u", "suffix=": "suffix" },
  });
  const template = options.operands[0] ?? "tmp.XXXXXXXXXX";
  const marks = /X{3,}(?!.*X{3})/.exec(template);
  if (marks === null) return context.fail(`too few X's in template '${template}'`);
  const folder =
    options.value("p") ??
    (options.operands.length === 0 || options.has("t") ? (context.env.TMPDIR ?? "/tmp") : null);
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const random = Array.from(
    crypto.getRandomValues(new Uint8Array(marks[0].length)),
    (byte) => letters[byte % letters.length],
  ).join("");
  const name =
    template.slice(0, marks.index) +
    random +
    template.slice(marks.index + marks[0].length) +
    (options.value("suffix") ?? "");
  const path = folder === null ? name : `${folder}/${name}`;
  try {
    if (options.has("d")) context.sys.mkdir(context.path(path), 0o700);
    else if (!options.has("u")) context.sys.close(context.sys.open(context.path(path), 0o301, 0o600));
  } catch (error) {
    return context.fail(
      `failed to create ${options.has("d") ? "directory" : "file"} via template '${template}': ${errorText(error)}`,
    );
  }
  await context.out.line(path);
  return 0;
};

export const truncate: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "c",
    values: "sr",
    long: { "size=": "s", "no-create": "c" },
  });
  const match = /^([-+]?)(\d+)([KMG]?)$/.exec(options.value("s") ?? "");
  if (match === null) return usage(context, "you must specify either '--size' or '--reference'");
  const amount = Number(match[2]) * 1024 ** ("KMG".indexOf(match[3]! || "-") + 1);
  return forEachOperand(
    context,
    options.operands,
    (name, reason) => `cannot open '${name}' for writing: ${reason}`,
    (name) => {
      const before = statOrNull(context, name);
      if (before === null) {
        if (options.has("c")) return;
        context.sys.close(context.sys.open(context.path(name), 0o101, 0o666));
      }
      const size = before?.size ?? 0;
      const wanted =
        match[1] === "+" ? size + amount : match[1] === "-" ? Math.max(0, size - amount) : amount;
      context.sys.truncate(context.path(name), wanted);
    },
  );
};

const KINDS: Readonly<Record<number, string>> = {
  0o100000: "regular file",
  0o040000: "directory",
  0o120000: "symbolic link",
  0o020000: "character special file",
  0o010000: "fifo",
  0o140000: "socket",
};

/** stat [-L] [-c format | --printf=format] file… */
export const stat: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "Lft",
    values: "c",
    long: { "format=": "c", "printf=": "printf", dereference: "L", terse: "t" },
  });
  if (options.operands.length === 0) return usage(context, "missing operand");
  const printf = options.value("printf");
  const format = printf?.replace(/\\n/g, "\n").replace(/\\t/g, "\t") ?? options.value("c");
  return forEachOperand(
    context,
    options.operands,
    (name, reason) => `cannot statx '${name}': ${reason}`,
    async (name) => {
      const text =
        format === undefined
          ? `${describe(context, options, name)}\n`
          : fields(context, options, name, format) + (printf === undefined ? "\n" : "");
      await context.out.text(text);
    },
  );
};

function fields(context: ProgramContext, options: Options, name: string, format: string): string {
  const path = context.path(name);
  const info = options.has("L") ? context.sys.stat(path) : context.sys.lstat(path);
  const isLink = (info.mode & S_IFMT) === S_IFLNK;
  const time = (ms: number): string =>
    formatTime("%Y-%m-%d %H:%M:%S.%N %z", new Date(ms), Math.round((ms % 1000) * 1e6));
  const values: Readonly<Record<string, () => string>> = {
    n: () => name,
    N: () => `'${name}'${isLink ? ` -> '${context.sys.readlink(path)}'` : ""}`,
    s: () => String(info.size),
    a: () => (info.mode & 0o7777).toString(8),
    A: () => modeText(info.mode),
    f: () => info.mode.toString(16),
    F: () =>
      info.size === 0 && (info.mode & S_IFMT) === 0o100000
        ? "regular empty file"
        : (KINDS[info.mode & S_IFMT] ?? "unknown"),
    u: () => String(info.uid),
    g: () => String(info.gid),
    U: () => (info.uid === 0 ? "root" : "UNKNOWN"),
    G: () => (info.gid === 0 ? "root" : "UNKNOWN"),
    i: () => String(info.ino),
    h: () => String(info.nlink),
    b: () => String(info.blocks),
    B: () => "512",
    o: () => String(info.blksize),
    d: () => String(info.dev),
    X: () => String(Math.floor(info.atimeMs / 1000)),
    Y: () => String(Math.floor(info.mtimeMs / 1000)),
    Z: () => String(Math.floor(info.ctimeMs / 1000)),
    W: () => String(Math.floor(info.birthtimeMs / 1000)),
    x: () => time(info.atimeMs),
    y: () => time(info.mtimeMs),
    z: () => time(info.ctimeMs),
    w: () => time(info.birthtimeMs),
    t: () => "0",
    T: () => "0",
    "%": () => "%",
  };
  return format.replace(/%(-?\d*)([A-Za-z%])/g, (_all, width: string, letter: string) => {
    const value = values[letter]?.() ?? "?";
    return width.startsWith("-") ? value.padEnd(Number(width.slice(1))) : value.padStart(Number(width || 0));
  });
}

function describe(context: ProgramContext, options: Options, name: string): string {
  return fields(
    context,
    options,
    name,
    "  File: %n\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\nDevice: %d\tInode: %-11i Links: %h\nAccess: (0%a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z\n Birth: %w",
  );
}

/** du [-abchks] [-d depth] [file…] */
export const du: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "abchksm",
    values: "d",
    long: {
      all: "a",
      bytes: "b",
      total: "c",
      "human-readable": "h",
      summarize: "s",
      "max-depth=": "d",
      "apparent-size": "apparent",
    },
  });
  const deepest = options.has("s") ? 0 : Number(options.value("d") ?? Infinity);
  const size = (bytes: number): string => {
    if (options.has("b")) return String(bytes);
    if (options.has("h")) return bytes === 0 ? "0" : humanSize(bytes);
    return String(Math.ceil(bytes / (options.has("m") ? 1 << 20 : 1024)));
  };
  const measure = async (path: string, depth: number): Promise<number> => {
    const info = context.sys.lstat(context.path(path));
    let total = options.has("b", "apparent") ? info.size : info.blocks * 512;
    if (isFolder(info))
      for (const { name } of context.sys.readdir(context.path(path)))
        total += await measure(`${path.replace(/\/$/, "")}/${name}`, depth + 1);
    if (depth <= deepest && (isFolder(info) || options.has("a") || depth === 0))
      await context.out.line(`${size(total)}\t${path}`);
    return total;
  };
  let sum = 0;
  const names = options.operands.length === 0 ? ["."] : options.operands;
  const status = await forEachOperand(
    context,
    names,
    (name, reason) => `cannot access '${name}': ${reason}`,
    async (name) => {
      sum += await measure(name, 0);
    },
  );
  if (options.has("c")) await context.out.line(`${size(sum)}\ttotal`);
  return status;
};

export const which: Program = async (context) => {
  const options = await readOptions(context, { flags: "as" });
  let status = 0;
  for (const name of options.operands) {
    const candidates = name.includes("/")
      ? [name]
      : (context.env.PATH ?? "").split(":").map((folder) => `${folder === "" ? "." : folder}/${name}`);
    const found = candidates.filter((path) => {
      const info = statOrNull(context, path);
      return info !== null && !isFolder(info) && (info.mode & 0o111) !== 0;
    });
    if (found.length === 0) status = 1;
    if (!options.has("s"))
      for (const path of options.has("a") ? found : found.slice(0, 1)) await context.out.line(path);
  }
  return status;
};

export const unlink: Program = (context) =>
  forEachOperand(
    context,
    context.args.slice(0, 1),
    (name, reason) => `cannot unlink '${name}': ${reason}`,
    (name) => context.sys.unlink(context.path(name)),
  );

export const link: Program = async (context) => {
  const [from, to] = context.args;
  if (from === undefined || to === undefined) return usage(context, "missing operand");
  return forEachOperand(
    context,
    [to],
    (name, reason) => `cannot create link '${name}' to '${from}': ${reason}`,
    (name) => context.sys.link(context.path(from), context.path(name)),
  );
};
