/**
 * *Grading* runs *cases* on a machine that holds only a solution's files, compares by the scoring rule, and sums the
 * *results* up as a *verdict*.
 */
export { findEntry, GradingError } from "./entry.ts";
export { digestFiles } from "./digest-files.ts";
export { gradeCases, type GradeOptions } from "./grade-cases.ts";
export { grade } from "./grade.ts";
