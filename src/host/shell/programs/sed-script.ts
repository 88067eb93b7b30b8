import { posixRegex, RegexError } from "./regex.ts";

/** A sed script that cannot be read; the message says where. */
export class SedError extends Error {
  override readonly name = "SedError";
}

export type Address =
  | { readonly kind: "line"; readonly number: number }
  | { readonly kind: "step"; readonly first: number; readonly step: number }
  | { readonly kind: "last" }
  /** Null: the regular expression that was used last. */
  | { readonly kind: "regex"; readonly regex: RegExp | null }
  | { readonly kind: "plus" | "multiple"; readonly number: number };

export interface Substitution {
  /** Null: the one that was used last. */
  readonly regex: RegExp | null;
  readonly replacement: readonly ReplacementPart[];
  readonly global: boolean;
  readonly print: boolean;
  readonly evaluate: boolean;
  readonly number: number;
  readonly file: string | null;
}

export type ReplacementPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "group"; readonly number: number }
  /** `\U`, `\L`, `\u`, `\l`, `\E` */
  | { readonly kind: "case"; readonly letter: string };

export interface SedCommand {
  readonly name: string;
  readonly addresses: readonly Address[];
  readonly negated: boolean;
  readonly text: string;
  readonly substitution: Substitution | null;
  /** Of `{`: where its `}` is; of `b`, `t` and `T`: where they lead. */
  target: number;
  readonly map: ReadonlyMap<string, string> | null;
}

/** Reads a sed script. @throws {SedError} */
export function parseSed(script: string, extended: boolean): SedCommand[] {
  return new SedParser(script, extended).parse();
}

class SedParser {
  private readonly text: string;
  private readonly extended: boolean;
  private at = 0;
  private readonly commands: SedCommand[] = [];

  constructor(text: string, extended: boolean) {
    this.text = text;
    this.extended = extended;
  }

  parse(): SedCommand[] {
    const open: number[] = [];
    const labels = new Map<string, number>();
    for (;;) {
      this.skip(/[\s;]/);
      if (this.at >= this.text.length) break;
      if (this.text[this.at] === "#") {
        this.readLine();
        continue;
      }
      const command = this.command();
      if (command.name === ":") {
        labels.set(command.text, this.commands.length);
        continue;
      }
      if (command.name === "{") open.push(this.commands.length);
      if (command.name === "}") {
        const start = open.pop();
        if (start === undefined) this.fail("unexpected `}'");
        this.commands[start]!.target = this.commands.length;
      }
      this.commands.push(command);
    }
    if (open.length > 0) throw new SedError("-e expression #1, char 0: unmatched `{'");
    for (const command of this.commands) {
      if (!/^[btT]$/.test(command.name)) continue;
      const target = command.text === "" ? this.commands.length : labels.get(command.text);
      if (target === undefined)
        throw new SedError(
          `-e expression #1, char ${this.text.length}: can't find label for jump to \`${command.text}'`,
        );
      command.target = target;
    }
    return this.commands;
  }

  private fail(message: string): never {
    throw new SedError(`-e expression #1, char ${Math.min(this.at, this.text.length)}: ${message}`);
  }

  private skip(what: RegExp): void {
    while (this.at < this.text.length && what.test(this.text[this.at]!)) this.at++;
  }

