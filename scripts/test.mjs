// npm test: types, lint, format, unit and architecture tests, the build, task checks, browser tests.
// Ends with a line `N passed, N failed`; every step that is not a test run counts as one test.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { NODE, ROOT, browser, build, install, run } from "./setup.mjs";

install();
browser();

const bin = (name) => join(ROOT, "node_modules/.bin", name);
const failures = [];
let passed = 0;
let failed = 0;

function step(title, command, args) {
  console.log(`\n== ${title}`);
  const code = run(command, args);
  if (code === 0) passed++;
  else {
    failed++;
    failures.push(title);
  }
}

/** Runs one Vitest project and adds up its tests; a project that could not run counts as one failure. */
function tests(project) {
  console.log(`\n== ${project} tests`);
  const report = join(ROOT, `build/${project}.json`);
  mkdirSync(join(ROOT, "build"), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = run(NODE, [
    join(ROOT, "node_modules/vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    ...reporters,
  ]);
  if (!existsSync(report)) {
    failed++;
    failures.push(`${project} tests (did not run)`);
    return;
  }
  const result = JSON.parse(readFileSync(report, "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  for (const file of result.testResults) {
    for (const test of file.assertionResults)
      if (test.status === "failed") failures.push(`${project}: ${test.fullName}`);
  }
  if (code !== 0 && result.numFailedTests === 0) {
    failed++;
    failures.push(`${project} tests (a file failed to load, or an error was not caught)`);
  }
}

step("types", bin("tsc"), ["-p", "."]);
step("types of core without DOM", bin("tsc"), ["-p", "src/core"]);
step("lint", bin("oxlint"), ["--type-aware", "--quiet"]);
step("format", bin("prettier"), ["--check", "--log-level=warn", "."]);
tests("unit");
build();
step("task checks", NODE, ["tasks/check.mjs"]);
tests("e2e");

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
