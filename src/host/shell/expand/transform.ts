import type { Shell } from "../run/shell.ts";
import { elements, type Variable } from "../run/variables.ts";
import { ansiEscapes } from "../syntax/ansi-escapes.ts";

/** `${x@Q}` and the other transformations. `text` null: of the whole array. */
export function transform(shell: Shell, name: string, operator: string, text: string | null): string {
  const variable = shell.variables.find(name);
  switch (operator) {
    case "Q":
      return quoteForReuse(text ?? "");
    case "U":
      return (text ?? "").toUpperCase();
    case "L":
      return (text ?? "").toLowerCase();
    case "u":
      return (text ?? "").charAt(0).toUpperCase() + (text ?? "").slice(1);
    case "E":
      return ansiEscapes(text ?? "", "ansi-c").text;
    case "a":
      return attributeLetters(variable);
    case "A":
      return variable === undefined ? "" : declaration(name, variable, text !== null);
    case "K":
    case "k":
      if (text !== null) return quoteForReuse(text);
      return elements(variable)
        .map(([key, value]) => `${key} ${doubleQuoted(value)}`)
        .join(" ");
    default:
      return text ?? "";
  }
}

/** `'it'\''s'`, as `${x@Q}` and `set` print; with control characters `$'…'`. */
export function quoteForReuse(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuoted(text);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** As `printf %q` and `set -x` print: quoted only if something in it needs it. */
export function quoteIfNeeded(text: string): string {
  if (text === "") return "''";
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuoted(text);
  return /^[\w@%+=:,./-]+$/u.test(text) || /^[^\s!"#$&'()*;<>?[\\\]^`{|}~]+$/u.test(text)
    ? text
    : quoteForReuse(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\E",
  "'": "\\'",
  "\\": "\\\\",
};

function ansiQuoted(text: string): string {
  // eslint-disable-next-line no-control-regex
  const escaped = text.replace(/[\x00-\x1f\x7f'\\]/g, (char) => {
    return ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
  });
  return `$'${escaped}'`;
}

export function doubleQuoted(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text)) return ansiQuoted(text);
  return `"${text.replace(/[\\"$`]/g, "\\$&")}"`;
}

export function attributeLetters(variable: Variable | undefined): string {
  if (variable === undefined) return "";
  let letters = "";
  if (variable.value?.kind === "indexed") letters += "a";
  if (variable.value?.kind === "associative") letters += "A";
  if (variable.integer) letters += "i";
  if (variable.nameref) letters += "n";
  if (variable.readonly) letters += "r";
  if (variable.exported) letters += "x";
  if (variable.letters !== null) letters += variable.letters === "lower" ? "l" : "u";
  return letters;
}

/** A command that makes the variable again: what `declare -p` prints, or for `${x@A}` of a plain one an assignment. */
export function declaration(name: string, variable: Variable, short = false): string {
  const letters = attributeLetters(variable);
  const { value } = variable;
  if (short && letters === "" && value?.kind === "scalar") return `${name}=${quoteForReuse(value.text)}`;
  const head = `declare -${letters === "" ? "-" : letters} ${name}`;
  if (value === null) return head;
  if (value.kind === "scalar")
    return `${head}=${short ? quoteForReuse(value.text) : doubleQuoted(value.text)}`;
  const items = elements(variable).map(([key, text]) => {
    const plain = value.kind === "indexed" || /^[\w.,:@%+=/-]+$/.test(key);
    return `[${plain ? key : doubleQuoted(key)}]=${doubleQuoted(text)}`;
  });
  // Bash puts a space behind the last element of an associative array.
  return `${head}=(${items.join(" ")}${value.kind === "associative" && items.length > 0 ? " " : ""})`;
}

/** As `printf %q` prints: special characters behind backslashes. */
export function quoteForPrintf(text: string): string {
  if (text === "") return "''";
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(text)) return ansiQuoted(text);
  return text.replace(/[ !"#$&'()*,;<>?[\\\]^`{|}~]/g, (char, at: number) => {
    return (char === "#" || char === "~") && at > 0 ? char : `\\${char}`;
  });
}
