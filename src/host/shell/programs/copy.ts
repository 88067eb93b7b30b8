import { O_CREAT, O_TRUNC, O_WRONLY, S_IFLNK, S_IFMT } from "../../machine/flags.ts";
import type { Stat } from "../../machine/syscalls.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { errorText } from "../run/messages.ts";
import { normalize } from "../run/shell.ts";
import { baseName, isFolder, statOrNull } from "./file-tools.ts";
import { readOptions, usage, type Options } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";

const CHUNK = 1 << 20;

/** `[source, target]` pairs, from the operands of cp and mv. */
async function pairs(context: ProgramContext, options: Options): Promise<(readonly [string, string])[]> {
  const operands = [...options.operands];
  if (operands.length === 0) await usage(context, "missing file operand");
  let folder = options.value("t");
  if (folder === undefined) {
    const last = operands.pop()!;
    if (operands.length === 0) await usage(context, `missing destination file operand after '${last}'`);
    if (!options.has("T") && isFolder(statOrNull(context, last))) folder = last;
    else if (operands.length > 1) await context.fail(`target '${last}' is not a directory`);
    else return [[operands[0]!, last]];
  }
  const into = folder!.replace(/(?<=.)\/+$/, "");
  return operands.map((name) => [name, `${into === "/" ? "" : into}/${baseName(name)}`] as const);
}

export const cp: Program = async (context) => {
  const options = await readOptions(
    context,
    {
      flags: "rRafpvnuTLPdils",
      values: "t",
      long: {
        recursive: "r",
        archive: "a",
        force: "f",
        verbose: "v",
        "no-clobber": "n",
        update: "u",
        "no-target-directory": "T",
        "target-directory=": "t",
        dereference: "L",
        "no-dereference": "P",
        preserve: "p",
        link: "l",
        "symbolic-link": "s",
        parents: "parents",
      },
    },
    context.args.map((arg) => (arg.startsWith("--preserve=") ? "--preserve" : arg)),
  );
  const recursive = options.has("r", "R", "a");
  const keeps = options.has("p", "a");
  let status = 0;
  const fail = async (message: string): Promise<void> => {
    await context.warn(message);
    status = 1;
  };
  const copy = async (from: string, to: string, top: boolean): Promise<void> => {
    const follow =
      options.has("L") ||
      (!recursive && !options.has("P", "d")) ||
      (top && !options.has("a", "P", "d") && !recursive);
    const stat = follow ? context.sys.stat(context.path(from)) : context.sys.lstat(context.path(from));
    const target = statOrNull(context, to);
    if (isFolder(stat)) {
      if (!recursive) return fail(`-r not specified; omitting directory '${from}'`);
      if (`${normalize(context.path(to))}/`.startsWith(`${normalize(context.path(from))}/`)) {
        return fail(`cannot copy a directory, '${from}', into itself, '${to}'`);
      }
      if (target === null) context.sys.mkdir(context.path(to), stat.mode & 0o7777);
      else if (!isFolder(target))
        return fail(`cannot overwrite non-directory '${to}' with directory '${from}'`);
      if (options.has("v") && target === null) await context.out.line(`'${from}' -> '${to}'`);
      for (const { name } of context.sys.readdir(context.path(from)))
        await attempt(`${from}/${name}`, `${to}/${name}`, false);
      if (keeps) keep(context, stat, to);
      return;
    }
    if (target !== null) {
      if (isFolder(target)) return fail(`cannot overwrite directory '${to}' with non-directory`);
      if (target.ino === stat.ino && target.dev === stat.dev)
        return fail(`'${from}' and '${to}' are the same file`);
      if (options.has("n") || (options.has("u") && target.mtimeMs >= stat.mtimeMs)) return;
    }
    if (options.has("l")) context.sys.link(context.path(from), context.path(to));
    else if (options.has("s")) context.sys.symlink(from, context.path(to));
    else if ((stat.mode & S_IFMT) === S_IFLNK) {
      if (statOrNull(context, to, false) !== null) context.sys.unlink(context.path(to));
      context.sys.symlink(context.sys.readlink(context.path(from)), context.path(to));
    } else {
      copyContent(context, from, to, stat);
      if (keeps) keep(context, stat, to);
    }
    if (options.has("v")) await context.out.line(`'${from}' -> '${to}'`);
  };
  const attempt = async (from: string, to: string, top: boolean): Promise<void> => {
    try {
      await copy(from, to, top);
    } catch (error) {
      const missing = statOrNull(context, from, false) === null;
      await fail(
        missing
          ? `cannot stat '${from}': ${errorText(error)}`
          : `cannot create regular file '${to}': ${errorText(error)}`,
      );
    }
  };
  for (const [from, to] of await pairs(context, options)) await attempt(from, to, true);
  return status;
};

function copyContent(context: ProgramContext, from: string, to: string, stat: Stat): void {
  const { sys } = context;
  const source = sys.open(context.path(from), 0, 0);
  try {
    const target = sys.open(context.path(to), O_WRONLY | O_CREAT | O_TRUNC, stat.mode & 0o777);
    try {
      for (
        let bytes = sys.read(source, CHUNK, null);
        bytes.length > 0;
        bytes = sys.read(source, CHUNK, null)
      ) {
        for (let done = 0; done < bytes.length;) done += sys.write(target, bytes.subarray(done), null);
      }
    } finally {
      sys.close(target);
    }
  } finally {
    sys.close(source);
  }
}

function keep(context: ProgramContext, stat: Stat, to: string): void {
  context.sys.chmod(context.path(to), stat.mode & 0o7777);
  context.sys.utimes(context.path(to), stat.atimeMs, stat.mtimeMs, true);
}

export const mv: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "finvuT",
    values: "t",
    long: {
      force: "f",
      "no-clobber": "n",
      verbose: "v",
      update: "u",
      "no-target-directory": "T",
      "target-directory=": "t",
    },
  });
  let status = 0;
  for (const [from, to] of await pairs(context, options)) {
    const message = move(context, options, from, to);
    if (message !== null) {
      await context.warn(message);
      status = 1;
    } else if (options.has("v")) await context.out.line(`renamed '${from}' -> '${to}'`);
  }
  return status;
};

/** @returns what went wrong, or null. */
function move(context: ProgramContext, options: Options, from: string, to: string): string | null {
  const source = statOrNull(context, from, false);
  if (source === null) return `cannot stat '${from}': No such file or directory`;
  const target = statOrNull(context, to, false);
  if (target !== null) {
    if (options.has("n") || (options.has("u") && target.mtimeMs >= source.mtimeMs)) return null;
    if (target.ino === source.ino && target.dev === source.dev)
      return `'${from}' and '${to}' are the same file`;
    if (isFolder(target) && !isFolder(source)) return `cannot overwrite directory '${to}' with non-directory`;
    if (!isFolder(target) && isFolder(source))
      return `cannot overwrite non-directory '${to}' with directory '${from}'`;
  }
  try {
    context.sys.rename(context.path(from), context.path(to));
    return null;
  } catch (error) {
    if (!(error instanceof SyscallError)) throw error;
    if (error.code === "EINVAL") return `cannot move '${from}' to a subdirectory of itself, '${to}'`;
    return `cannot move '${from}' to '${to}': ${errorText(error)}`;
  }
}
