import type { RealmContext } from "../realm-context.ts";

const DEPRECATED =
  "Directly calling process.binding('uv').errname(<val>) is being deprecated. Please make sure to use " +
  "util.getSystemErrorName() instead.";

/** `uv`: libuv's error numbers and messages. */
export function uvBinding(context: RealmContext): Record<string, unknown> {
  const errors: Record<number, readonly [string, string]> = Object.create(null);
  for (const [errno, error] of context.recorded.errors) errors[errno] = error;
  Object.freeze(errors);
  let hasWarned = false;
  const numbers = Object.entries(context.recorded.bindings["uv"]?.values ?? {}).map(
    ([name, value]) => [name, { value, enumerable: true }] as const,
  );
  return Object.defineProperties(
    {
      errname(errno: number): string {
        if (!hasWarned && context.options.values["--pending-deprecation"] === true) {
          hasWarned = true;
          const emitWarning = context.process["emitWarning"] as (...values: string[]) => void;
          emitWarning(DEPRECATED, "DeprecationWarning", "DEP0119");
        }
        return errors[errno]?.[0] ?? `Unknown system error ${errno}`;
      },
      getErrorMap: () => new Map(context.recorded.errors.map(([errno, error]) => [errno, [...error]])),
      getErrorMessage: (errno: number) => errors[errno]?.[1] ?? `Unknown system error ${errno}`,
    },
    Object.fromEntries(numbers),
  );
}
