import type { RealmContext } from "../realm-context.ts";

/** All options of the process as its command line could say them; numbers always, others where they differ. */
function optionsAsFlags({ recorded, options: { values } }: RealmContext): string[] {
  const { kBoolean, kInteger, kUInteger, kString, kStringList, kHostPort } = recorded.optionTypes;
  return recorded.options.flatMap(([name, { type, defaultIsTrue }]) => {
    const value = values[name];
    if (!name.startsWith("--")) return [];
    if (type === kBoolean) {
      if (value === defaultIsTrue || typeof value !== "boolean") return [];
      return [value ? name : `--no-${name.slice(2)}`];
    }
    if (type === kStringList) return (value as readonly string[]).map((each) => `${name}=${each}`);
    if (type === kString) return value === "" || value === undefined ? [] : [`${name}=${value as string}`];
    if (type === kInteger || type === kUInteger) return [`${name}=${value as number}`];
    if (type !== kHostPort) return [];
    const { host, port } = value as { readonly host: string; readonly port: number };
    return host === "" || port < 0 ? [] : [`${name}=${host}:${port}`];
  });
}

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
    getOptionsAsFlags: () => optionsAsFlags(context),
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
