const v8 = require("v8");
const hex = (value) => v8.serialize(value).toString("hex");
for (const value of [undefined, null, true, 0, -1, 2 ** 31, 1.5, -0, 10n, -(2n ** 70n), "text", "é", "✓", [1, , 3], [], { a: 1, 2: "b" }, new Date(0), /x/gi, new Map([[1, 2]]), new Set(["s"]), Object(1), Object("o"), Buffer.from("ab"), new Float64Array([1]), new ArrayBuffer(2)])
  console.log(hex(value));
const shared = { s: 1 };
console.log(hex([shared, shared]));
console.log(v8.deserialize(v8.serialize({ nested: [new Map([["k", { deep: new Uint8Array(2) }]]), new TypeError("t").message] })));
for (const value of [() => {}, Symbol("x"), new WeakSet(), new SharedArrayBuffer(1)])
  try {
    v8.serialize(value);
  } catch ({ name, message }) {
    console.log(name, message);
  }
