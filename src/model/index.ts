export type * from "./model-client.ts";
