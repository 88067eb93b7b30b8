// Tests of a module that a test imports are that test's own.
const { test } = require("node:test");

const inner = 'import { test } from "node:test"; await test("inner", (t) => t.assert.ok(true)); console.log("imported");';

test("outer", async (t) => {
  await import("data:text/javascript," + encodeURIComponent(inner));
  await t.test("own", () => {});
});
