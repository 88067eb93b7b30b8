/**
 * What a person *gives*: folders, zips and files, in which *built tasks* or MirrorCode's cases are found. Each becomes a
 * *packed* task, checked and whole, or is *refused* with one message.
 */
export { readGiven, type PackedTask, type ReadGiven } from "./read-given.ts";
