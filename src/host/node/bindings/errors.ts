import type { FatalErrors } from "../fatal.ts";
import type { Hooks, RealmContext } from "../realm-context.ts";
import type { StackTraces } from "../stack-trace.ts";

const { toString: textOfFunction } = Function.prototype;
const { toString: textOfObject } = Object.prototype;
const { toString: textOfError } = Error.prototype;

/** A value as V8 writes it where no code of a program may run (`Object::NoSideEffectsToString`). */
function describe(value: unknown): string {
  if (typeof value === "function") return textOfFunction.call(value);
  if (typeof value !== "object" || value === null) return String(value);
  const toString = plainProperty(value, "toString");
  if (value instanceof Error || toString === textOfError) return textOfError.call(value as Error);
  const constructor = toString === textOfObject ? plainProperty(value, "constructor") : undefined;
  const name = typeof constructor === "function" ? plainProperty(constructor, "name") : undefined;
  return typeof name === "string" && name !== "" ? `#<${name}>` : textOfObject.call(value);
}

/** The value of a property that is no accessor. */
function plainProperty(object: object, key: string): unknown {
  for (let at: object | null = object; at; at = Object.getPrototypeOf(at) as object | null) {
    const own = Object.getOwnPropertyDescriptor(at, key);
    if (own) return own.value as unknown;
  }
  return undefined;
}

/** `errors`: how errors look and what happens to those that nothing catches. */
export function makeErrorsBinding(
  context: RealmContext,
  stacks: StackTraces,
  fatal: FatalErrors,
): Record<string, unknown> {
  return {
    exitCodes: context.recorded.exitCodes,
    setPrepareStackTraceCallback() {},
    setGetSourceMapErrorSource(excerpt: Hooks["sourceMapErrorSource"]) {
      context.hooks.sourceMapErrorSource = excerpt;
    },
    setSourceMapsEnabled(on: boolean) {
      fatal.usesSourceMaps = on;
    },
    setMaybeCacheGeneratedSourceMap() {},
    setEnhanceStackForFatalException(
      before: NonNullable<Hooks["enhanceStackBefore"]>,
      after: NonNullable<Hooks["enhanceStackAfter"]>,
    ) {
      context.hooks.enhanceStackBefore = before;
      context.hooks.enhanceStackAfter = after;
    },
    noSideEffectsToString: describe,
    triggerUncaughtException(error: unknown, fromPromise: boolean) {
      fatal.trigger(error, fromPromise, stacks.caller(), true);
    },
    getErrorSourcePositions(error: object) {
      const [place] = stacks.places(error);
      if (!place) return { sourceLine: "", scriptResourceName: "", lineNumber: 0, startColumn: 0 };
      return {
        // What `eval` and `Function` made is not known: an empty line shows no expression.
        sourceLine: context.positions.line(place.file, place.line) ?? "",
        scriptResourceName: place.file,
        lineNumber: place.line,
        startColumn: place.column - 1,
      };
    },
  };
}
