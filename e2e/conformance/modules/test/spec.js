// flags: --test-reporter=dot
const { test, describe, it, before, after, beforeEach, afterEach } = require("node:test");
const assert = require("node:assert");
test("passes", () => {});
test("has subtests", async (t) => {
  t.diagnostic("a note");
  await t.test("inner", (inner) => assert.strictEqual(inner.name, "inner"));
  await t.test("skipped", { skip: "why not" }, () => {});
  await t.test("todo", { todo: true }, () => {});
});
describe("suite", () => {
  const log = [];
  before(() => log.push("before"));
  beforeEach(() => log.push("each"));
  afterEach(() => log.push("after each"));
  after(() => console.log(log.join()));
  it("one", () => log.push("one"));
  it("two", async () => { await null; log.push("two"); });
  it.skip("three", () => log.push("three"));
});
