// Tests that are made after an await belong to the suite or test around them.
const { describe, it, test } = require("node:test");
const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
const setUp = async () => {
  await wait();
  return "ready";
};
describe("a suite that waits", async () => {
  const state = await setUp();
  it(`is ${state}`, () => {});
  await wait();
  describe("an inner one", () => {
    it("waits, too", async (t) => {
      await setUp();
      await t.test("and has a part", async () => {
        await wait();
      });
    });
  });
});
test("another one", async () => {
  try {
    await Promise.reject(new Error("no"));
  } catch {}
  test("within", () => {});
});
test("one that leaves something behind", async () => {
  setTimeout(async () => {
    await null;
    throw new Error("late");
  }, 2);
});
test("and waits", () => new Promise((resolve) => setTimeout(resolve, 20)));
