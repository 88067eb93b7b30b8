/**
 * Patterns of `case`, `[[ == ]]`, `${x#…}` and path names. In a pattern's text a backslash takes the special meaning from
 * what follows it: that is how quoted parts of a word arrive here.
 */

export interface PatternOptions {
  readonly extended: boolean;
  readonly ignoreCase?: boolean;
  /** `*` and `?` do not match `/`, and not a leading dot unless `dots`. */
  readonly path?: boolean;
  readonly dots?: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: "\\p{L}",
  digit: "0-9",
  alnum: "\\p{L}\\p{Nd}",
  upper: "\\p{Lu}",
  lower: "\\p{Ll}",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`\\{-~",
  print: "\\x20-\\x7e\\u{a0}-\\u{10ffff}",
  graph: "\\x21-\\x7e\\u{a1}-\\u{10ffff}",
  cntrl: "\\x00-\\x1f\\x7f",
  xdigit: "0-9A-Fa-f",
  word: "\\p{L}\\p{Nd}_",
};

/** The inside of a bracket expression as that of a JavaScript class; null when it does not close. */
export function bracketSource(
  text: string,
  start: number,
  style: "pattern" | "regex",
): { readonly source: string; readonly end: number } | null {
  let at = start + 1;
  let source = "[";
  if (text[at] === "^" || (text[at] === "!" && style === "pattern")) {
    source += "^";
    at++;
  }
  for (let first = true; ; first = false) {
    const char = text[at];
    if (char === undefined) return null;
    if (char === "]" && !first) break;
    const named = /^\[([:.=])(.*?)\1\]/s.exec(text.slice(at));
    if (named !== null) {
      source += named[1] === ":" ? (CLASSES[named[2]!] ?? "") : escapeClass(named[2]!);
      at += named[0].length;
      continue;
    }
    if (char === "-" && !first && text[at + 1] !== "]") {
      source += "-";
      at++;
      continue;
    }
    if (style === "pattern" && char === "\\" && at + 1 < text.length) at++;
    const code = text.codePointAt(at)!;
    source += escapeClass(String.fromCodePoint(code));
    at += code > 0xffff ? 2 : 1;
  }
  if (source === "[") return { source: "[^\\s\\S]", end: at + 1 };
  return { source: `${source}]`, end: at + 1 };
}

function escapeClass(char: string): string {
  return char.replace(/[\\\]^[\-&~|{}()/!#$%*+,.:;<=>?@`]/g, "\\$&").replace(/\\([!#%,:;<=>@`&~])/g, "$1");
}

export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** The pattern as the source of a regular expression (flags `su`), without anchors. */
export function patternSource(pattern: string, options: PatternOptions): string {
  const one = options.path === true ? "[^/]" : "[^]";
  let source = "";
  let start = true;
  for (let at = 0; at < pattern.length;) {
    const char = pattern[at]!;
    const guard = start && options.path === true && options.dots !== true ? "(?!\\.)" : "";
    start = false;
    if (options.extended && "?*+@!".includes(char) && pattern[at + 1] === "(") {
      const group = extendedGroup(pattern, at, options);
      if (group !== null) {
        source += group.source;
        at = group.end;
        continue;
      }
    }
    if (char === "*") {
      while (pattern[at] === "*" && !(options.extended && pattern[at + 1] === "(")) at++;
      source += `${guard}${one}*`;
    } else if (char === "?") {
      source += guard + one;
      at++;
    } else if (char === "[") {
      const bracket = bracketSource(pattern, at, "pattern");
      source += bracket === null ? "\\[" : guard + (options.path === true ? "(?!/)" : "") + bracket.source;
      at = bracket?.end ?? at + 1;
    } else {
      if (char === "\\" && at + 1 < pattern.length) at++;
      const code = pattern.codePointAt(at)!;
      source += escapeRegex(String.fromCodePoint(code));
      at += code > 0xffff ? 2 : 1;
    }
  }
  return source;
}

function extendedGroup(
  pattern: string,
  start: number,
  options: PatternOptions,
): { readonly source: string; readonly end: number } | null {
  const branches: string[] = [];
  let branch = start + 2;
  let depth = 0;
  let at = start + 2;
  for (; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (char === "(") depth++;
    else if (char === ")" && depth-- === 0) break;
    else if (char === "|" && depth === 0) {
      branches.push(pattern.slice(branch, at));
      branch = at + 1;
    }
  }
  if (at >= pattern.length) return null;
  branches.push(pattern.slice(branch, at));
  const inner = branches.map((text) => patternSource(text, { ...options, dots: true })).join("|");
  const kind = pattern[start];
  if (kind === "!") {
    // Anything but the branches, as far as what follows allows it.
    const rest = patternSource(pattern.slice(at + 1), { ...options, dots: true });
    const one = options.path === true ? "[^/]" : "[^]";
    return { source: `(?!(?:${inner})${rest}$)${one}*`, end: at + 1 };
  }
  return { source: `(?:${inner})${kind === "@" ? "" : kind}`, end: at + 1 };
}

const cache = new Map<string, RegExp>();

/** A regular expression that matches what the pattern matches as a whole. */
export function patternRegex(pattern: string, options: PatternOptions): RegExp {
  const key = `${options.extended}${options.ignoreCase}${options.path}${options.dots} ${pattern}`;
  let regex = cache.get(key);
  if (regex === undefined) {
    regex = new RegExp(
      `^(?:${patternSource(pattern, options)})$`,
      options.ignoreCase === true ? "sui" : "su",
    );
    if (cache.size > 500) cache.clear();
    cache.set(key, regex);
  }
  return regex;
}

/** Whether the pattern has anything but plain characters. */
export function hasPattern(pattern: string, extended: boolean): boolean {
  if (!/[*?[(]/.test(pattern)) return false;
  const special = extended ? /\\.|[*?]|\[|[+@!]\(/gs : /\\.|[*?]|\[/gs;
  return [...pattern.matchAll(special)].some((match) => match[0][0] !== "\\");
}

/** The pattern's text with its backslashes taken out. */
export function plainText(pattern: string): string {
  return pattern.replace(/\\(.)/gs, "$1");
}
