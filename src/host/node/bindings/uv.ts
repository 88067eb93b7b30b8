import type { RealmContext } from "../realm-context.ts";

/** `uv`: libuv's error numbers and messages. */
export function uvBinding(context: RealmContext): Record<string, unknown> {
  const errors = new Map(context.recorded.errors);
  return {
    errname: (errno: number) => errors.get(errno)?.[0] ?? `Unknown system error ${errno}`,
    getErrorMap: () => new Map(context.recorded.errors),
    getErrorMessage: (errno: number) => errors.get(errno)?.[1] ?? `Unknown system error ${errno}`,
  };
}
