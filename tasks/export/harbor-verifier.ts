// The verifier of an exported Harbor task: bundled with the scoring rule into one file that needs Node alone.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestCase } from "../../src/core/case.ts";
import { parseCases } from "../../src/core/parse-case.ts";
import { caseError, groupTallies, scoreCase, verdictState, type Rule } from "../../src/core/scoring.ts";
import type { CaseResult, Observed } from "../../src/core/verdict.ts";
import { findEntry, GradingError } from "../../src/grading/entry.ts";

/** Harbor's places; a test lays them elsewhere. */
const APP = process.env["MIRRORBOX_APP"] ?? "/app";
const TESTS = process.env["MIRRORBOX_TESTS"] ?? "/tests";
const LOGS = process.env["MIRRORBOX_LOGS"] ?? "/logs/verifier";
/** `share`: the reward is the share of cases that pass, instead of 1 for all and 0 for fewer. */
const REWARD = process.env["MIRRORBOX_REWARD"] ?? "solved";

/** Bytes of each stream that are kept; more ends the program, as in the page. */
const MAX_OUTPUT = 1024 * 1024;
/** What ran too long beside others runs once more alone, until so many in a row did so alone as well. */
const CONVINCED_AFTER = 8;

const rule = JSON.parse(readFileSync(join(TESTS, "rule.json"), "utf8")) as Rule;
const cases = ["visible", "hidden"].flatMap((part) =>
  parseCases(readFileSync(join(TESTS, `${part}.jsonl`), "utf8"), `${part}.jsonl`),
);

function lay(folder: string, files: TestCase["files"]): void {
  for (const [path, { format, content }] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, format === "str" ? content : Buffer.from(content, "base64"));
  }
}

function run(entry: string, one: TestCase, cwd: string): Promise<Observed> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ["--require", join(TESTS, "policy.cjs"), join(APP, entry), ...one.args],
      {
        cwd,
        detached: true,
        env: { PATH: process.env["PATH"], HOME: cwd, TZ: "UTC", LANG: "en_US.UTF-8", ...one.env },
      },
    );
    let [timedOut, truncated] = [false, false];
    const stop = (): void => {
      // Its whole group: a program may have started others.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    };
    const timer = setTimeout(() => {
      timedOut = true;
      stop();
    }, rule.limits.caseMs);
    const keep = (stream: typeof child.stdout): Buffer[] => {
      const parts: Buffer[] = [];
      let length = 0;
      stream.on("data", (part: Buffer) => {
        parts.push(part);
        length += part.length;
        if (length > MAX_OUTPUT && !truncated) {
          truncated = true;
          stop();
        }
      });
      return parts;
    };
    const [stdout, stderr] = [keep(child.stdout), keep(child.stderr)];
    child.on("error", reject);
    // A program that does not read its input closes the pipe early; that is its own affair.
    child.stdin.on("error", () => undefined);
    child.stdin.end(one.stdin);
    child.on("close", (code) => {
      clearTimeout(timer);
      const text = (parts: Buffer[]): string =>
        new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(parts));
      const ms = performance.now() - started;
      resolve({ stdout: text(stdout), stderr: text(stderr), code, timedOut, truncated, ms });
    });
  });
}

async function gradeOne(entry: string, one: TestCase): Promise<{ result: CaseResult; timedOut: boolean }> {
  const cwd = mkdtempSync(join(tmpdir(), "case-"));
  try {
    lay(cwd, one.files);
    const observed = await run(entry, one, cwd);
    return { result: scoreCase(one, observed, rule), timedOut: observed.timedOut };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { result: caseError(one, reason), timedOut: false };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function gradeAll(entry: string): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const late: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) {
      const { result, timedOut } = await gradeOne(entry, cases[index]!);
      results[index] = result;
      if (timedOut) late.push(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(8, availableParallelism()) }, work));
  let confirmed = 0;
  for (const index of late.sort((a, b) => a - b)) {
    if (confirmed >= CONVINCED_AFTER) break;
    const { result, timedOut } = await gradeOne(entry, cases[index]!);
    results[index] = result;
    confirmed = timedOut ? confirmed + 1 : 0;
  }
  return results;
}

/** The reward, and the verdict that it follows from. */
async function verify(): Promise<{ readonly reward: number; readonly verdict: object }> {
  const rootFiles = readdirSync(APP).filter((name) => statSync(join(APP, name)).isFile());
  let entry: string;
  try {
    entry = findEntry(Object.fromEntries(rootFiles.map((name) => [name, ""])));
  } catch (error) {
    if (!(error instanceof GradingError)) throw error;
    return { reward: 0, verdict: { state: "not-solved", reason: error.message } };
  }
  const results = await gradeAll(entry);
  const groups = groupTallies(cases, results);
  const state = verdictState(groups.all);
  if (state === "error") {
    const reasons = results.flatMap(({ name, reason }) =>
      reason === undefined ? [] : [`${name}: ${reason}`],
    );
    throw new Error(`Some cases could not be run, so there is no score:\n${reasons.slice(0, 5).join("\n")}`);
  }
  const failed = results.filter(({ status }) => status === "fail").map(({ name }) => name);
  const solved = state === "solved" ? 1 : 0;
  const reward = REWARD === "share" ? groups.all.passed / groups.all.total : solved;
  return { reward, verdict: { state, groups, failed } };
}

mkdirSync(LOGS, { recursive: true });
// What a run before this one left is no score of this one.
rmSync(join(LOGS, "reward.txt"), { force: true });
const { reward, verdict } = await verify();
writeFileSync(join(LOGS, "verdict.json"), `${JSON.stringify(verdict, null, 2)}\n`);
writeFileSync(join(LOGS, "reward.txt"), `${reward}\n`);
console.log(JSON.stringify(verdict, null, 2));
