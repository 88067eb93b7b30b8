import type { FileTree } from "../sandbox/index.ts";

/** A submission that cannot be run at all. `remedy` tells what to do. */
export class GradingError extends Error {
  override readonly name = "GradingError";
  readonly remedy: string;
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

const ENTRIES = ["main.js", "main.mjs", "main.ts"] as const;

/**
 * The file that a case runs: `main.js`, `main.mjs` or `main.ts` at the root.
 * @throws GradingError when there is none, or more than one.
 */
export function findEntry(files: FileTree): string {
  const found = ENTRIES.filter((name) => Object.hasOwn(files, name));
  const [entry, ...others] = found;
  if (entry === undefined) {
    throw new GradingError(
      "There is no program to run: no main.js, main.mjs or main.ts at the root of the files.",
      "Create main.js, or move your program's first file there.",
    );
  }
  if (others.length > 0) {
    throw new GradingError(
      `It is not clear which program to run: there are ${found.join(" and ")}.`,
      "Keep one of them and rename or remove the others.",
    );
  }
  return entry;
}
