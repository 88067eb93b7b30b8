/** Finds where in a JSON document a field stands, so that messages can name a line. */
import { FormatError } from "./format-error.ts";

/** A field as `inside` writes it, in parts: `original.files["a"][2]` is original, files, a, 2. */
function partsOf(field: string): readonly string[] {
  return [...field.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]|([^.[\]]+)/g)].map(([, bracketed, plain]) =>
    bracketed?.startsWith('"') ? (JSON.parse(bracketed) as string) : (bracketed ?? plain ?? ""),
  );
}

/** Offset of the field's key or item, or of its nearest ancestor that exists. The text must be JSON. */
function offsetOf(text: string, field: string): number {
  const wanted = partsOf(field);
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g;
  const path: (string | number)[] = [];
  let best = { offset: Math.max(0, text.search(/\S/)), depth: 0 };
  let key: { name: string; offset: number } | null = null;
  let expectKey = false;
  const visit = (offset: number): void => {
    const depth = path.length;
    if (depth > best.depth && depth <= wanted.length && path.every((part, at) => String(part) === wanted[at]))
      best = { offset, depth };
  };
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [word] = match;
    const last = path.at(-1);
    if (word === ":") continue;
    if (word === ",") {
      if (typeof last === "number") path[path.length - 1] = last + 1;
      else expectKey = true;
    } else if (word === "}" || word === "]") {
      path.pop();
      expectKey = false;
    } else if (expectKey && word.startsWith('"')) {
      key = { name: JSON.parse(word) as string, offset: match.index };
      path[path.length - 1] = key.name;
      visit(key.offset);
      expectKey = false;
    } else {
      if (typeof last === "number") visit(match.index);
      if (word === "{") {
        path.push("");
        expectKey = true;
      } else if (word === "[") path.push(0);
    }
  }
  return best.offset;
}

/** The line, counted from 1, on which a field of a JSON document stands; that of what holds it when it is missing. */
export function lineOfField(text: string, field: string): number {
  return text.slice(0, offsetOf(text, field)).split("\n").length;
}

/** Runs a reader of one JSON document; what it refuses gets the line of the field that it names. */
export function withLines<T>(text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError) || error.place.line !== undefined) throw error;
    throw new FormatError({ ...error.place, line: lineIn(text, error.place.field) }, error.problem, {
      cause: error,
    });
  }
}

function lineIn(text: string, field: string): number {
  const fault = faultOf(text);
  return fault === null ? lineOfField(text, field) : text.slice(0, fault).split("\n").length;
}

const TOKEN =
  /\s*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([[\]{}:,]))/y;

/** Offset at which text stops being JSON; null when it is. Engines tell it in words of their own, or not at all. */
function faultOf(text: string): number | null {
  /** What is open: `{` and `[`. */
  const open: string[] = [];
  let next: "value" | "first-value" | "key" | "first-key" | "colon" | "more" = "value";
  for (let at = 0; ;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (match === null) return start >= text.length && next === "more" && open.length === 0 ? null : start;
    const [, string, plain, sign] = match;
    const value = next === "value" || next === "first-value";
    const inside = open.at(-1);
    if (string !== undefined && (next === "key" || next === "first-key")) next = "colon";
    else if ((string ?? plain) !== undefined && value) next = "more";
    else if (sign === ":" && next === "colon") next = "value";
    else if (sign === "," && next === "more" && inside !== undefined) next = inside === "{" ? "key" : "value";
    else if (sign === "{" && value) {
      open.push(sign);
      next = "first-key";
    } else if (sign === "[" && value) {
      open.push(sign);
      next = "first-value";
    } else if (sign === "}" && inside === "{" && (next === "more" || next === "first-key")) {
      open.pop();
      next = "more";
    } else if (sign === "]" && inside === "[" && (next === "more" || next === "first-value")) {
      open.pop();
      next = "more";
    } else return start;
    at = TOKEN.lastIndex;
  }
}
