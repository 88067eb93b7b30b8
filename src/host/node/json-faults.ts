import { showsNative } from "./native-texts.ts";
import { withRoomForHost } from "./stack-limit.ts";
import type { Place } from "./stack-trace.ts";

/** Frames of the host in the stack of an error that is made here. */
const HOST_FRAMES = 3;

/** What V8 calls a text that has no name. */
const NAMELESS = "<anonymous_script>";

// Taken before any program ran.
const { apply } = Reflect;
const { get, set } = WeakMap.prototype;
const { parse } = JSON;
const { SyntaxError: Fault } = globalThis;

/** The texts in which `JSON.parse` found a fault, by the error. */
const texts = new WeakMap<object, string>();

/**
 * Puts a `JSON.parse` in the place of the present one that remembers what it could not parse: where nothing catches the
 * error, V8 shows the line of that text, which a browser tells nobody.
 */
export function installJsonFaults(): void {
  const { parse: remembering } = {
    parse(this: unknown, text: unknown, reviver: unknown): unknown {
      try {
        return apply(parse, this, [text, reviver]);
      } catch (error) {
        throw error instanceof Fault ? remembered(this, text, error) : error;
      }
    },
  };
  Object.defineProperty(JSON, "parse", {
    value: showsNative(remembering),
    writable: true,
    configurable: true,
  });
}

/** Has the name of what it calls, which therefore shows in stacks. */
const STAND_IN = {
  parse(self: unknown, text: string): unknown {
    try {
      apply(parse, self, [text]);
      return undefined;
    } catch (error) {
      return error;
    }
  },
};

/** The error anew, with a stack as deep as it is without the host's frames; any other error of a reviver's as it is. */
function remembered(self: unknown, given: unknown, error: unknown): unknown {
  let text: string;
  try {
    text = `${given as string}`;
  } catch {
    return error; // It is made anew each time, and need not be the same.
  }
  const again = withRoomForHost(HOST_FRAMES, () => STAND_IN.parse(self, text));
  if (again === undefined) return error;
  apply(set, texts, [again as object, text]);
  return again;
}

/** Where in a text `JSON.parse` found its fault, and the line; undefined for other errors. */
export function jsonFault(error: unknown): { readonly place: Place; readonly line: string } | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const text = apply(get, texts, [error]) as string | undefined;
  if (text === undefined) return undefined;
  const before = text.slice(0, faultIn(text)).split("\n");
  const [line, column] = [before.length, (before.at(-1) ?? "").length + 1];
  return { place: { file: NAMELESS, line, column }, line: text.split("\n")[line - 1] ?? "" };
}

/** A value up to its children, or a part of one. Sticky; V8 looks at texts in the same order. */
const TOKEN =
  // oxlint-disable-next-line no-control-regex -- JSON's own rule
  /[\t\n\r ]*(?:([{}[\],:])|"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.eE])|true|false|null)/y;

/** What may come next; `more`: a comma or an end. */
type Wanted = "value" | "first value" | "key" | "first key" | "colon" | "more";

const SPACE = /[\t\n\r ]*/y;

/** The offset of the first character that cannot be part of JSON; the text's length when it ends too early. */
export function faultIn(text: string): number {
  const open: string[] = [];
  let wants: Wanted = "value";
  for (let at = 0; ;) {
    SPACE.lastIndex = TOKEN.lastIndex = at;
    SPACE.exec(text);
    const start = SPACE.lastIndex;
    const isKey: boolean = wants === "key" || wants === "first key";
    const isValue: boolean = wants === "value" || wants === "first value";
    const found = TOKEN.exec(text);
    if (!found) return isValue || (isKey && text[start] === '"') ? inToken(text, start) : start;
    at = TOKEN.lastIndex;
    const sign = found[1];
    const inside = open.at(-1);
    if (sign === undefined) {
      if (isKey ? text[start] !== '"' : !isValue) return start;
      wants = isKey ? "colon" : "more";
    } else if ((sign === "{" || sign === "[") && isValue) {
      open.push(sign);
      wants = sign === "{" ? "first key" : "first value";
    } else if (mayClose(sign, inside, wants)) {
      open.pop();
      wants = "more";
    } else if (sign === "," && wants === "more" && inside) wants = inside === "{" ? "key" : "value";
    else if (sign === ":" && wants === "colon") wants = "value";
    else return start;
  }
}

function mayClose(sign: string, inside: string | undefined, wants: Wanted): boolean {
  if (sign === "}") return inside === "{" && (wants === "first key" || wants === "more");
  return sign === "]" && inside === "[" && (wants === "first value" || wants === "more");
}

/** Where a string, number or word that begins at `start` goes wrong. */
function inToken(text: string, start: number): number {
  const rest = text.slice(start);
  const good =
    // oxlint-disable-next-line no-control-regex -- JSON's own rule
    /^"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*(?:\\(?:u[\da-fA-F]{0,3})?)?/.exec(rest)?.[0] ??
    /^-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?/.exec(rest)?.[0] ??
    "";
  if (good !== "") return start + good.length;
  for (const word of ["true", "false", "null"])
    for (let length = word.length; length > 0; length--)
      if (rest.startsWith(word.slice(0, length))) return start + length;
  return start;
}