  private command(): SedCommand {
    const addresses: Address[] = [];
    const first = this.address(false);
    if (first !== null) {
      addresses.push(first);
      this.skip(/[ \t]/);
      if (this.text[this.at] === ",") {
        this.at++;
        this.skip(/[ \t]/);
        const second = this.address(true);
        if (second === null) this.fail("unexpected `,'");
        addresses.push(second);
      }
    }
    this.skip(/[ \t]/);
    let negated = false;
    while (this.text[this.at] === "!") {
      negated = true;
      this.at++;
      this.skip(/[ \t]/);
    }
    const name = this.text[this.at++];
    if (name === undefined) this.fail("missing command");
    const base = { name, addresses, negated, text: "", substitution: null, target: 0, map: null };
    switch (name) {
      case "{":
        return base;
      case "}":
      case "=":
      case "d":
      case "D":
      case "g":
      case "G":
      case "h":
      case "H":
      case "n":
      case "N":
      case "p":
      case "P":
      case "x":
      case "z":
      case "F":
        this.end();
        return base;
      case "s":
        return { ...base, substitution: this.substitution() };
      case "y":
        return { ...base, map: this.transliteration() };
      case "a":
      case "i":
      case "c":
        return { ...base, text: this.insertedText() };
      case ":":
        return { ...base, text: this.readUntil(/[\n;]/).trim() };
      case "b":
      case "t":
      case "T":
        return { ...base, text: this.readUntil(/[\n;}]/).trim() };
      case "r":
      case "R":
      case "w":
      case "W":
        return { ...base, text: this.readLine().trim() };
      case "q":
      case "Q":
      case "l":
      case "L":
        return { ...base, text: this.readUntil(/[\n;}]/).trim() };
      default:
        return this.fail(`unknown command: \`${name}'`);
    }
  }

  /** A command may be followed by `;`, `}` or the line's end. */
  private end(): void {
    this.skip(/[ \t]/);
    const char = this.text[this.at];
    if (char !== undefined && !/[\n;}#]/.test(char)) this.fail("extra characters after command");
  }

  private readUntil(end: RegExp): string {
    const start = this.at;
    while (this.at < this.text.length && !end.test(this.text[this.at]!)) this.at++;
    return this.text.slice(start, this.at);
  }

  private readLine(): string {
    const line = this.readUntil(/\n/);
    this.at++;
    return line;
  }

  private address(second: boolean): Address | null {
    const rest = this.text.slice(this.at);
    const step = /^(\d+)~(\d+)/.exec(rest);
    if (step !== null) {
      this.at += step[0].length;
      return { kind: "step", first: Number(step[1]), step: Number(step[2]) };
    }
    const relative = second ? /^([+~])(\d+)/.exec(rest) : null;
    if (relative !== null) {
      this.at += relative[0].length;
      return { kind: relative[1] === "+" ? "plus" : "multiple", number: Number(relative[2]) };
    }
    const number = /^\d+/.exec(rest);
    if (number !== null) {
      this.at += number[0].length;
      return { kind: "line", number: Number(number[0]) };
    }
    if (rest.startsWith("$")) {
      this.at++;
      return { kind: "last" };
    }
    if (!rest.startsWith("/") && !rest.startsWith("\\")) return null;
    this.at += rest.startsWith("\\") ? 2 : 1;
    const delimiter = this.text[this.at - 1]!;
    const source = this.delimited(delimiter, true, "unterminated address regex");
    const flags = /^[IM]+/.exec(this.text.slice(this.at))?.[0] ?? "";
    this.at += flags.length;
    return {
      kind: "regex",
      regex: source === "" ? null : this.regex(source, flags.includes("I"), flags.includes("M")),
    };
  }

  private regex(source: string, ignoreCase: boolean, multiline: boolean): RegExp {
    try {
      return posixRegex(source, { extended: this.extended, ignoreCase, multiline }, "g");
    } catch (error) {
      if (error instanceof RegexError) return this.fail(error.message);
      throw error;
    }
  }

  /** The text up to the delimiter. A delimiter behind a backslash stands for itself. */
  private delimited(delimiter: string, isRegex: boolean, message: string): string {
    let text = "";
    for (let inBrackets = false; ;) {
      const char = this.text[this.at++];
      if (char === undefined || (char === "\n" && isRegex)) this.fail(message);
      if (char === delimiter && !inBrackets) return text;
      if (char === "\\" && !inBrackets) {
        const next = this.text[this.at++] ?? "";
        if (next === delimiter)
          text +=
            isRegex && /[.*[\]^$+?(){}|]/.test(delimiter)
              ? `\\${delimiter}`
              : isRegex
                ? delimiter
                : delimiter === "&"
                  ? "\\&"
                  : delimiter;
        else if (isRegex && next === "\n") text += "\n";
        else text += char + next;
        continue;
      }
      if (isRegex && char === "[" && !inBrackets) {
        inBrackets = true;
        text += char;
        if (this.text[this.at] === "^") text += this.text[this.at++]!;
        if (this.text[this.at] === "]") text += this.text[this.at++]!;
        continue;
      }
      if (inBrackets && char === "[" && /[:.=]/.test(this.text[this.at] ?? "")) {
        const end = this.text.indexOf(`${this.text[this.at]!}]`, this.at + 1);
        if (end !== -1) {
          text += this.text.slice(this.at - 1, end + 2);
          this.at = end + 2;
          continue;
        }
      }
      if (char === "]") inBrackets = false;
      text += char;
    }
  }

  private substitution(): Substitution {
    const delimiter = this.text[this.at++] ?? this.fail("unterminated `s' command");
    const source = this.delimited(delimiter, true, "unterminated `s' command");
    const replacement = this.delimited(delimiter, false, "unterminated `s' command");
    const flags = /^[gpeiIM0-9]*/.exec(this.text.slice(this.at))![0];
    this.at += flags.length;
    let file: string | null = null;
    if (this.text[this.at] === "w") {
      this.at++;
      file = this.readLine().trim();
    } else if (!/^[ \t]*($|[\n;}#])/.test(this.text.slice(this.at))) this.fail("unknown option to `s'");
    return {
      regex: source === "" ? null : this.regex(source, /i/i.test(flags), flags.includes("M")),
      replacement: replacementParts(replacement),
      global: flags.includes("g"),
      print: flags.includes("p"),
      evaluate: flags.includes("e"),
      number: Number(/\d+/.exec(flags)?.[0] ?? 1),
      file,
    };
  }

  private transliteration(): ReadonlyMap<string, string> {
    const delimiter = this.text[this.at++] ?? this.fail("unterminated `y' command");
    const plain = (text: string): string[] =>
      Array.from(text.replace(/\\(.)/g, (_all, char: string) => (char === "n" ? "\n" : char)));
    const from = plain(this.delimited(delimiter, false, "unterminated `y' command"));
    const to = plain(this.delimited(delimiter, false, "unterminated `y' command"));
    if (from.length !== to.length) this.fail("strings for `y' command are different lengths");
    this.end();
    return new Map(from.map((char, i) => [char, to[i]!]));
  }

  /** The text of `a`, `i` and `c`: on the same line, or behind a backslash on those that follow. */
  private insertedText(): string {
    this.skip(/[ \t]/);
    if (this.text[this.at] === "\\") {
      // Blanks behind the backslash belong to the text, unless the line ends with them.
      this.at += /^\\[ \t]*\n/.exec(this.text.slice(this.at))?.[0].length ?? 1;
    }
    let text = "";
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at]!;
      if (char === "\n") break;
      if (char === "\\") text += this.text[++this.at] ?? "";
      else text += char;
    }
    this.at++;
    return `${text}\n`;
  }
}

function replacementParts(text: string): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  const add = (char: string): void => {
    const last = parts.at(-1);
    if (last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text + char };
    else parts.push({ kind: "text", text: char });
  };
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "&") parts.push({ kind: "group", number: 0 });
    else if (char === "\\") {
      const next = text[++at] ?? "";
      if (/[0-9]/.test(next)) parts.push({ kind: "group", number: Number(next) });
      else if (/[ULulE]/.test(next)) parts.push({ kind: "case", letter: next });
      else add({ n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", a: "\x07" }[next] ?? next);
    } else add(char);
  }
  return parts;
}
