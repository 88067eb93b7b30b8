import type { Recorded, RecordedOption } from "./binding.ts";
import { ruleBroken } from "./option-rules.ts";

/** The command line as Node reads it. */
export interface ParsedOptions {
  /** By option name, `--no-…` for booleans too. */
  readonly values: Readonly<Record<string, unknown>>;
  /** `process.execArgv`. */
  readonly execArgv: readonly string[];
  /** The script and its arguments. */
  readonly rest: readonly string[];
  readonly hasEval: boolean;
}

/** A command line that Node refuses: it prints `<program>: <message>` and exits with code 9, or another of this name. */
export class OptionError extends Error {
  override readonly name = "OptionError";
  readonly exitCode: string;

  constructor(message: string, exitCode = "kInvalidCommandLineArgument") {
    super(message);
    this.exitCode = exitCode;
  }
}

/** V8's own flags, by how they begin; Node passes what it does not know itself on to V8. */
const V8_FLAGS =
  /^--(no-?)?(stack|max|min|harmony|js-|expose|allow-natives|trace|jitless|turbo|use|gc|interpreted|stress|random|predictable|single|enable|disable|abort|hash|perf|prof|log|wasm|optimize|sparkplug|maglev|lazy|opt|initial|semi|heap|huge|rehash|verify|native|liftoff|icu|zero|always|concurrent|parallel|incremental|minor|cpu|force|vtune)/;

/** What setting one option sets besides it (AddOption … Implies in node_options.cc), as far as the library asks. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  "--experimental-transform-types": ["--strip-types", "--enable-source-maps"],
  "--experimental-require-module": ["--require-module"],
  "--require-module": ["--experimental-require-module"],
  "--no-experimental-require-module": ["--no-require-module"],
  "--no-require-module": ["--no-experimental-require-module"],
  "--trace-env-js-stack": ["--trace-env"],
  "--trace-env-native-stack": ["--trace-env"],
  "--report-signal": ["--report-on-signal"],
  "--watch-path": ["--watch"],
  "--test-random-seed": ["[has_test_random_seed]"],
};

/** Environment variables that are options of their own, where `1` is on (HandleEnvOptions in node_options.cc). */
const SWITCHES: Readonly<Record<string, string>> = {
  NODE_PENDING_DEPRECATION: "--pending-deprecation",
  NODE_PRESERVE_SYMLINKS: "--preserve-symlinks",
  NODE_PRESERVE_SYMLINKS_MAIN: "--preserve-symlinks-main",
  NODE_USE_ENV_PROXY: "--use-env-proxy",
  NODE_USE_SYSTEM_CA: "--use-system-ca",
};

/** What options are before a process has a command line. */
export interface OptionDefaults {
  /** By name; closed, without a prototype. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Names of those that are lists. Each process has lists of its own, since the library adds to them. */
  readonly lists: readonly string[];
}

export function optionDefaults(recorded: Recorded): OptionDefaults {
  const values: Record<string, unknown> = Object.create(null);
  const lists: string[] = [];
  for (const [name, value] of Object.entries(recorded.optionValues))
    if (Array.isArray(value)) lists.push(name);
    else values[name] = value;
  return { values: Object.freeze(values), lists };
}

/** Options without a command line. */
export function defaultOptions(defaults: OptionDefaults): ParsedOptions {
  return { values: valuesFrom(defaults), execArgv: [], rest: [], hasEval: false };
}

function valuesFrom({ values, lists }: OptionDefaults): Record<string, unknown> {
  const own = Object.create(values) as Record<string, unknown>;
  for (const name of lists) own[name] = [];
  return own;
}

/** The options with one changed. */
export function withOption(options: ParsedOptions, name: string, value: unknown): ParsedOptions {
  const values = Object.create(options.values) as Record<string, unknown>;
  setOwn(values, name, value);
  return { ...options, values };
}

