import { S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } from "../../machine/flags.ts";
import type { Stat } from "../../machine/syscalls.ts";
import { patternRegex } from "../expand/pattern.ts";
import { errorText } from "../run/messages.ts";
import { baseName, isFolder, parseMode } from "./file-tools.ts";
import { modeText } from "./ls.ts";
import { ProgramExit, type ProgramContext } from "./program.ts";
import { posixRegex } from "./regex.ts";
import { formatTime } from "./time-format.ts";

export interface Item {
  readonly path: string;
  readonly depth: number;
  readonly stat: Stat;
  /** The operand that it was found under. */
  readonly start: string;
}

export type Test = (item: Item) => Promise<boolean> | boolean;

export interface Limits {
  min: number;
  max: number;
  depthFirst: boolean;
  follow: boolean;
  acts: boolean;
  stop: boolean;
  prune: boolean;
}

const TYPES: Readonly<Record<string, number>> = {
  f: S_IFREG,
  d: S_IFDIR,
  l: S_IFLNK,
  p: S_IFIFO,
  s: S_IFSOCK,
  c: S_IFCHR,
};
const DAY = 86_400_000;

export class Expression {
  private readonly context: ProgramContext;
  private readonly words: readonly string[];
  private readonly limits: Limits;
  private readonly batches: (() => Promise<void>)[];
  private at = 0;

  constructor(
    context: ProgramContext,
    words: readonly string[],
    limits: Limits,
    batches: (() => Promise<void>)[],
  ) {
    this.context = context;
    this.words = words;
    this.limits = limits;
    this.batches = batches;
  }

  async parse(): Promise<Test> {
    if (this.words.length === 0) return () => true;
    const test = await this.or();
    if (this.at < this.words.length)
      return this.fail(`paths must precede expression: \`${this.words[this.at]}'`);
    return test;
  }

  private fail(message: string): Promise<never> {
    return this.context.fail(message);
  }

  private async or(): Promise<Test> {
    let left = await this.and();
    while (this.words[this.at] === "-o" || this.words[this.at] === "-or") {
      this.at++;
      const [a, b] = [left, await this.and()];
      left = async (item) => (await a(item)) || (await b(item));
    }
    return left;
  }

  private async and(): Promise<Test> {
    let left = await this.not();
    for (;;) {
      const word = this.words[this.at];
      if (word === undefined || word === ")" || word === "-o" || word === "-or" || word === ",") return left;
      if (word === "-a" || word === "-and") this.at++;
      const [a, b] = [left, await this.not()];
      left = async (item) => (await a(item)) && (await b(item));
    }
  }

  private async not(): Promise<Test> {
    const word = this.words[this.at];
    if (word === "!" || word === "-not") {
      this.at++;
      const inner = await this.not();
      return async (item) => !(await inner(item));
    }
    if (word === "(" || word === "\\(") {
      this.at++;
      const inner = await this.or();
      if (this.words[this.at++] !== ")")
        return this.fail("invalid expression; expected to find a ')' but didn't see one.");
      return inner;
    }
    return this.primary();
  }

  private async value(name: string): Promise<string> {
    const value = this.words[this.at++];
    return value ?? this.fail(`missing argument to \`${name}'`);
  }

