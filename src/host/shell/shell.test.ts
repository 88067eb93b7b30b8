import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { runShell } from "./testing.ts";

/**
 * Scripts and what the machine's own bash and GNU programs say to them, stdout and stderr in one. `RECORD=1 npx vitest run
 * src/host/shell/shell.test.ts` records them anew (bash 5.2, coreutils 9.1, LC_ALL=C).
 */
const FOLDER = join(import.meta.dirname, "recorded");
const FILES = {
  "a.txt": "one\ntwo\nthree\n",
  "b.txt": "b1\nb2\n",
  "sub/c.md": "# c\n",
  "sub/d.txt": "d d\n",
};
const STDIN = "in1 x\nin2 y\nin3 z\n";
const ENV = { LC_ALL: "C", PATH: "/usr/bin:/bin" };

interface Recorded {
  readonly name: string;
  readonly script: string;
  readonly code: number;
  readonly output: string;
}

function read(file: string): Recorded[] {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return text
    .split(/^#### /m)
    .slice(1)
    .map((section) => {
      const match = /^(.*)\n([^]*?)\n(?:#>>> (\d+)\n([^]*))?$/.exec(section);
      if (match === null)
        throw new Error(`${file}: a section that is not of the form of the others: ${section.slice(0, 60)}`);
      const [, name = "", script = "", code = "0", output = ""] = match;
      return {
        name,
        script: script.replace(/\n$/, ""),
        code: Number(code),
        output: output.replace(/\n$/, ""),
      };
    });
}

/** The script as both shells get it. */
function wrapped(script: string): string[] {
  return ["/bin/bash", "-c", `exec 2>&1\n${script}`];
}

function record(file: string): void {
  const sections = read(file).map(({ name, script }) => {
    const folder = mkdtempSync(join(tmpdir(), "shell-"));
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const [command = "", ...args] = wrapped(script);
    const real = spawnSync(command, args, {
      cwd: folder,
      input: STDIN,
      env: { ...ENV, HOME: folder },
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    return `#### ${name}\n${script}\n#>>> ${real.status ?? -1}\n${real.stdout.replaceAll(folder, "/work")}\n`;
  });
  writeFileSync(join(FOLDER, file), sections.join(""));
}

for (const file of readdirSync(FOLDER).toSorted()) {
  if (process.env["RECORD"] !== undefined) record(file);
  describe(file.replace(/\.txt$/, ""), () => {
    test.each(read(file))("$name", async ({ script, code, output }) => {
      const run = await runShell("", { args: wrapped(script), files: FILES, stdin: STDIN, env: ENV });
      expect(`${run.code}\n${run.stdout}`).toBe(`${code}\n${output}`);
    });
  });
}
