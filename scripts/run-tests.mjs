// Runs Vitest and adds up what it says.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { NODE, ROOT, run } from "./setup.mjs";

/**
 * Runs the tests of one project, or some files of it. A run that could not happen counts as one failure.
 *
 * @param {"unit" | "e2e"} project
 * @param {readonly string[]} [files]
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {{ passed: number, failed: number, failures: string[] }}
 */
export function runTests(project, files = [], env = {}) {
  const report = join(ROOT, `build/${project}.json`);
  mkdirSync(join(ROOT, "build"), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = run(NODE, [vitest, "run", "--project", project, ...files, ...reporters], {
    env: { ...process.env, ...env },
  });
  if (!existsSync(report)) return { passed: 0, failed: 1, failures: [`${project} tests (did not run)`] };
  const result = JSON.parse(readFileSync(report, "utf8"));
  const failures = [];
  for (const file of result.testResults) {
    for (const test of file.assertionResults)
      if (test.status === "failed") failures.push(`${project}: ${test.fullName}`);
  }
  let failed = result.numFailedTests;
  if (code !== 0 && failed === 0) {
    failed++;
    failures.push(`${project} tests (a file failed to load, or an error was not caught)`);
  }
  return { passed: result.numPassedTests, failed, failures };
}
