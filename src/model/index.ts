/**
 * Asks language models. A *client* is one model at one *endpoint* (base URL); it answers a *request* with a *reply* or
 * a *fault*, and streams *parts* meanwhile. A *price* turns a *usage* into dollars.
 */
export type * from "./model-client.ts";
export { connectModel, type ModelSettings } from "./connect.ts";
export { lookUpModel, type ModelFacts, priceOf } from "./prices.ts";