  private async primary(): Promise<Test> {
    const name = this.words[this.at++];
    if (name === undefined) return this.fail("invalid expression");
    switch (name) {
      case "-name":
      case "-iname": {
        const regex = patternRegex(await this.value(name), {
          extended: false,
          ignoreCase: name === "-iname",
        });
        return ({ path }) => regex.test(path === "/" ? "/" : baseName(path));
      }
      case "-path":
      case "-wholename":
      case "-ipath": {
        const regex = patternRegex(await this.value(name), {
          extended: false,
          ignoreCase: name === "-ipath",
        });
        return ({ path }) => regex.test(path);
      }
      case "-regex":
      case "-iregex": {
        const source = await this.value(name);
        const regex = posixRegex(`^\\(${source}\\)$`, { extended: false, ignoreCase: name === "-iregex" });
        return ({ path }) => regex.test(path);
      }
      case "-type": {
        const types = (await this.value(name)).split(",").map((letter) => TYPES[letter]);
        return ({ stat }) => types.includes(stat.mode & S_IFMT);
      }
      case "-maxdepth":
        this.limits.max = Number(await this.value(name));
        return () => true;
      case "-mindepth":
        this.limits.min = Number(await this.value(name));
        return () => true;
      case "-depth":
        this.limits.depthFirst = true;
        return () => true;
      case "-mount":
      case "-xdev":
      case "-noleaf":
        return () => true;
      case "-follow":
        this.limits.follow = true;
        return () => true;
      case "-true":
        return () => true;
      case "-false":
        return () => false;
      case "-prune":
        return () => (this.limits.prune = true);
      case "-quit":
        return () => (this.limits.stop = true);
      case "-empty":
        return ({ path, stat }) =>
          isFolder(stat)
            ? this.context.sys.readdir(this.context.path(path)).length === 0
            : (stat.mode & S_IFMT) === S_IFREG && stat.size === 0;
      default:
        return (await this.measure(name)) ?? this.action(name);
    }
  }

  /** Tests that compare a number or a time. */
  private async measure(name: string): Promise<Test | null> {
    const { context } = this;
    switch (name) {
      case "-size": {
        const match = /^([-+]?)(\d+)([bcwkMG]?)$/.exec(await this.value(name));
        if (match === null) return this.fail("invalid argument to `-size'");
        const units: Readonly<Record<string, number>> = {
          "": 512,
          b: 512,
          c: 1,
          w: 2,
          k: 1024,
          M: 1 << 20,
          G: 1 << 30,
        };
        const unit = units[match[3]!]!;
        return ({ stat }) => compares(match[1]!, Math.ceil(stat.size / unit), Number(match[2]));
      }
      case "-mtime":
      case "-atime":
      case "-ctime":
      case "-mmin":
      case "-amin":
      case "-cmin": {
        const match = /^([-+]?)(\d+)$/.exec(await this.value(name));
        if (match === null) return this.fail(`invalid argument to \`${name}'`);
        const unit = name.endsWith("min") ? 60_000 : DAY;
        const key = `${name.charAt(1)}timeMs` as "mtimeMs" | "atimeMs" | "ctimeMs";
        return ({ stat }) =>
          compares(match[1]!, Math.floor((Date.now() - stat[key]) / unit), Number(match[2]));
      }
      case "-newer": {
        const reference = context.sys.stat(context.path(await this.value(name)));
        return ({ stat }) => stat.mtimeMs > reference.mtimeMs;
      }
      case "-links":
      case "-inum": {
        const match = /^([-+]?)(\d+)$/.exec(await this.value(name));
        return ({ stat }) =>
          match !== null && compares(match[1]!, name === "-links" ? stat.nlink : stat.ino, Number(match[2]));
      }
      case "-perm": {
        const text = await this.value(name);
        const kind = /^[-/]/.exec(text)?.[0] ?? "";
        const mode = parseMode(text.slice(kind.length), 0, false, 0);
        if (mode === null) return this.fail(`invalid mode '${text}'`);
        return ({ stat }) => {
          const bits = stat.mode & 0o7777;
          return kind === "-"
            ? (bits & mode) === mode
            : kind === "/"
              ? mode === 0 || (bits & mode) !== 0
              : bits === mode;
        };
      }
      case "-executable":
      case "-readable":
      case "-writable": {
        const wanted = name === "-executable" ? 1 : name === "-writable" ? 2 : 4;
        return ({ path }) => {
          try {
            context.sys.access(context.path(path), wanted);
            return true;
          } catch (error) {
            errorText(error);
            return false;
          }
        };
      }
      case "-user":
      case "-group":
        await this.value(name);
        return () => true;
      default:
        return null;
    }
  }

