/** npm's command line: a command, its words, and options that may stand anywhere before `--`. */
export interface CommandLine {
  readonly command: string;
  readonly words: readonly string[];
  /** What follows `--`, as it is. */
  readonly rest: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const SHORT: Readonly<Record<string, readonly [string, string]>> = {
  "-D": ["save-dev", "true"],
  "-O": ["save-optional", "true"],
  "-P": ["save-prod", "true"],
  "-S": ["save", "true"],
  "-E": ["save-exact", "true"],
  "-a": ["all", "true"],
  "-f": ["force", "true"],
  "-g": ["global", "true"],
  "-h": ["help", "true"],
  "-l": ["long", "true"],
  "-q": ["loglevel", "warn"],
  "-s": ["loglevel", "silent"],
  "-v": ["version", "true"],
  "-y": ["yes", "true"],
};
/** Options whose value may be the next word. */
const VALUED = new Set([
  "depth",
  "include",
  "init-version",
  "loglevel",
  "omit",
  "pack-destination",
  "prefix",
  "workspace",
]);
const TAKES_NEXT: Readonly<Record<string, string>> = {
  "-w": "workspace",
  "-C": "prefix",
  "-c": "call",
  "-p": "package",
};

export function parseCommandLine(args: readonly string[]): CommandLine {
  const options = new Map<string, string>();
  const words: string[] = [];
  const end = args.indexOf("--");
  const before = end < 0 ? args : args.slice(0, end);
  for (let at = 0; at < before.length; at++) {
    const arg = before[at]!;
    const long = /^--(no-)?([^=]+)(?:=([^]*))?$/.exec(arg);
    if (long) {
      const [, no, name = "", value] = long;
      if (no) options.set(name, "false");
      else if (value !== undefined) options.set(name, value);
      else if (VALUED.has(name) && at + 1 < before.length) options.set(name, before[++at]!);
      else if (name === "silent") options.set("loglevel", "silent");
      else options.set(name, "true");
    } else if (Object.hasOwn(TAKES_NEXT, arg)) options.set(TAKES_NEXT[arg]!, before[++at] ?? "");
    else if (Object.hasOwn(SHORT, arg)) options.set(...(SHORT[arg] as [string, string]));
    else words.push(arg);
  }
  const [command = "", ...others] = words;
  return { command, words: others, rest: end < 0 ? [] : args.slice(end + 1), options };
}

export function isOn(line: CommandLine, name: string): boolean {
  const value = line.options.get(name);
  return value !== undefined && value !== "false";
}

export function isSilent(line: CommandLine): boolean {
  return line.options.get("loglevel") === "silent";
}
