// rejects and doesNotReject.
import assert from "node:assert";
const attempt = async (check) => {
  try {
    await check();
    console.log("passes");
  } catch (error) {
    console.log(`${error.name} ${error.code}: ${error.message}`);
  }
};
const boom = async () => {
  throw new RangeError("later");
};
await attempt(() => assert.rejects(boom));
await attempt(() => assert.rejects(boom(), RangeError));
await attempt(() => assert.rejects(boom(), { message: "later" }));
await attempt(() => assert.rejects(boom(), TypeError));
await attempt(() => assert.rejects(boom(), /sooner/));
await attempt(() => assert.rejects(Promise.resolve(1)));
await attempt(() => assert.rejects(async () => 1, RangeError, "should have"));
await attempt(() => assert.rejects(() => 5));
await attempt(() => assert.rejects(5));
await attempt(() => assert.rejects(() => { throw new Error("at once"); }, /at once/));
await attempt(() => assert.doesNotReject(Promise.resolve(2)));
await attempt(() => assert.doesNotReject(boom));
await attempt(() => assert.doesNotReject(boom, "word"));
await attempt(() => assert.doesNotReject({ then: (done) => done(1), catch() {} }));
