import { bracketSource, escapeRegex } from "../expand/pattern.ts";

/** A regular expression that cannot be read. */
export class RegexError extends Error {
  override readonly name = "RegexError";
}

export interface RegexOptions {
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
  /** `^` and `$` also match at line ends inside of the text. */
  readonly multiline?: boolean;
}

/** Further escapes that GNU programs know, in both grammars. */
const GNU: Readonly<Record<string, string>> = {
  w: "[\\p{L}\\p{Nd}_]",
  W: "[^\\p{L}\\p{Nd}_]",
  s: "\\s",
  S: "\\S",
  b: "\\b",
  B: "\\B",
  "<": "\\b(?=[\\p{L}\\p{Nd}_])",
  ">": "\\b(?<=[\\p{L}\\p{Nd}_])",
  "`": "(?<![^])",
  "'": "(?![^])",
  n: "\\n",
  t: "\\t",
};

/**
 * A POSIX regular expression, basic or extended with GNU's additions, as a JavaScript one. What differs: of alternatives
 * the first that matches is taken, not the longest.
 */
export function posixRegex(pattern: string, options: RegexOptions, flags = ""): RegExp {
  const source = posixSource(pattern, options.extended);
  const all = `u${flags}${options.ignoreCase === true ? "i" : ""}${options.multiline === true ? "m" : ""}`;
  try {
    return new RegExp(source, all);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RegexError(unmatched(source) ?? "Invalid regular expression");
  }
}

function unmatched(source: string): string | null {
  const plain = source.replace(/\\.|\[(?:\\.|[^\]])*\]/gs, "");
  const opens = plain.split("(").length;
  const closes = plain.split(")").length;
  if (opens !== closes) return opens > closes ? "Unmatched ( or \\(" : "Unmatched ) or \\)";
  return null;
}

export function posixSource(pattern: string, extended: boolean): string {
  let source = "";
  // Where a `*` would have nothing to repeat.
  let start = true;
  let depth = 0;
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at]!;
    const next = pattern[at + 1];
    let token = char;
    at++;
    if (char === "\\") {
      if (next === undefined) throw new RegexError("Trailing backslash");
      token = char + next;
      at++;
    }
    const special = extended ? token : basicToken(token);
    if (special === "[") {
      const bracket = bracketSource(pattern, at - 1, "regex");
      if (bracket === null) throw new RegexError("Unmatched [, [^, [:, [., or [=");
      source += bracket.source;
      at = bracket.end;
      start = false;
      continue;
    }
    const piece = translate(special, { start, next: pattern[at], rest: pattern.slice(at), extended, depth });
    if (special === "(") depth++;
    if (special === ")" && piece === ")") depth--;
    if (special === "{" && piece === "{") {
      const bounds = /^(\d*)(,(\d*))?(\\?\})/.exec(pattern.slice(at));
      if (bounds !== null && (bounds[4] === "}") === extended) {
        source += `{${bounds[1] === "" ? "0" : bounds[1]}${bounds[2] ?? ""}}`;
        at += bounds[0].length;
        start = false;
        continue;
      }
      if (!extended) throw new RegexError("Invalid content of \\{\\}");
      source += "\\{";
      start = false;
      continue;
    }
    // A second repetition mark repeats the repetition.
    if (/^[*+?]$/.test(piece) && /[*+?}]$/.test(source) && !/\\[*+?}]$/.test(source))
      source = wrapLast(source);
    source += piece;
    start = piece === "(" || piece === "|" || (piece === "^" && (start || extended));
  }
  return source;
}

/** The marks of basic expressions in terms of extended ones: `\(` is `(`, and `(` is a plain character. */
function basicToken(token: string): string {
  if (/^\\[(){}|+?]$/.test(token)) return token.charAt(1);
  if (/^[(){}|+?]$/.test(token)) return `\\${token}`;
  return token;
}

interface Place {
  readonly start: boolean;
  readonly next: string | undefined;
  readonly rest: string;
  readonly extended: boolean;
  readonly depth: number;
}

function translate(token: string, place: Place): string {
  if (token.length === 2) {
    const letter = token.charAt(1);
    if (/[1-9]/.test(letter)) return `\\${letter}(?:)`;
    return GNU[letter] ?? escapeRegex(letter);
  }
  switch (token) {
    case ".":
      return "[^\\n]";
    case "*":
    case "+":
    case "?":
      // Nothing to repeat: a plain character.
      return place.start ? (place.extended && token !== "*" ? "" : escapeRegex(token)) : token;
    case "^":
      return place.extended || place.start ? "^" : "\\^";
    case "$": {
      const ends = place.rest === "" || /^(\\\)|\\\|)/.test(place.rest);
      return place.extended || ends ? "$" : "\\$";
    }
    case "(":
    case "|":
      return token;
    case "{":
      return place.start && !place.extended ? "\\{" : "{";
    case ")":
      return place.depth > 0 || !place.extended ? ")" : "\\)";
    default:
      return escapeRegex(token);
  }
}

/** Puts the last repeated piece into a group, so that it can be repeated again. */
function wrapLast(source: string): string {
  const piece = /(\\.|\[(?:\\.|[^\]])*\]|[^\\])(?:[*+?]|\{[\d,]*\})$/su.exec(source);
  if (piece === null || piece[1] === ")") return source.slice(0, -1);
  return `${source.slice(0, piece.index)}(?:${piece[0]})`;
}
