export type * from "./run-store.ts";
export { StoreError } from "./run-store.ts";
