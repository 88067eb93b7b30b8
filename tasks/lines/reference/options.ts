/** How the lines are numbered. */
export interface Options {
  /** Which lines get a number. */
  readonly style: "all" | "text" | "none";
  readonly align: "right" | "left" | "zero";
  readonly width: number;
  readonly separator: string;
  readonly start: number;
  readonly step: number;
  /** Runs of empty lines become one. */
  readonly squeeze: boolean;
  /** Numbering starts again with every file. */
  readonly restart: boolean;
}

/** What the command line asks for. */
export type Request =
  | { readonly kind: "run"; readonly options: Options; readonly files: readonly string[] }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string };

const STYLES: Readonly<Record<string, Options["style"]>> = { a: "all", t: "text", n: "none" };
const ALIGNMENTS: Readonly<Record<string, Options["align"]>> = { rn: "right", ln: "left", rz: "zero" };

const LONG: Readonly<Record<string, string>> = {
  "--body": "b",
  "--format": "n",
  "--width": "w",
  "--separator": "s",
  "--start": "v",
  "--increment": "i",
  "--squeeze": "q",
  "--restart": "p",
  "--help": "h",
};

class Wrong extends Error {}

function wholeNumber(text: string, what: string, min: number): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text) || value < min || value > 999_999)
    throw new Wrong(`invalid ${what}: '${text}'`);
  return value;
}

function chosen<T>(table: Readonly<Record<string, T>>, text: string, what: string): T {
  const found = Object.hasOwn(table, text) ? table[text] : undefined;
  if (found === undefined) throw new Wrong(`invalid ${what}: '${text}'`);
  return found;
}

/** Splits arguments into pairs of option letter and value, and operands. */
function split(args: readonly string[]): { options: [string, string][]; files: string[] } {
  const [options, files]: [[string, string][], string[]] = [[], []];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") {
      files.push(...rest.splice(0));
    } else if (arg.startsWith("--")) {
      const [name = "", ...value] = arg.split("=");
      const letter = Object.hasOwn(LONG, name) ? LONG[name]! : "";
      if (letter === "") throw new Wrong(`unknown option '${name}'`);
      if ("qph".includes(letter)) {
        if (value.length > 0) throw new Wrong(`option '${name}' takes no value`);
        options.push([letter, ""]);
      } else {
        const given = value.length > 0 ? value.join("=") : rest.shift();
        if (given === undefined) throw new Wrong(`option '${name}' needs a value`);
        options.push([letter, given]);
      }
    } else if (arg.startsWith("-") && arg !== "-") {
      for (let at = 1; at < arg.length; at++) {
        const letter = arg[at]!;
        if ("qph".includes(letter)) {
          options.push([letter, ""]);
        } else if ("bnwsvi".includes(letter)) {
          const given = at + 1 < arg.length ? arg.slice(at + 1) : rest.shift();
          if (given === undefined) throw new Wrong(`option '-${letter}' needs a value`);
          options.push([letter, given]);
          break;
        } else {
          throw new Wrong(`unknown option '-${letter}'`);
        }
      }
    } else {
      files.push(arg);
    }
  }
  return { options, files };
}

export function parseOptions(args: readonly string[]): Request {
  try {
    const { options: pairs, files } = split(args);
    if (pairs.some(([letter]) => letter === "h")) return { kind: "help" };
    const value = (letter: string, fallback: string): string =>
      pairs.findLast(([one]) => one === letter)?.[1] ?? fallback;
    const given = (letter: string): boolean => pairs.some(([one]) => one === letter);
    const options: Options = {
      style: chosen(STYLES, value("b", "t"), "body style"),
      align: chosen(ALIGNMENTS, value("n", "rn"), "format"),
      width: wholeNumber(value("w", "6"), "width", 1),
      separator: value("s", "\t"),
      start: wholeNumber(value("v", "1"), "start", -999_999),
      step: wholeNumber(value("i", "1"), "increment", -999_999),
      squeeze: given("q"),
      restart: given("p"),
    };
    return { kind: "run", options, files };
  } catch (error) {
    if (error instanceof Wrong) return { kind: "wrong", message: error.message };
    throw error;
  }
}
