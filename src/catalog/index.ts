export type * from "./catalog.ts";
export { CatalogError } from "./catalog.ts";
