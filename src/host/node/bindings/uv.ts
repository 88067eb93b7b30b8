import type { RealmContext } from "../realm-context.ts";

/** `uv`: libuv's error numbers and messages. */
export function uvBinding(context: RealmContext): Record<string, unknown> {
  const errors: Record<number, readonly [string, string]> = Object.create(null);
  for (const [errno, error] of context.recorded.errors) errors[errno] = error;
  Object.freeze(errors);
  return {
    errname: (errno: number) => errors[errno]?.[0] ?? `Unknown system error ${errno}`,
    getErrorMap: () => new Map(context.recorded.errors.map(([errno, error]) => [errno, [...error]])),
    getErrorMessage: (errno: number) => errors[errno]?.[1] ?? `Unknown system error ${errno}`,
  };
}
