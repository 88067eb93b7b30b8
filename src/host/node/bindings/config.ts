import type { RealmContext } from "../realm-context.ts";

/** `config`: what this build of Node has. There is no inspector and no tracing. */
export function configBinding(context: RealmContext): Record<string, unknown> {
  return {
    ...context.recorded.builtinConfig,
    hasInspector: false,
    hasTracing: false,
    getDefaultLocale: () => "en-US",
  };
}
