import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FormatError, type Place } from "../../src/core/format-error.ts";
import { parseCase } from "../../src/core/parse-case.ts";
import { draftCases, type Family } from "./family.ts";
import { filesBelow, type TaskFolder } from "./task-folder.ts";

/** Where the generators name a family, the `nth` time; only the folder's entry where the name is put together. */
function placeOf({ folder, source }: TaskFolder, name: string, nth = 0): Place {
  const quoted = [`"${name}"`, `'${name}'`, `\`${name}\``];
  const found = filesBelow(join(folder, "cases"))
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) =>
      readFileSync(join(folder, "cases", path), "utf8")
        .split("\n")
        .flatMap((text, at) => (quoted.some((one) => text.includes(one)) ? [{ path, line: at + 1 }] : [])),
    );
  const at = found[nth] ?? found[0];
  const file = `tasks/${source.id}/cases/${at?.path ?? "index.ts"}`;
  return at === undefined ? { file, field: "" } : { file, line: at.line, field: "" };
}

/**
 * Generators are programs, and may make anything: what they make is read as the cases file will be, before the original
 * is asked and before a path that climbs out is written to.
 *
 * @throws FormatError naming the file, the line of the family, and the try
 */
export function checkInputs(task: TaskFolder, families: readonly Family[]): void {
  const names = new Set<string>();
  for (const { name } of families) {
    if (names.has(name)) {
      throw new FormatError(
        placeOf(task, name, 1),
        `${JSON.stringify(name)} is already the name of a family, so their cases would share names; rename one`,
      );
    }
    names.add(name);
  }
  for (const { key, family, input } of draftCases(task.source.id, families)) {
    const row = { test_case: { name: key, ...input }, stdout: "", stderr: "", returncode: 0 };
    const text = JSON.stringify(row);
    try {
      parseCase(text, { file: "", field: "" });
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      const field = error.place.field.replace(/^test_case\.?/, "");
      throw new FormatError(
        { ...placeOf(task, family.name), field: `the input ${key}${field === "" ? "" : `: ${field}`}` },
        error.problem,
        { cause: error },
      );
    }
  }
}
