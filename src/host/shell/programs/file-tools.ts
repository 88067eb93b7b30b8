import { S_IFDIR, S_IFMT } from "../../machine/flags.ts";
import type { Stat } from "../../machine/syscalls.ts";
import { errorCode, errorText } from "../run/messages.ts";
import { normalize } from "../run/shell.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

export function isFolder(stat: Stat | null): boolean {
  return stat !== null && (stat.mode & S_IFMT) === S_IFDIR;
}

/** Null when there is nothing at the path. */
export function statOrNull(context: ProgramContext, path: string, follow = true): Stat | null {
  try {
    return follow ? context.sys.stat(context.path(path)) : context.sys.lstat(context.path(path));
  } catch (error) {
    errorCode(error);
    return null;
  }
}

/** Does something to each operand; what fails is reported as `cannot WHAT 'name': reason`, or as `describe` says. */
export async function forEachOperand(
  context: ProgramContext,
  operands: readonly string[],
  describe: (name: string, reason: string) => string,
  act: (name: string) => Promise<void> | void,
): Promise<number> {
  let status = 0;
  for (const name of operands) {
    try {
      await act(name);
    } catch (error) {
      await context.warn(describe(name, errorText(error)));
      status = 1;
    }
  }
  return status;
}

/** `0755`, or `u+x,go-w=` on top of `before`. Null when it cannot be read. */
export function parseMode(text: string, before: number, folder: boolean, umask: number): number | null {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = before & 0o7777;
  for (const clause of text.split(",")) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) return null;
    const who = match[1] === "" ? "a" : match[1]!;
    const masked = match[1] === "" ? ~umask : 0o7777;
    for (const [, operator, letters] of match[2]!.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      mode = applyMode(mode, who, operator!, letters!, folder, masked);
    }
  }
  return mode;
}

function applyMode(
  mode: number,
  who: string,
  operator: string,
  letters: string,
  folder: boolean,
  masked: number,
): number {
  const classes = who.includes("a") ? ["u", "g", "o"] : Array.from(who);
  const shifts: Readonly<Record<string, number>> = { u: 6, g: 3, o: 0 };
  let bits = 0;
  let cleared = 0;
  for (const name of classes) {
    const shift = shifts[name]!;
    let triple = 0;
    for (const letter of letters) {
      if (letter === "r") triple |= 4;
      else if (letter === "w") triple |= 2;
      else if (letter === "x" || (letter === "X" && (folder || (mode & 0o111) !== 0))) triple |= 1;
      else if (letter in shifts) triple |= (mode >> shifts[letter]!) & 7;
      else if (letter === "s" && name === "u") bits |= 0o4000;
      else if (letter === "s" && name === "g") bits |= 0o2000;
      else if (letter === "t") bits |= 0o1000;
    }
    bits |= triple << shift;
    cleared |= 7 << shift;
  }
  bits &= masked | 0o7000;
  if (operator === "+") return mode | bits;
  if (operator === "-") return mode & ~bits;
  return (mode & ~cleared) | bits;
}

export const mkdir: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "pv",
    values: "m",
    long: { parents: "p", verbose: "v", "mode=": "m" },
  });
  if (options.operands.length === 0) return usage(context, "missing operand");
  const given = options.value("m");
  const mode = given === undefined ? 0o777 : parseMode(given, 0o777, true, 0);
  if (mode === null) return context.fail(`invalid mode '${given}'`);
  const make = async (path: string): Promise<void> => {
    context.sys.mkdir(context.path(path), mode);
    if (given !== undefined) context.sys.chmod(context.path(path), mode);
    if (options.has("v")) await context.out.line(`mkdir: created directory '${path}'`);
  };
  const describe = (name: string, reason: string): string => `cannot create directory '${name}': ${reason}`;
  return forEachOperand(context, options.operands, describe, async (name) => {
    if (!options.has("p")) return make(name);
    const segments = name.split("/");
    for (let i = 1; i <= segments.length; i++) {
      const part = segments.slice(0, i).join("/");
      if (part === "" || isFolder(statOrNull(context, part))) continue;
      await make(part);
    }
  });
};

