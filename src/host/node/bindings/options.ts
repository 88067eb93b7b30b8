import type { RealmContext } from "../realm-context.ts";

/** `options`: the command line, and the table of all options. */
export function optionsBinding(context: RealmContext): Record<string, unknown> {
  const { recorded } = context;
  return {
    envSettings: recorded.envSettings,
    types: recorded.optionTypes,
    getCLIOptionsValues: () => context.options.values,
    getCLIOptionsInfo: () => ({
      options: new Map(recorded.options),
      // The library takes these lists apart.
      aliases: new Map(recorded.aliases.map(([name, words]) => [name, [...words]])),
    }),
    getOptionsAsFlags: () => [...context.options.execArgv],
    getEmbedderOptions: () => ({
      shouldNotRegisterESMLoader: false,
      noGlobalSearchPaths: false,
      noBrowserGlobals: false,
      hasEmbedderPreload: false,
    }),
    getEnvOptionsInputType: () => new Map(),
    getNamespaceOptionsInputType: () => new Map(),
  };
}
