// AssertionError made by hand, and as it is printed.
const assert = require("node:assert");
const { inspect } = require("node:util");
const error = new assert.AssertionError({ actual: 1, expected: 2, operator: "strictEqual" });
console.log(error.message, error.name, error.code, error.actual, error.expected, error.operator, error.generatedMessage);
console.log(error instanceof Error, error instanceof assert.AssertionError, String(error), Object.keys(error));
const own = new assert.AssertionError({ message: "own", actual: { a: 1 }, expected: [1] });
console.log(own.message, own.generatedMessage, own.operator);
console.log(inspect(own).split("\n    at")[0]);
console.log(inspect(own).slice(inspect(own).lastIndexOf(" {\n")));
for (const operator of ["deepStrictEqual", "notDeepStrictEqual", "notStrictEqual", "deepEqual", "fail", "custom", undefined])
  console.log(JSON.stringify(new assert.AssertionError({ actual: [1, 2], expected: [1, 3], operator }).message));
for (const bad of [undefined, null, 5, "x"])
  try {
    new assert.AssertionError(bad);
  } catch (thrown) {
    console.log(thrown.code, thrown.message);
  }
console.log(new assert.AssertionError({ actual: 1, expected: 1, operator: "strictEqual", diff: "full" }).diff, error.diff);
