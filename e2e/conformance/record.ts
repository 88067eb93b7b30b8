// Runs programs under the Node that runs this, and writes what they did. It must be the pinned one:
//   node_modules/.bin/node e2e/conformance/record.ts              the general programs, and those of every module
//   node_modules/.bin/node e2e/conformance/record.ts fs stream    only those of the modules named
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Expectation, expectation } from "./expectation.ts";
import { MODULE_NAMES, MODULES_FOLDER, modulePrograms } from "./module-programs.ts";
import type { Program } from "./program.ts";
import { PROGRAMS } from "./programs/index.ts";

const LIMIT_MS = 20_000;

function record(program: Program): Promise<Expectation> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "program-")));
  for (const [path, text] of Object.entries(program.files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const path = `${dirname(process.execPath)}:${process.env["PATH"]}`;
  return new Promise((resolve, reject) => {
    // Through `cat`, so that all three streams are pipes; by name, as programs are started from a shell.
    const script = 'cat | (exec -a node "$0" "$@") | cat; exit ${PIPESTATUS[1]}';
    const child = spawn("bash", ["-c", script, process.execPath, ...program.args], {
      cwd,
      env: { PATH: path, HOME: "/home", TZ: "UTC", ...program.env },
      detached: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(program.stdin ?? "");
    const timer = setTimeout(
      () => process.kill(-(child.pid ?? 0), "SIGKILL"),
      program.killAfterMs ?? LIMIT_MS,
    );
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      rmSync(cwd, { recursive: true, force: true });
      resolve(expectation(program, cwd, Buffer.concat(out), Buffer.concat(err), code));
    });
  });
}

async function recordAll(programs: readonly Program[], file: string): Promise<void> {
  const expected: Record<string, Expectation> = {};
  for (const program of programs) expected[program.name] = await record(program);
  writeFileSync(file, `${JSON.stringify(expected, null, 2)}\n`);
  console.log(`recorded ${programs.length} programs in ${file} with Node ${process.version}`);
}

const named = process.argv.slice(2);
if (named.length === 0) await recordAll(PROGRAMS, join(import.meta.dirname, "expected.json"));
for (const module of named.length === 0 ? MODULE_NAMES : named)
  await recordAll(modulePrograms(module), join(MODULES_FOLDER, module, "expected.json"));
