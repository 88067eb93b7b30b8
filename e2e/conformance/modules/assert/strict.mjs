// The strict module: names mean their strict twins.
import strict, { AssertionError, deepEqual, equal, notEqual } from "node:assert/strict";
import assert from "node:assert";
console.log(strict === assert.strict, strict.strict === strict, strict.equal === assert.strictEqual, equal === assert.strictEqual);
console.log(strict.deepEqual === assert.deepStrictEqual, strict.notDeepEqual === assert.notDeepStrictEqual, AssertionError === assert.AssertionError);
for (const check of [() => equal(1, "1"), () => deepEqual([1], ["1"]), () => notEqual(NaN, NaN), () => strict(false)])
  try {
    check();
    console.log("passes");
  } catch (error) {
    console.log(error.message);
  }
console.log(Object.keys(assert).sort().join(" "));
console.log(typeof assert.CallTracker, typeof assert.Assert);
