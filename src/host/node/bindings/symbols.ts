import type { RealmContext } from "../realm-context.ts";

/** `symbols`: well-known symbols that the library and native code share. */
export function symbolsBinding(context: RealmContext): Record<string, unknown> {
  return { ...context.symbols };
}
