import type { RealmContext } from "../realm-context.ts";

/** `builtins`: how the library loads its own modules. */
export function makeBuiltinsBinding(
  context: RealmContext,
  loaded: (
    internalBinding: (name: string) => Record<string, unknown>,
    require: (id: string) => unknown,
  ) => void,
): Record<string, unknown> {
  const { recorded, library } = context;
  return {
    builtinIds: recorded.builtinIds,
    builtinCategories: { canBeRequired: [...recorded.builtinIds], cannotBeRequired: [] },
    natives: {},
    config: recorded.config,
    compileFunction: (id: string) => library.factory(id),
    hasCachedBuiltins: () => true,
    getCacheUsage: () => ({
      compiledWithCache: new Set(),
      compiledWithoutCache: new Set(),
      compiledInSnapshot: [],
    }),
    setInternalLoaders: loaded,
  };
}
