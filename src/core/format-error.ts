/** Where in a file something is written. */
export interface Place {
  /** The file's name as a person knows it, for instance `semver/visible.jsonl`. */
  readonly file: string;
  /** Counted from 1; absent for files that are one JSON document. */
  readonly line?: number;
  /** The field, for instance `test_case.args[2]`; empty for the whole. */
  readonly field: string;
}

/** A file that people or programs wrote is not what it must be. The message names file, line, field and problem. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly place: Place;
  constructor(place: Place, problem: string) {
    const line = place.line === undefined ? "" : ` line ${place.line}`;
    const field = place.field === "" ? "" : ` ${place.field}`;
    super(`${place.file}${line}:${field} ${problem}`);
    this.place = place;
  }
}
