// npm test: types, lint, format, unit and architecture tests, the build, task checks, browser tests.
// Ends with a line `N passed, N failed`; every step that is not a test run counts as one test.
import { join } from "node:path";
import { runTests } from "./run-tests.mjs";
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

function tests(project) {
  console.log(`\n== ${project} tests`);
  const result = runTests(project);
  passed += result.passed;
  failed += result.failed;
  failures.push(...result.failures);
}

step("types", bin("tsc"), ["-p", "."]);
step("types of core without DOM", bin("tsc"), ["-p", "src/core"]);
step("lint", bin("oxlint"), ["--type-aware", "--quiet"]);
step("format", bin("prettier"), ["--check", "--log-level=warn", "."]);
tests("unit");
build();
step("task checks", NODE, ["tasks/check.mjs", "--host"]);
tests("e2e");

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join("\n")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
