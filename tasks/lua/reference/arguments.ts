/** What the options in front of a script ask for, in their order. */
export type Step =
  | { readonly kind: "execute"; readonly code: string }
  /** `name` is the global that gets the module. */
  | { readonly kind: "require"; readonly module: string; readonly name: string }
  | { readonly kind: "warnings" };

export interface Request {
  readonly steps: readonly Step[];
  /** Index of the script among the arguments, or null. */
  readonly script: number | null;
  /** Whether `-` means standard input there. */
  readonly dash: boolean;
  readonly version: boolean;
  /** Whether the environment may say what runs first. */
  readonly environment: boolean;
}

export class UsageError extends Error {}

function library(text: string): Step {
  const [name = "", module] = text.split(/=(.*)/s);
  // What follows a hyphen tells versions of a module apart and is no part of the global's name.
  if (module === undefined) return { kind: "require", module: name, name: name.split("-")[0] ?? "" };
  return { kind: "require", module, name };
}

/** Reads the arguments as Lua's stand-alone interpreter does. @throws UsageError */
export function readArguments(args: readonly string[]): Request {
  const steps: Step[] = [];
  let [version, environment] = [false, true];
  let at = 0;
  const flag = (argument: string): string => {
    if (argument.length > 2) throw new UsageError(`unrecognized option '${argument}'`);
    return argument;
  };
  for (; at < args.length; at++) {
    const argument = args[at]!;
    if (!argument.startsWith("-") || argument === "-") break;
    if (argument.startsWith("--")) {
      flag(argument);
      at++;
      return { steps, script: at < args.length ? at : null, dash: false, version, environment };
    }
    const letter = argument[1];
    if (letter === "e" || letter === "l") {
      const value = argument.length > 2 ? argument.slice(2) : args[++at];
      if (value === undefined || (argument.length === 2 && value.startsWith("-"))) {
        throw new UsageError(`'${argument}' needs argument`);
      }
      steps.push(letter === "e" ? { kind: "execute", code: value } : library(value));
    } else if (flag(argument) === "-E") environment = false;
    else if (argument === "-W") steps.push({ kind: "warnings" });
    else if (argument === "-v") version = true;
    else throw new UsageError(`unrecognized option '${argument}'`);
  }
  return { steps, script: at < args.length ? at : null, dash: true, version, environment };
}
