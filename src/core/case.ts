/** A file that is put into a case's directory before it runs. */
export interface CaseFile {
  readonly format: "str" | "bytes_base64";
  readonly content: string;
}

/** What the original answered. */
export interface Expected {
  readonly stdout: string;
  readonly stderr: string;
  /** As the original exited; compared modulo 256. */
  readonly code: number;
}

/** One test case: an input to the program and, once known, what the original answered. */
export interface TestCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly files: Readonly<Record<string, CaseFile>>;
  readonly hidden: boolean;
  /** For a hidden case: the visible cases that show the same behaviour with other values. */
  readonly duals: readonly string[];
  /** Free labels, for instance the feature that the case covers (`feature:--indent`). */
  readonly labels: readonly string[];
  readonly expected: Expected;
}

/** MirrorCode's row: one JSON object a line in a cases file. */
export interface CaseRow {
  readonly test_case: {
    readonly name: string;
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly stdin: string;
    readonly files: Readonly<Record<string, CaseFile>>;
    readonly labels: readonly string[];
    readonly visible_duals: readonly string[];
  };
  readonly stdout: string;
  readonly stderr: string;
  readonly returncode: number;
}
