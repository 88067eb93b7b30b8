/**
 * One open task and the app around it: all that the screen sees.
 *
 * App: the list of programs, runs and preferences. Session: one open run, a readable state with verbs.
 */
export type * from "./app.ts";
export type * from "./session.ts";
export { AppError } from "./app.ts";
export type { AppParts } from "./app-parts.ts";
export { createApp } from "./create-app.ts";
export { findMissing, type Missing } from "./missing.ts";
