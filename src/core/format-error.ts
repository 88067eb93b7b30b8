/** Where in a file something is written. */
export interface Place {
  /** The file's name as a person knows it, for instance `semver/visible.jsonl`. */
  readonly file: string;
  /** Counted from 1; absent where no line can be named. */
  readonly line?: number;
  /** The field, for instance `test_case.args[2]`; empty for the whole. */
  readonly field: string;
}

/** A file that people or programs wrote is not what it must be. The message names file, line, field and problem. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly place: Place;
  /** What is wrong there, without the place. */
  readonly problem: string;
  constructor(place: Place, problem: string, options?: ErrorOptions) {
    const line = place.line === undefined ? "" : ` line ${place.line}`;
    const field = place.field === "" ? "" : ` ${place.field}`;
    super(`${place.file}${line}:${field} ${problem}`, options);
    this.place = place;
    this.problem = problem;
  }
}
