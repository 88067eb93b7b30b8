const { spawnSync } = require("node:child_process");
const { mkdirSync, writeFileSync } = require("node:fs");
mkdirSync("test");
writeFileSync("test/good.test.js", "const { test } = require('node:test'); test('good', () => {}); test('also', { skip: true }, () => {});");
writeFileSync("test/bad.test.mjs", "import test from 'node:test'; import assert from 'node:assert'; test('bad', () => assert.strictEqual(1, 2)); test('named x', () => {});");
const tidy = (text) => text.replaceAll(process.cwd(), ".").replaceAll(/\d+\.\d+/g, "N").replaceAll(/\d+ms/g, "Nms").replaceAll(/type: 'test'|type: 'suite'/g, "type");
const run = (...args) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--test", ...args], { encoding: "utf8", env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  console.log(args.join(" "), status, "\n" + tidy(stdout).split("\n").filter((line) => !/^\s+(at |\[|')/.test(line)).join("\n"), stderr);
};
run("--test-reporter=tap", "test/good.test.js");
run("--test-reporter=dot");
run("--test-reporter=spec", "--test-name-pattern=named", "test/bad.test.mjs");
run("--test-reporter=tap", "test/bad.test.mjs");
