import { ProgramExit, type ProgramContext } from "./program.ts";

export interface OptionSpec {
  /** Letters without a value. */
  readonly flags?: string;
  /** Letters with a value. */
  readonly values?: string;
  /** Long names: to a letter, or to themselves; `=` at the end: with a value. */
  readonly long?: Readonly<Record<string, string>>;
  /** Stops at the first operand, as for `env` and `xargs`. */
  readonly early?: boolean;
}

export interface Options {
  readonly has: (...names: readonly string[]) => boolean;
  readonly value: (name: string) => string | undefined;
  /** In the order of the command line. */
  readonly all: readonly (readonly [name: string, value: string])[];
  readonly operands: readonly string[];
}

/** Reads options as getopt_long(3) does: operands may stand between them. Ends the program on a mistake. */
export async function readOptions(
  context: ProgramContext,
  spec: OptionSpec,
  args = context.args,
): Promise<Options> {
  const all: [string, string][] = [];
  const operands: string[] = [];
  const { flags = "", values = "", long = {} } = spec;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === "--") {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith("--")) {
      const [name, given] = splitOnce(arg.slice(2), "=");
      const key = longName(long, name);
      const target = key === undefined ? undefined : long[key];
      if (key === undefined || target === undefined) {
        await usage(context, `unrecognized option '${arg}'`);
      } else if (!key.endsWith("=") && !values.includes(target)) all.push([target, given ?? ""]);
      else if (given !== undefined) all.push([target, given]);
      else if (at + 1 < args.length) all.push([target, args[++at]!]);
      else await usage(context, `option '--${name}' requires an argument`);
      continue;
    }
    if (!arg.startsWith("-") || arg === "-") {
      if (spec.early === true) {
        operands.push(...args.slice(at));
        break;
      }
      operands.push(arg);
      continue;
    }
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i]!;
      if (flags.includes(letter)) all.push([letter, ""]);
      else if (values.includes(letter)) {
        const attached = arg.slice(i + 1);
        if (attached === "" && at + 1 >= args.length)
          await usage(context, `option requires an argument -- '${letter}'`);
        all.push([letter, attached === "" ? args[++at]! : attached]);
        break;
      } else await usage(context, `invalid option -- '${letter}'`);
    }
  }
  return {
    has: (...names) => all.some(([name]) => names.includes(name)),
    value: (name) => all.findLast(([key]) => key === name)?.[1],
    all,
    operands,
  };
}

/** A long name may be cut short as long as one name fits. */
function longName(long: Readonly<Record<string, string>>, name: string): string | undefined {
  const keys = Object.keys(long);
  const exact = keys.find((key) => key.replace(/=$/, "") === name);
  if (exact !== undefined) return exact;
  const fitting = keys.filter((key) => key.startsWith(name));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** A mistake on the command line. */
export async function usage(context: ProgramContext, message: string, status = 1): Promise<never> {
  await context.warn(`${message}\nTry '${context.name} --help' for more information.`);
  throw new ProgramExit(status);
}
