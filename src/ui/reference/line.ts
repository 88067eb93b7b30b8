/** A line of arguments, read as a shell would read plain words: quotes and backslashes, nothing else. */
export type Line =
  | { readonly ok: true; readonly args: readonly string[] }
  /** `at` is the offset in the line of what is wrong. */
  | { readonly ok: false; readonly at: number; readonly message: string };

/** What a shell would act on and this line cannot. */
const operators: Readonly<Record<string, string>> = {
  "|": "There is no pipe here.",
  "<": "Input does not come from a file here; use the field below.",
  ">": "Output cannot be sent to a file here.",
  ";": "One call at a time.",
  "&": "Nothing runs in the background here.",
  "(": "There is no subshell here.",
  ")": "There is no subshell here.",
};

/**
 * Splits a line into arguments by the quoting rules of POSIX shells (XCU 2.2): '…' is literal, "…" allows \\ before
 * $ ` " \\ and newline, a backslash outside of quotes makes the next character literal. What a shell would expand or act
 * on is a fault that says so, since here it would silently mean something else.
 */
export function parseLine(line: string): Line {
  const args: string[] = [];
  let word: string | null = null;
  const fault = (at: number, message: string): Line => ({ ok: false, at, message });
  const quoteIt = (sign: string): string => ` To pass ${sign} itself, put it in single quotes.`;

  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === "'") {
      const end = line.indexOf("'", at + 1);
      if (end < 0) return fault(at, "The single quote is not closed.");
      word = (word ?? "") + line.slice(at + 1, end);
      at = end;
    } else if (sign === '"') {
      const read = doubleQuoted(line, at);
      if (!read.ok) return fault(read.at, read.message);
      word = (word ?? "") + read.text;
      at = read.end;
    } else if (sign === "\\") {
      if (at + 1 >= line.length) return fault(at, "The backslash at the end has nothing to act on.");
      word = (word ?? "") + line.charAt(++at);
    } else if (/\s/.test(sign)) {
      if (word !== null) args.push(word);
      word = null;
    } else if (sign === "$" || sign === "`") {
      return fault(at, `A shell would expand ${sign} and this line has no shell.${quoteIt(sign)}`);
    } else if (sign in operators) {
      return fault(at, `${operators[sign]}${quoteIt(sign)}`);
    } else word = (word ?? "") + sign;
  }
  if (word !== null) args.push(word);
  return { ok: true, args };
}

type Quoted =
  | { readonly ok: true; readonly text: string; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly message: string };

function doubleQuoted(line: string, start: number): Quoted {
  let text = "";
  for (let at = start + 1; at < line.length; at++) {
    const sign = line.charAt(at);
    if (sign === '"') return { ok: true, text, end: at };
    if (sign === "$" || sign === "`") {
      const message = `A shell would expand ${sign} within double quotes. Use single quotes, or write \\${sign}.`;
      return { ok: false, at, message };
    }
    if (sign === "\\" && /[$`"\\\n]/.test(line.charAt(at + 1))) {
      at++;
      text += line.charAt(at) === "\n" ? "" : line.charAt(at);
    } else text += sign;
  }
  return { ok: false, at: start, message: "The double quote is not closed." };
}

/** Arguments as a line that `parseLine`, and any shell, reads back. */
export function formatLine(args: readonly string[]): string {
  return args
    .map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
