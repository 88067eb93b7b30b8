/**
 * Keeps runs. A *run* is a list of *events* under a *header*; its *files* are the workspace as typed, ahead of the
 * log; its *artifacts* are outputs that the log has clipped, and a *checkpoint* is what the events up to a place amount to. An *archive* is one run as a zip that another browser can take in.
 */
export type * from "./run-store.ts";
export { StoreError } from "./run-store.ts";
export { openRunStore, type OpenRunStore } from "./idb-run-store.ts";
