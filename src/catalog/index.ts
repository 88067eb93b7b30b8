/**
 * The *catalog* is the shelf of *tasks*: programs to rebuild, each with a *prompt*, *docs*, *visible* and *hidden*
 * cases, and usually the original itself, the *reference*. They are served as files beside the app, or are this browser's
 * *own*: *given* by a person, checked, and kept in IndexedDB.
 */
export type * from "./catalog.ts";
export { CatalogError } from "./catalog.ts";
export { openCatalog, type OpenCatalogOptions } from "./open-catalog.ts";
