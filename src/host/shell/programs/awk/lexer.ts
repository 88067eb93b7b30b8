import { AwkSyntaxError } from "./syntax.ts";

export interface AwkToken {
  readonly kind:
    "number" | "string" | "regex" | "name" | "call" | "builtin" | "keyword" | "operator" | "newline" | "end";
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set([
  "BEGIN", "END", "function", "func", "if", "else", "while", "for", "do", "break", "continue", "next", "nextfile",
  "exit", "return", "delete", "in", "getline", "print", "printf",
]); // prettier-ignore

export const BUILTINS = new Set([
  "length", "substr", "index", "split", "sub", "gsub", "gensub", "match", "sprintf", "sin", "cos", "atan2", "exp", "log",
  "sqrt", "int", "rand", "srand", "tolower", "toupper", "system", "close", "fflush", "systime", "strftime",
]); // prettier-ignore

const OPERATOR =
  /\*\*=|\*\*|\^=|\+\+|--|\+=|-=|\*=|\/=|%=|==|<=|>=|!=|!~|&&|\|\||>>|[-+*/%^!<>|?:~$=,;(){}[\]]/y;

export function tokenize(text: string): AwkToken[] {
  const tokens: AwkToken[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at, at + 256);
    const blank = /^(?:[ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest);
    if (blank !== null) {
      if (blank[0].startsWith("\\")) line++;
      at += blank[0].startsWith("#") ? lineLength(text, at) : blank[0].length;
      continue;
    }
    const char = text[at]!;
    const push = (kind: AwkToken["kind"], value: string): void =>
      void tokens.push({ kind, text: value, line });
    if (char === "\n") {
      push("newline", "\n");
      line++;
      at++;
    } else if (char === '"') {
      const string = readString(text, at + 1);
      push("string", string.value);
      at = string.end;
    } else if (char === "/" && regexMayFollow(tokens.at(-1))) {
      const regex = readRegex(text, at + 1);
      push("regex", regex.source);
      at = regex.end;
    } else if (
      /[0-9.]/.test(char) &&
      /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/.test(rest)
    ) {
      const number = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/.exec(
        rest,
      )![0];
      push("number", number);
      at += number.length;
    } else if (/[A-Za-z_]/.test(char)) {
      const name = /^\w+/.exec(text.slice(at))![0];
      at += name.length;
      if (KEYWORDS.has(name)) push("keyword", name === "func" ? "function" : name);
      else if (BUILTINS.has(name)) push("builtin", name);
      else push(text[at] === "(" ? "call" : "name", name);
    } else {
      OPERATOR.lastIndex = at;
      const operator = OPERATOR.exec(text)?.[0];
      if (operator === undefined) throw new AwkSyntaxError(`syntax error at source line ${line}: ${char}`);
      push("operator", operator);
      at += operator.length;
    }
  }
  tokens.push({ kind: "newline", text: "\n", line }, { kind: "end", text: "", line });
  return tokens;
}

function lineLength(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return (end === -1 ? text.length : end) - at;
}

/** A slash behind a value divides. */
function regexMayFollow(before: AwkToken | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "operator") return !/^(\)|\]|\$|\+\+|--)$/.test(before.text);
  return !["number", "string", "regex", "name", "builtin"].includes(before.kind);
}

function readString(text: string, start: number): { value: string; end: number } {
  let value = "";
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') return { value, end: at + 1 };
    if (char === "\n") break;
    if (char !== "\\") {
      value += char;
      continue;
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
    if (octal !== undefined) {
      value += String.fromCharCode(Number.parseInt(octal, 8));
      at += octal.length;
      continue;
    }
    const next = text[++at] ?? "";
    const simple: Readonly<Record<string, string>> = {
      n: "\n",
      t: "\t",
      r: "\r",
      "\\": "\\",
      '"': '"',
      "/": "/",
      a: "\x07",
      b: "\b",
      f: "\f",
      v: "\v",
      "\n": "",
    };
    // What is not known stays as it is: it may belong to a regular expression.
    value += simple[next] ?? `\\${next}`;
  }
  throw new AwkSyntaxError("non-terminated string");
}

function readRegex(text: string, start: number): { source: string; end: number } {
  let source = "";
  let inBrackets = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\n") break;
    if (char === "\\") {
      source += text[at + 1] === "/" ? "/" : char + (text[at + 1] ?? "");
      at++;
      continue;
    }
    if (char === "[" && !inBrackets) {
      inBrackets = true;
      const first = /^\[\^?\]?/.exec(text.slice(at))![0];
      source += first;
      at += first.length - 1;
      continue;
    }
    if (char === "]") inBrackets = false;
    if (char === "/" && !inBrackets) return { source, end: at + 1 };
    source += char;
  }
  throw new AwkSyntaxError("non-terminated regular expression");
}
