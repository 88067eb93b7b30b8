// flags: --test-reporter=dot
const test = require("node:test");
const log = (...values) => console.log("#", ...values);
test.before(() => log("root before"));
test.after(() => log("root after"));
test.beforeEach((t) => log("root beforeEach", t.name));
test.afterEach((t) => log("root afterEach", t.name));
test("first", async (t) => {
  t.before(() => log("first before"));
  t.after(() => log("first after"));
  t.beforeEach((inner) => log("first beforeEach", inner.name));
  await t.test("inner a", () => log("a"));
  await t.test("inner b", () => log("b"));
});
test.suite("suite", () => {
  test.before(() => log("suite before"));
  test.it("in suite", (t) => log("runs", t.fullName));
});
