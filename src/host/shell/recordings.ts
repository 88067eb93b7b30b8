import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Scripts with what the machine's own bash says to them, for tests. A file holds sections: `#### name`, the script,
 * `#>>> status`, and stdout and stderr in one. Tests record them anew when RECORD is set (bash 5.2, coreutils 9.1).
 */
export interface Recording {
  readonly name: string;
  readonly script: string;
  readonly code: number;
  readonly output: string;
}

export interface Surroundings {
  readonly files: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  /** The folder's path in the output, in place of where it was recorded. */
  readonly folder: string;
}

export function readRecordings(path: string): Recording[] {
  return readFileSync(path, "utf8")
    .split(/^#### /m)
    .slice(1)
    .map((section) => {
      const match = /^(.*)\n([^]*?)\n(?:#>>> (\d+)\n([^]*))?$/.exec(section);
      if (match === null) throw new Error(`${path}: this section has another form: ${section.slice(0, 60)}`);
      const [, name = "", script = "", code = "0", output = ""] = match;
      return {
        name,
        script: script.replace(/\n$/, ""),
        code: Number(code),
        output: output.replace(/\n$/, ""),
      };
    });
}

/** The command line of a script, for bash and for the shell alike. */
export function commandLine(script: string): string[] {
  return ["/bin/bash", "-c", `exec 2>&1\n${script}`];
}

/** Runs every script of the file under the real bash and writes down what it said. */
export function record(path: string, { files, stdin, env, folder }: Surroundings): void {
  const sections = readRecordings(path).map(({ name, script }) => {
    const place = mkdtempSync(join(tmpdir(), "shell-"));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(place, file)), { recursive: true });
      writeFileSync(join(place, file), content);
    }
    const [command = "", ...args] = commandLine(script);
    const real = spawnSync(command, args, {
      cwd: place,
      input: stdin,
      env: { ...env, HOME: place },
      encoding: "utf8",
    });
    rmSync(place, { recursive: true });
    return `#### ${name}\n${script}\n#>>> ${real.status ?? -1}\n${real.stdout.replaceAll(place, folder)}\n`;
  });
  writeFileSync(path, sections.join(""));
}
