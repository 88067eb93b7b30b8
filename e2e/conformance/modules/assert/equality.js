// What the comparing functions accept and what they say.
const assert = require("node:assert");
const attempt = (name, check) => {
  try {
    check();
    console.log(name, "passes");
  } catch (error) {
    console.log(`${name}: ${error.name} ${error.code} ${error.operator} ${error.generatedMessage}\n${error.message}`);
  }
};
attempt("equal", () => assert.equal(1, "1"));
attempt("equal differs", () => assert.equal(1, 2));
attempt("notEqual", () => assert.notEqual(1, 1));
attempt("strictEqual", () => assert.strictEqual(1, "1"));
attempt("strictEqual objects", () => assert.strictEqual({ a: 1 }, { a: 1 }));
attempt("strictEqual texts", () => assert.strictEqual("a".repeat(10), "b"));
attempt("strictEqual lines", () => assert.strictEqual("one\ntwo\nthree", "one\n2\nthree"));
attempt("strictEqual zero", () => assert.strictEqual(0, -0));
attempt("notStrictEqual", () => assert.notStrictEqual(NaN, NaN));
attempt("notStrictEqual object", () => { const o = { a: [1] }; assert.notStrictEqual(o, o); });
attempt("own message", () => assert.strictEqual(1, 2, "mine"));
attempt("own error", () => assert.strictEqual(1, 2, new RangeError("thrown as it is")));
attempt("deepEqual", () => assert.deepEqual({ a: 1, b: "2" }, { a: "1", b: 2 }));
attempt("deepEqual differs", () => assert.deepEqual([1, 2, 3], [1, 2, 4]));
attempt("notDeepEqual", () => assert.notDeepEqual({ a: 1 }, { a: "1" }));
attempt("notDeepStrictEqual", () => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }));
attempt("no arguments", () => assert.strictEqual(1));
