/** The package's command line, which `bundle.ts` finds: the package does not export it. */
declare module "commonmark-command";