  private async action(name: string): Promise<Test> {
    const { context } = this;
    const act = (run: (item: Item) => Promise<boolean>): Test => {
      this.limits.acts = true;
      return run;
    };
    switch (name) {
      case "-print":
        return act(async ({ path }) => (await context.out.line(path), true));
      case "-print0":
        return act(async ({ path }) => (await context.out.text(`${path}\0`), true));
      case "-ls":
        return act(
          async (item) => (
            await context.out.line(formatItem("%i %b %M %n root root %s %TY-%Tm-%Td %TH:%TM %p", item)),
            true
          ),
        );
      case "-printf": {
        const format = await this.value(name);
        return act(async (item) => (await context.out.text(formatItem(unescape(format), item)), true));
      }
      case "-delete":
        this.limits.depthFirst = true;
        return act(async ({ path, stat }) => {
          if (path === ".") return true;
          try {
            if (isFolder(stat)) context.sys.rmdir(context.path(path));
            else context.sys.unlink(context.path(path));
            return true;
          } catch (error) {
            await context.warn(`cannot delete '${path}': ${errorText(error)}`);
            return false;
          }
        });
      case "-exec":
      case "-execdir":
      case "-ok":
        return this.execution(act);
      default:
        await context.warn(`unknown predicate \`${name}'`);
        throw new ProgramExit(1);
    }
  }

  private async execution(act: (run: (item: Item) => Promise<boolean>) => Test): Promise<Test> {
    const { context } = this;
    const command: string[] = [];
    for (;;) {
      const word = this.words[this.at++];
      if (word === undefined) return this.fail("missing argument to `-exec'");
      if (word === ";") break;
      if (word === "+" && command.at(-1) === "{}") {
        command.pop();
        const paths: string[] = [];
        this.batches.push(async () => {
          if (paths.length > 0) await context.run([...command, ...paths]);
        });
        return act(({ path }) => Promise.resolve(paths.push(path) > 0));
      }
      command.push(word);
    }
    return act(
      async ({ path }) => (await context.run(command.map((word) => word.replaceAll("{}", path)))) === 0,
    );
  }
}

function compares(sign: string, value: number, wanted: number): boolean {
  return sign === "+" ? value > wanted : sign === "-" ? value < wanted : value === wanted;
}

function unescape(text: string): string {
  const simple: Readonly<Record<string, string>> = { n: "\n", t: "\t", "0": "\0", "\\": "\\", r: "\r" };
  return text.replace(/\\(.)/g, (all, letter: string) => simple[letter] ?? all);
}

/** `-printf` */
function formatItem(format: string, item: Item): string {
  const { path, stat, start, depth } = item;
  const below = path === start ? "" : path.slice(start.replace(/\/$/, "").length + 1);
  const letters: Readonly<Record<string, () => string>> = {
    p: () => path,
    P: () => below,
    f: () => baseName(path),
    h: () => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "."),
    H: () => start,
    d: () => String(depth),
    s: () => String(stat.size),
    b: () => String(stat.blocks),
    m: () => (stat.mode & 0o7777).toString(8),
    M: () => modeText(stat.mode),
    n: () => String(stat.nlink),
    i: () => String(stat.ino),
    y: () => ({ [S_IFDIR]: "d", [S_IFLNK]: "l", [S_IFREG]: "f" })[stat.mode & S_IFMT] ?? "U",
    u: () => "root",
    g: () => "root",
    "%": () => "%",
  };
  return format.replace(
    /%(-?\d*)(?:T(.)|([a-zA-Z%]))/g,
    (all, width: string, time: string | undefined, letter: string | undefined) => {
      const value =
        time === undefined
          ? letters[letter!]?.()
          : time === "@"
            ? (stat.mtimeMs / 1000).toFixed(10)
            : formatTime(`%${time}`, new Date(stat.mtimeMs));
      if (value === undefined) return all;
      return width.startsWith("-")
        ? value.padEnd(Number(width.slice(1)))
        : value.padStart(Number(width || 0));
    },
  );
}
