import { showsNative } from "./native-texts.ts";
import type { Place } from "./stack-trace.ts";

/** Frames of the host in the stack of an error that is made here. */
const HOST_FRAMES = 3;

/** What V8 calls a text that has no name. */
const NAMELESS = "<anonymous_script>";

type Parse = (this: unknown, ...values: readonly unknown[]) => unknown;

// Taken before any program ran.
const { apply } = Reflect;
const { get, set } = WeakMap.prototype;
const { parse } = JSON;
const { SyntaxError: Fault, Error: AnyError } = globalThis;

/** The texts in which `JSON.parse` found a fault, by the error. */
const texts = new WeakMap<object, string>();

/**
 * Puts a `JSON.parse` in the place of the present one that remembers what it could not parse: where nothing catches the
 * error, V8 shows the line of that text, which a browser tells nobody.
 */
export function installJsonFaults(): void {
  const remembering: { readonly parse: Parse } = {
    parse(...values) {
      try {
        return apply(parse, this, values) as unknown;
      } catch (error) {
        throw error instanceof Fault ? remembered(this, values[0], error) : error;
      }
    },
  };
  Object.defineProperty(remembering.parse, "length", { value: parse.length, configurable: true });
  Object.defineProperty(JSON, "parse", {
    value: showsNative(remembering.parse),
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
  const { stackTraceLimit } = AnyError;
  let again: unknown = error;
  try {
    const text = `${given as string}`;
    AnyError.stackTraceLimit = stackTraceLimit + HOST_FRAMES;
    again = STAND_IN.parse(self, text) ?? error;
    if (again !== error) apply(set, texts, [again as object, text]);
  } catch {
    return error; // A text that is made anew each time may differ, and the limit may be locked.
  }
  Reflect.set(AnyError, "stackTraceLimit", stackTraceLimit);
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

/** The offset of the first character that cannot be part of JSON; the text's length when it ends too early. */
export function faultIn(text: string): number {
  const open: string[] = [];
  let wants: "value" | "first value" | "key" | "first key" | "colon" | "more" = "value";
  for (let at = 0; ;) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    const start = at + (/^[\t\n\r ]*/.exec(text.slice(at))?.[0].length ?? 0);
    const isKey: boolean = wants === "key" || wants === "first key";
    const isValue: boolean = wants === "value" || wants === "first value";
    if (!found) return isValue || (isKey && text[start] === '"') ? inToken(text, start) : start;
    at = TOKEN.lastIndex;
    const sign = found[1];
    const inside = open.at(-1);
    const isOver = wants === "more" && inside === undefined;
    if (sign === undefined) {
      const isText = text[start] === '"';
      if (isKey ? !isText : !isValue) return start;
      wants = isKey ? "colon" : "more";
    } else if ((sign === "{" || sign === "[") && isValue) {
      open.push(sign);
      wants = sign === "{" ? "first key" : "first value";
    } else if (sign === "}" && inside === "{" && (wants === "first key" || wants === "more")) {
      open.pop();
      wants = "more";
    } else if (sign === "]" && inside === "[" && (wants === "first value" || wants === "more")) {
      open.pop();
      wants = "more";
    } else if (sign === "," && wants === "more" && !isOver) wants = inside === "{" ? "key" : "value";
    else if (sign === ":" && wants === "colon") wants = "value";
    else return start;
  }
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