export const rmdir: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "pv",
    long: { parents: "p", "ignore-fail-on-non-empty": "ignore", verbose: "v" },
  });
  if (options.operands.length === 0) return usage(context, "missing operand");
  return forEachOperand(
    context,
    options.operands,
    (name, reason) => `failed to remove '${name}': ${reason}`,
    (name) => {
      for (
        let path = name.replace(/\/+$/, "");
        path !== "" && path !== ".";
        path = path.slice(0, Math.max(0, path.lastIndexOf("/")))
      ) {
        context.sys.rmdir(context.path(path));
        if (!options.has("p")) break;
      }
    },
  );
};

export const rm: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "rRfidvI",
    long: {
      recursive: "r",
      force: "f",
      dir: "d",
      verbose: "v",
      interactive: "i",
      "no-preserve-root": "root",
      "preserve-root": "keep",
    },
  });
  if (options.operands.length === 0) return options.has("f") ? 0 : usage(context, "missing operand");
  const recursive = options.has("r", "R");
  const remove = async (path: string): Promise<void> => {
    const stat = context.sys.lstat(context.path(path));
    if (isFolder(stat)) {
      for (const { name } of context.sys.readdir(context.path(path)))
        await remove(`${path.replace(/\/$/, "")}/${name}`);
      context.sys.rmdir(context.path(path));
      if (options.has("v")) await context.out.line(`removed directory '${path}'`);
    } else {
      context.sys.unlink(context.path(path));
      if (options.has("v")) await context.out.line(`removed '${path}'`);
    }
  };
  let status = 0;
  const refuse = async (message: string): Promise<void> => {
    await context.warn(message);
    status = 1;
  };
  for (const name of options.operands) {
    const stat = statOrNull(context, name, false);
    const base = name.replace(/\/+$/, "");
    if (stat === null) {
      if (!options.has("f")) await refuse(`cannot remove '${name}': No such file or directory`);
    } else if (isFolder(stat) && !recursive && !options.has("d"))
      await refuse(`cannot remove '${name}': Is a directory`);
    else if (/(^|\/)\.\.?$/.test(base))
      await refuse(`refusing to remove '.' or '..' directory: skipping '${name}'`);
    else if (base === "") await refuse("it is dangerous to operate recursively on '/'");
    else {
      try {
        if (isFolder(stat) && !recursive) context.sys.rmdir(context.path(name));
        else await remove(base);
      } catch (error) {
        await refuse(`cannot remove '${name}': ${errorText(error)}`);
      }
    }
  }
  return status;
};

export const touch: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "acmh",
    values: "drt",
    long: { "no-create": "c", "date=": "d", "reference=": "r" },
  });
  if (options.operands.length === 0) return usage(context, "missing file operand");
  const reference = options.value("r");
  let [atime, mtime] = [Date.now(), Date.now()];
  if (reference !== undefined) {
    const stat = context.sys.stat(context.path(reference));
    [atime, mtime] = [stat.atimeMs, stat.mtimeMs];
  }
  const text = options.value("d") ?? stamp(options.value("t"));
  if (text !== undefined) {
    const seconds = /^@(\d+(?:\.\d+)?)$/.exec(text)?.[1];
    const zoned = /([zZ]|[+-]\d\d:?\d\d|UTC|GMT)$/.test(text) ? text : /:\d/.test(text) ? `${text}Z` : text;
    const when =
      seconds === undefined
        ? Date.parse(zoned.replace(" ", zoned.includes("-") ? "T" : " "))
        : Number(seconds) * 1000;
    if (Number.isNaN(when)) return context.fail(`invalid date format '${text}'`);
    [atime, mtime] = [when, when];
  }
  return forEachOperand(
    context,
    options.operands,
    (name, reason) => `cannot touch '${name}': ${reason}`,
    (name) => {
      const path = context.path(name);
      const before = statOrNull(context, name);
      if (before === null) {
        if (options.has("c")) return;
        context.sys.close(context.sys.open(path, 0o101, 0o666));
      }
      const keepsAccess = options.has("m") && !options.has("a");
      const keepsChange = options.has("a") && !options.has("m");
      context.sys.utimes(
        path,
        keepsAccess && before ? before.atimeMs : atime,
        keepsChange && before ? before.mtimeMs : mtime,
        true,
      );
    },
  );
};

