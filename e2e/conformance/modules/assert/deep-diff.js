// How differences of structures are shown.
const assert = require("node:assert");
const diff = (actual, expected) => {
  try {
    assert.deepStrictEqual(actual, expected);
    console.log("same");
  } catch (error) {
    console.log(error.message);
  }
};
diff({ a: 1, b: { c: [1, 2, 3] } }, { a: 1, b: { c: [1, 5, 3] } });
diff([1, 2, 3, 4, 5], [1, 2, 4, 5, 6]);
diff(new Map([["a", 1]]), new Map([["a", 2]]));
diff(new Set([1, { x: 1 }]), new Set([1, { x: 2 }]));
diff(Array.from({ length: 60 }, (_, i) => i), Array.from({ length: 60 }, (_, i) => (i === 30 ? "x" : i)));
diff({ text: "line one\nline two\nline three" }, { text: "line one\nline 2\nline three" });
diff(new Date(0), new Date(1));
diff(/a/g, /a/i);
diff(Object.assign(new Error("x"), { stack: "s" }), Object.assign(new Error("y"), { stack: "s" }));
diff([1, [2, [3, [4]]]], [1, [2, [3, [5]]]]);
diff({ a: undefined }, {});
diff([], {});
diff(new (class A {})(), new (class B {})());
diff({ __proto__: null }, {});
diff("a", "b");
diff(Array(30).fill("same").concat("left"), Array(30).fill("same").concat("right"));
diff(1n, 1);
diff([NaN, 0], [NaN, -0]);
