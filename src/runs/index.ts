/**
 * Keeps runs. A *run* is a list of *events* under a *header*; its *files* are the workspace as typed, ahead of the
 * log. An *archive* is one run as a zip that another browser can take in.
 */
export type * from "./run-store.ts";
export { StoreError } from "./run-store.ts";
export { openRunStore, type OpenRunStore } from "./idb-run-store.ts";