/** Assignment would fail where the prototype has it closed. */
function setOwn(values: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(values, name, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * Reads a command line with the option table of the pinned Node, in the manner of node_options-inl.h.
 *
 * @param args what follows the program's name
 * @param nodeOptions the environment's NODE_OPTIONS
 * @param defaults as `optionDefaults` makes them
 * @param environment looks up other variables of the environment
 * @param before further options, which those of the command line override
 * @throws OptionError
 */
export function parseOptions(
  recorded: Recorded,
  args: readonly string[],
  nodeOptions = "",
  defaults = optionDefaults(recorded),
  environment: (name: string) => string | undefined = () => undefined,
  before: readonly string[] = [],
): ParsedOptions {
  const reader = new Reader(recorded, defaults);
  for (const [name, option] of Object.entries(SWITCHES))
    if (environment(name) === "1") setOwn(reader.values, option, true);
  reader.read(splitNodeOptions(nodeOptions), true);
  reader.read(before, false);
  const rest = reader.read(args, false);
  const { values, hasEval } = reader;
  setOwn(values, "[has_eval_string]", hasEval);
  if ((values["--redirect-warnings"] ?? "") === "")
    setOwn(values, "--redirect-warnings", environment("NODE_REDIRECT_WARNINGS") ?? "");
  const broken = ruleBroken({ values, hasEval, rest });
  if (broken !== undefined) throw new OptionError(broken);
  const [unknown] = values["--security-revert"] as readonly string[];
  if (unknown !== undefined)
    throw new OptionError(
      `Error: Attempt to revert an unknown CVE [${unknown}]`,
      "kInvalidCommandLineArgument2",
    );
  return {
    values,
    execArgv: args.slice(0, args.length - rest.length - reader.separators),
    rest,
    hasEval,
  };
}

/**
 * Reads what a thread is given instead of its parent's options.
 *
 * @returns what is wrong with them, or null
 */
export function checkThreadOptions(
  recorded: Recorded,
  execArgv: readonly string[] | null,
  nodeOptions: string,
): { readonly invalid: readonly string[]; readonly fromEnvironment: boolean } | null {
  const defaults = optionDefaults(recorded);
  const problem = (read: () => void): string | null => {
    try {
      read();
      return null;
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      return error.message;
    }
  };
  const wrong = problem(() => void new Reader(recorded, defaults).read(splitNodeOptions(nodeOptions), true));
  if (wrong !== null) return { invalid: [wrong], fromEnvironment: true };
  if (!execArgv) return null;
  const reader = new Reader(recorded, defaults, true);
  const refused =
    problem(() => void reader.read(execArgv, false)) ??
    ruleBroken({ values: reader.values, hasEval: false, rest: [] });
  if (refused) return { invalid: [refused], fromEnvironment: false };
  return reader.unknown.length > 0 ? { invalid: reader.unknown, fromEnvironment: false } : null;
}

/** Words between spaces; double quotes keep spaces, a backslash keeps a quote. */
function splitNodeOptions(text: string): string[] {
  const words: string[] = [];
  let quoted = false;
  let starting = true;
  for (let index = 0; index < text.length; index++) {
    let char = text.charAt(index);
    if (char === "\\" && quoted) {
      if (index + 1 === text.length) throw new OptionError("invalid value for NODE_OPTIONS (invalid escape)");
      char = text.charAt(++index);
    } else if (char === " " && !quoted) {
      starting = true;
      continue;
    } else if (char === '"') {
      quoted = !quoted;
      continue;
    }
    if (starting) words.push(char);
    else words[words.length - 1] += char;
    starting = false;
  }
  if (quoted) throw new OptionError("invalid value for NODE_OPTIONS (unterminated string)");
  return words;
}

class Reader {
  readonly values: Record<string, unknown>;
  hasEval = false;
  /** 1 when a `--` ended the options: it is part of neither side. */
  separators = 0;
  /** Of a thread: what it cannot be given. */
  readonly unknown: string[] = [];
  readonly #recorded: Recorded;
  readonly #types: Readonly<Record<string, number>>;
  readonly #disallowed: number | undefined;
  readonly #ofThread: boolean;
  // Most command lines have no options at all.
  #options: ReadonlyMap<string, RecordedOption> | null = null;
  #aliases: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(recorded: Recorded, defaults: OptionDefaults, ofThread = false) {
    this.values = valuesFrom(defaults);
    this.#recorded = recorded;
    this.#ofThread = ofThread;
    this.#types = recorded.optionTypes;
    this.#disallowed = recorded.envSettings["kDisallowedInEnvvar"];
  }

  #option(name: string): RecordedOption | undefined {
    if (!this.#options) {
      const allowed = new Set(this.#recorded.threadOptions);
      const options = this.#recorded.options.filter(([each]) => !this.#ofThread || allowed.has(each));
      this.#options = new Map(options);
    }
    return this.#options.get(name);
  }

  /** Returns what follows the options. */
  read(given: readonly string[], fromEnvironment: boolean): string[] {
    const args = [...given];
    for (;;) {
      const arg = args[0];
      if (arg === undefined || arg.length <= 1 || !arg.startsWith("-")) return args;
      args.shift();
      if (arg === "--") {
        if (fromEnvironment) throw new OptionError("-- is not allowed in NODE_OPTIONS");
        this.separators = 1;
        return args;
      }
      this.#readOne(arg, args, fromEnvironment);
    }
  }

  #readOne(arg: string, args: string[], fromEnvironment: boolean): void {
    const equals = arg.startsWith("--") ? arg.indexOf("=") : -1;
    const given = equals < 0 ? arg : arg.slice(0, equals);
    const plain = given.startsWith("--") ? `--${given.slice(2).replaceAll("_", "-")}` : given;
    const negated = plain.startsWith("--no-");
    const name = this.#expand(negated ? `--${plain.slice("--no-".length)}` : plain, equals >= 0, args);
    const option = this.#option(name);
    if (!option && this.#ofThread) {
      this.unknown.push(arg);
      return;
    }
    if (!option) {
      if (!V8_FLAGS.test(plain)) throw new OptionError(`bad option: ${arg}`);
      return;
    }
    if (fromEnvironment && option.envVarSettings === this.#disallowed)
      throw new OptionError(`${given} is not allowed in NODE_OPTIONS`);
    const { kBoolean, kNoOp, kV8Option } = this.#types;
    if (negated && option.type !== kBoolean && option.type !== kV8Option)
      throw new OptionError(`${arg} is an invalid negation because it is not a boolean option`);
    if (option.type === kNoOp || option.type === kV8Option) {
      setOwn(this.values, name, equals < 0 ? true : arg.slice(equals + 1));
      return;
    }
    if (option.type === kBoolean) {
      if (equals >= 0) throw new OptionError(`${given} does not take an argument`);
      this.#setBoolean(name, !negated);
    } else {
      this.#setValue(name, option.type, this.#argument(given, arg, equals, args));
    }
    for (const implied of IMPLIED[negated ? `--no-${name.slice(2)}` : name] ?? [])
      this.#setBoolean(implied.replace(/^--no-/, "--"), !implied.startsWith("--no-"));
  }

  /** Follows aliases; what they add besides a name goes before the other arguments. */
  #expand(name: string, hasValue: boolean, args: string[]): string {
    const aliases = (this.#aliases ??= new Map(this.#recorded.aliases));
    const seen = new Set<string>();
    let current = name;
    for (;;) {
      const next = args[0];
      const candidates = [
        ...(hasValue ? [`${current}=`] : []),
        ...(next !== undefined && !next.startsWith("-") ? [`${current} <arg>`] : []),
        current,
      ];
      const found = candidates.find((candidate) => aliases.has(candidate) && !seen.has(candidate));
      if (found === undefined) return current;
      seen.add(found);
      const [first, ...more] = aliases.get(found) ?? [];
      args.unshift(...more);
      current = first ?? current;
    }
  }

  #argument(given: string, arg: string, equals: number, args: string[]): string {
    const value = equals < 0 ? args.shift() : arg.slice(equals + 1);
    if (value === undefined || (equals >= 0 ? value === "" : value.startsWith("-") && value.length > 1))
      throw new OptionError(`${equals >= 0 ? arg : given} requires an argument`);
    return value.startsWith("\\-") && value.length > 2 ? value.slice(1) : value;
  }

  #setBoolean(name: string, value: boolean): void {
    setOwn(this.values, name, value);
    setOwn(this.values, `--no-${name.slice(2)}`, !value);
  }

  #setValue(name: string, type: number, value: string): void {
    const { kStringList, kInteger, kUInteger, kHostPort } = this.#types;
    if (name === "--eval") this.hasEval = true;
    if (type === kStringList) {
      const list = this.values[name];
      setOwn(this.values, name, [...(Array.isArray(list) ? (list as unknown[]) : []), value]);
    } else if (type === kInteger || type === kUInteger) {
      setOwn(this.values, name, Number.parseInt(value, 10) || 0);
    } else if (type === kHostPort) {
      setOwn(this.values, name, { host: "127.0.0.1", port: Number(value) || 9229 });
    } else {
      setOwn(this.values, name, value);
    }
  }
}

/** Which of `internal/main/*` runs, as StartExecution in node.cc decides. */
export function mainScript(options: ParsedOptions, stdinIsTerminal: boolean): string {
  const { values, rest, hasEval } = options;
  const script = rest[0] ?? "";
  if (values["--help"]) return "print_help";
  if (hasEval && !values["--interactive"]) return "eval_string";
  if (values["--check"]) return "check_syntax";
  if (values["--test"]) return "test_runner";
  if (values["--watch"] && script !== "") return "watch_mode";
  if (script !== "" && script !== "-") return "run_main_module";
  if (values["--interactive"] || stdinIsTerminal) return "repl";
  return "eval_stdin";
}
