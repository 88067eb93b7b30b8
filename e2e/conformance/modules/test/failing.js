// flags: --test-reporter=dot
const { test } = require("node:test");
const assert = require("node:assert");
process.on("exit", (code) => console.log("code", code));
test("context", async (t) => {
  const results = [];
  await t.test("plan", (u) => { u.plan(2); u.assert.ok(true); u.assert.strictEqual(1, 1); });
  t.assert.throws(() => { throw new Error("expected"); }, /expected/);
  results.push(t.name, t.fullName, typeof t.signal.aborted, t.mock !== undefined);
  console.log(results);
});
test("options", { concurrency: 1, timeout: 5000 }, (t, done) => setImmediate(done));
