/**
 * The app and its open run: all that the screen sees.
 *
 * The *app* has the list of programs, runs and preferences. A *session* is one open run: a readable *state* with verbs.
 * Its files are *documents*, which a person, an agent and programs change at once; the *workspace* keeps documents, store,
 * sandbox and log the same. The *log* is the run's facts, and the *view* their fold. The *computer* is the sandbox that
 * is booted for it, the *reference desk* answers the command `reference` in it, and the *agent desk* runs the agent, which
 * may be a recording that is *watched*. A *review* is a kept run to look at, a *fork* a new run that begins where another was.
 */
export type * from "./app.ts";
export type * from "./session.ts";
export type { CasePoint, EventMark, Review, ReviewState } from "./review.ts";
export type { RecordedResult, Recording, RecordingInfo, Speed } from "../recordings/index.ts";
export type { FileChange, TextPlace } from "./file-history.ts";
export type { KnownFacts, ModelChoice, Models } from "./model-desk.ts";
export type { Keeping } from "./key-vault.ts";
export type { CheckReport, CheckStep, Estimate, ModelFacts, ModelList, Provider } from "../model/index.ts";
export { ownFactsKey } from "./model-desk.ts";
export { AppError } from "./app.ts";

export { createApp } from "./create-app.ts";
export { findMissing } from "./missing.ts";
