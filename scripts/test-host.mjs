// npm run test:host: builds the sandbox host and runs its own tests, in Node and in the browser. Afterwards the table of
// module programs in src/host/README.md says what was seen. Ends with a line `N passed, N failed`.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "./run-tests.mjs";
import { ROOT, browser, install } from "./setup.mjs";

const README = join(ROOT, "src/host/README.md");
const RESULTS = join(ROOT, "build/module-programs.json");
/** The browser tests that need nothing but the host. */
const OF_THE_HOST = /^(host-|conformance|sealed).*\.test\.ts$/;

/** Puts `{ module: { programs, passed } }` into the README, between its marks. */
function writeTable(results) {
  const rows = Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1));
  const sum = (key) => rows.reduce((total, [, row]) => total + row[key], 0);
  const table = [
    "| module | programs | passed |",
    "| --- | ---: | ---: |",
    ...rows.map(([module, { programs, passed }]) => `| ${module} | ${programs} | ${passed} |`),
    `| all | ${sum("programs")} | ${sum("passed")} |`,
  ];
  const text = readFileSync(README, "utf8");
  const marked = /(<!-- programs:begin -->)[^]*(<!-- programs:end -->)/;
  if (!marked.test(text)) throw new Error(`${README} lacks the marks of the table`);
  writeFileSync(
    README,
    text.replace(marked, (_all, begin, end) => `${begin}\n\n${table.join("\n")}\n\n${end}`),
  );
}

install();
browser();
// Only now are the packages there that the build needs.
const { buildHost } = await import("../src/host/build.mjs");
const folder = join(ROOT, "build/public");
await buildHost(folder);
rmSync(RESULTS, { force: true });

console.log("\n== unit tests of the host");
const unit = runTests("unit", ["src/host/"]);
console.log("\n== the host in the browser");
const files = readdirSync(join(ROOT, "e2e")).filter((name) => OF_THE_HOST.test(name));
const e2e = runTests(
  "e2e",
  files.map((name) => `e2e/${name}`),
  { HOST_FOLDER: folder, MODULE_RESULTS: RESULTS },
);
if (existsSync(RESULTS)) writeTable(JSON.parse(readFileSync(RESULTS, "utf8")));

const failures = [...unit.failures, ...e2e.failures];
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join("\n")}`);
console.log(`\n${unit.passed + e2e.passed} passed, ${unit.failed + e2e.failed} failed`);
process.exit(unit.failed + e2e.failed === 0 ? 0 : 1);
