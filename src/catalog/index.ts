/**
 * The *catalog* is the shelf of *tasks*: programs to rebuild, each with a *prompt*, *docs*, *visible* and *hidden*
 * cases, and usually the original itself, the *reference*. They are served as files beside the app.
 */
export type * from "./catalog.ts";
export { CatalogError } from "./catalog.ts";
export { openCatalog, type OpenCatalogOptions } from "./open-catalog.ts";
