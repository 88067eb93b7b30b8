import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandLine, readRecordings, record } from "./recordings.ts";
import { runShell } from "./testing.ts";

const FOLDER = join(import.meta.dirname, "recorded");
const SURROUNDINGS = {
  files: { "a.txt": "one\ntwo\nthree\n", "b.txt": "b1\nb2\n", "sub/c.md": "# c\n", "sub/d.txt": "d d\n" },
  stdin: "in1 x\nin2 y\nin3 z\n",
  env: { LC_ALL: "C", PATH: "/usr/bin:/bin" },
  folder: "/work",
};

for (const file of readdirSync(FOLDER).toSorted()) {
  const path = join(FOLDER, file);
  if (process.env["RECORD"] !== undefined) record(path, SURROUNDINGS);
  describe(file.replace(/\.txt$/, ""), () => {
    test.each(readRecordings(path))("$name", async ({ script, code, output }) => {
      const run = await runShell("", { ...SURROUNDINGS, args: commandLine(script) });
      expect(`${run.code}\n${run.stdout}`).toBe(`${code}\n${output}`);
    });
  });
}
