import type { FatalErrors } from "../fatal.ts";
import type { Hooks, RealmContext } from "../realm-context.ts";
import type { StackTraces } from "../stack-trace.ts";

/** `errors`: how errors look and what happens to those that nothing catches. */
export function makeErrorsBinding(
  context: RealmContext,
  stacks: StackTraces,
  fatal: FatalErrors,
): Record<string, unknown> {
  return {
    exitCodes: context.recorded.exitCodes,
    setPrepareStackTraceCallback() {},
    setGetSourceMapErrorSource() {},
    setSourceMapsEnabled() {},
    setMaybeCacheGeneratedSourceMap() {},
    setEnhanceStackForFatalException(
      before: NonNullable<Hooks["enhanceStackBefore"]>,
      after: NonNullable<Hooks["enhanceStackAfter"]>,
    ) {
      context.hooks.enhanceStackBefore = before;
      context.hooks.enhanceStackAfter = after;
    },
    noSideEffectsToString: (value: unknown) => String(value),
    triggerUncaughtException: (error: unknown, fromPromise: boolean) =>
      fatal.trigger(error, fromPromise, undefined, true),
    getErrorSourcePositions(error: object) {
      const [place] = stacks.places(error);
      if (!place) return { sourceLine: undefined, scriptResourceName: "", lineNumber: 0, startColumn: 0 };
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