/** `[[CC]YY]MMDDhhmm[.ss]` as a date. */
function stamp(text: string | undefined): string | undefined {
  const match = /^(\d{2}|\d{4})?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text ?? "");
  if (match === null) return text;
  const year = match[1] ?? String(new Date().getUTCFullYear());
  const full = year.length === 2 ? `${Number(year) < 69 ? "20" : "19"}${year}` : year;
  return `${full}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? "00"}Z`;
}

export const chmod: Program = async (context) => {
  const args = context.args.map((arg) => (/^-[rwxXst]/.test(arg) && !/^-R$/.test(arg) ? `\0${arg}` : arg));
  const options = await readOptions(
    context,
    { flags: "Rvcf", long: { recursive: "R", "reference=": "reference", verbose: "v" } },
    args,
  );
  const [text, ...names] = options.operands.map((operand) => operand.replace("\0", ""));
  if (text === undefined || names.length === 0)
    return usage(context, text === undefined ? "missing operand" : `missing operand after '${text}'`);
  const umask = context.sys.umask();
  const change = (path: string): void => {
    const stat = context.sys.stat(context.path(path));
    const mode = parseMode(text, stat.mode, isFolder(stat), umask);
    if (mode !== null) context.sys.chmod(context.path(path), mode);
    if (!options.has("R") || !isFolder(stat)) return;
    for (const { name, type } of context.sys.readdir(context.path(path)))
      if (type !== 3) change(`${path}/${name}`);
  };
  if (parseMode(text, 0, false, umask) === null) return usage(context, `invalid mode: '${text}'`);
  return forEachOperand(context, names, (name, reason) => `cannot access '${name}': ${reason}`, change);
};

export const ln: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "sfnvrTLP",
    values: "t",
    long: {
      symbolic: "s",
      force: "f",
      "no-dereference": "n",
      verbose: "v",
      relative: "r",
      "no-target-directory": "T",
      "target-directory=": "t",
    },
  });
  const operands = [...options.operands];
  if (operands.length === 0) return usage(context, "missing file operand");
  let folder = options.value("t");
  if (folder === undefined && operands.length > 1 && !options.has("T")) {
    const last = operands.at(-1)!;
    const follows = !(options.has("n") && statOrNull(context, last, false)?.mode === 0o120777);
    if (follows && isFolder(statOrNull(context, last))) folder = operands.pop();
    else if (operands.length > 2) return context.fail(`target '${last}': No such file or directory`);
  }
  const pairs =
    folder === undefined
      ? [[operands[0]!, operands[1] ?? baseName(operands[0]!)] as const]
      : operands.map((name) => [name, `${folder}/${baseName(name)}`] as const);
  let status = 0;
  for (const [target, name] of pairs) {
    try {
      if (options.has("f") && statOrNull(context, name, false) !== null)
        context.sys.unlink(context.path(name));
      if (!options.has("s")) context.sys.link(context.path(target), context.path(name));
      else
        context.sys.symlink(
          options.has("r") ? relativeTo(context, target, name) : target,
          context.path(name),
        );
      if (options.has("v")) await context.out.line(`'${name}' -> '${target}'`);
    } catch (error) {
      const what = options.has("s")
        ? `failed to create symbolic link '${name}'`
        : statOrNull(context, target) === null
          ? `failed to access '${target}'`
          : `failed to create hard link '${name}' => '${target}'`;
      await context.warn(`${what}: ${errorText(error)}`);
      status = 1;
    }
  }
  return status;
};

export function baseName(path: string): string {
  const trimmed = path.replace(/(?<=.)\/+$/, "");
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

function relativeTo(context: ProgramContext, target: string, link: string): string {
  const from = normalize(`${context.path(link)}/..`)
    .split("/")
    .filter(Boolean);
  const to = normalize(context.path(target)).split("/").filter(Boolean);
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/") || ".";
}
