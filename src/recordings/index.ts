/**
 * Recorded runs that anybody can watch without a key. A *recording* is what a model, or a person in its place, replied in
 * one run, with what each call came to then. Played again, its *replies* come from the record; the calls are carried out
 * anew, so that what they come to can be compared with the record. The *pace* is how fast its replies come.
 */
export type * from "./recording.ts";
export { RecordingError } from "./recording.ts";
export { openRecordings } from "./open-recordings.ts";
export { Pace, RecordedClient, type Speed } from "./recorded-client.ts";
export { FORMAT, parseRecording, VERSION } from "./parse-recording.ts";
