// flags: --test-reporter=dot
const test = require("node:test");
console.log(Object.keys(test.assert), typeof test.snapshot.setDefaultSnapshotSerializers, typeof test.snapshot.setResolveSnapshotPath);
test.assert.register("isOdd", function (n) { if (n % 2 === 0) throw new Error("even"); });
test("custom assertion", (t) => {
  t.assert.isOdd(3);
  t.assert.throws(() => t.assert.isOdd(2), /even/);
  t.assert.fileSnapshot !== undefined && t.assert.ok(true);
});
test("waits", async (t) => {
  let n = 0;
  console.log(await t.waitFor(() => { if (++n < 3) throw new Error("not yet"); return n; }, { interval: 1 }));
});
test("expects to fail", { expectFailure: true }, () => { throw new Error("as expected"); });
