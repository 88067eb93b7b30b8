// partialDeepStrictEqual: the expected part has to be there.
const assert = require("node:assert");
const attempt = (actual, expected) => {
  try {
    assert.partialDeepStrictEqual(actual, expected);
    console.log("passes");
  } catch (error) {
    console.log(`${error.code} ${error.operator}\n${error.message}`);
  }
};
attempt({ a: 1, b: 2 }, { a: 1 });
attempt({ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1 } } });
attempt({ a: 1 }, { a: 1, b: 2 });
attempt([1, 2, 3], [1, 3]);
attempt([1, 2, 3], [3, 1]);
attempt([1, 2], [1, 2, 3]);
attempt(new Set([1, 2, { x: 1, y: 2 }]), new Set([{ x: 1, y: 2 }]));
attempt(new Set([1]), new Set([2]));
attempt(new Map([["a", { b: 1, c: 2 }], ["d", 1]]), new Map([["a", { b: 1 }]]));
attempt(new Map([["a", 1]]), new Map([["b", 1]]));
attempt("abc", "abc");
attempt({ a: "1" }, { a: 1 });
attempt(new Uint8Array([1, 2, 3]), new Uint8Array([1, 2]));
attempt({ [Symbol.for("s")]: 1, a: 1 }, { [Symbol.for("s")]: 1 });
attempt(new Date(0), new Date(0));
attempt([{ a: 1, b: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]);
attempt(new Error("x"), new Error("y"));
