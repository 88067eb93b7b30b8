import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Expectation } from "./expectation.ts";
import type { Program } from "./program.ts";

/** One folder a module of Node's library: its programs, and `expected.json` with what the pinned Node did. */
export const MODULES_FOLDER = join(import.meta.dirname, "modules");

/** The modules that have programs, in alphabetical order. */
export const MODULE_NAMES: readonly string[] = readdirSync(MODULES_FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** `// args: --expose-gc main.js "a b"`: the words, in which double quotes keep blanks together. */
function words(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/**
 * A module's programs: one a file (`.js`, `.mjs`, `.cjs`, `.mts`, `.ts`), which runs alone in an empty folder. Comments at
 * the start of its lines say how, where `node <file>` is not enough:
 *
 *     // flags: --expose-gc        before the file's name
 *     // args: one "two words"     after it
 *     // env: NAME=value           one a line
 *     // stdin: a line\n           with the escapes of JSON
 *     // racy: why                 its output depends on timing: it may be tried again
 */
export function modulePrograms(module: string): readonly Program[] {
  const folder = join(MODULES_FOLDER, module);
  return readdirSync(folder)
    .filter((name) => name !== "expected.json")
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const told = (what: string) =>
        [...text.matchAll(new RegExp(`^// ${what}: (.*)$`, "gm"))].map(([, value = ""]) => value);
      const env = told("env").map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]);
      const [stdin] = told("stdin").map((line) => JSON.parse(`"${line}"`) as string);
      return {
        name: `${module}/${file}`,
        files: { [file]: text },
        args: [...told("flags").flatMap(words), file, ...told("args").flatMap(words)],
        env: Object.fromEntries(env) as Record<string, string>,
        ...(stdin === undefined ? {} : { stdin }),
        ...(told("racy").length > 0 ? { racy: true } : {}),
      };
    });
}

/** What the pinned Node did, by the program's name. */
export function moduleExpectations(module: string): Readonly<Record<string, Expectation>> {
  return JSON.parse(readFileSync(join(MODULES_FOLDER, module, "expected.json"), "utf8")) as Record<
    string,
    Expectation
  >;
}
