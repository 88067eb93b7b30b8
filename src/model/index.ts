/**
 * Asks language models. A *client* is one model at one *endpoint* (base URL), in one *wire format*; it answers a
 * *request* with a *reply* or a *fault*, and streams *parts* meanwhile. A *price* turns a *usage* into dollars. A
 * *provider* is an endpoint that is known here; the *doctor* examines any.
 */
export type * from "./model-client.ts";
export { connectModel, type ModelSettings } from "./connect.ts";
export { type CheckName, type CheckReport, type CheckStep, examine } from "./doctor.ts";
export { type Estimate, estimateRun } from "./estimate.ts";
export { listModels, type ListRequest, type ModelList, type OfferedModel } from "./model-list.ts";
export { lookUpModel, type ModelFacts, PRICE_TABLE, priceOf } from "./prices.ts";
export { isLocal, type Provider, providerAt, PROVIDERS } from "./providers.ts";
export { beginSignIn, finishSignIn, SIGN_IN_BASE_URL, type SignedIn, stripCode } from "./sign-in.ts";
