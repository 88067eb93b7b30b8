// assert() and assert.ok() quote the source.
const assert = require("node:assert");
const attempt = (check) => {
  try {
    check();
    console.log("passes");
  } catch (error) {
    console.log(error.name, error.code, error.operator, error.generatedMessage, error.actual, error.expected);
    console.log(error.message);
  }
};
attempt(() => assert(true));
attempt(() => assert(0));
attempt(() => assert.ok(null, "said"));
attempt(() => assert.ok(typeof 123 === "string"));
attempt(() => assert.ok(
  // a comment
  [1, 2].includes(3) &&
    "second line",
));
attempt(() => assert());
attempt(() => assert.ok(false, new TypeError("own")));
attempt(() => assert.equal(assert.ok, assert.strict.ok));
attempt(() => assert.fail());
attempt(() => assert.fail("boom"));
attempt(() => assert.fail(new RangeError("as is")));
attempt(() => assert.ifError(null));
attempt(() => assert.ifError(undefined));
attempt(() => assert.ifError(0));
attempt(() => assert.ifError("text"));
attempt(() => assert.ifError(new Error("inner")));
