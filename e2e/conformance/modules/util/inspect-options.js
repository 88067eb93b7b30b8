// Options that change the layout.
const { inspect } = require("node:util");
const value = { zebra: [1, 2, { x: "long text ".repeat(3) }], apple: { b: 1, a: 2 }, mango: new Map([["z", 1], ["a", 2]]) };
for (const compact of [true, false, 0, 1, 3]) console.log(compact, inspect(value, { compact }));
for (const breakLength of [10, 40, 200, Infinity]) console.log(breakLength, inspect(value, { breakLength }));
console.log(inspect(value, { sorted: true }), inspect(value, { sorted: (a, b) => (a < b ? 1 : -1) }));
console.log(inspect({ a: 1.5, b: 123456789.123, c: -1234567n, d: 0x10 }, { numericSeparator: true }));
console.log(inspect("x".repeat(20), { maxStringLength: 5 }), inspect(["y".repeat(12)], { maxStringLength: 0 }));
console.log(inspect({ get a() { return 1; }, set b(v) {}, get c() { throw new Error("no"); }, set c(v) {} }, { getters: true }));
console.log(inspect({ get a() { return { x: 1 }; }, set a(v) {} }, { getters: "set" }), inspect({ get a() { return 2; } }, { getters: "get" }));
for (const bad of [{ depth: "x" }, { compact: "y" }]) console.log(inspect({ a: {} }, bad));
console.log(inspect(Object.create({}, { hidden: { value: 1 }, shown: { value: 2, enumerable: true } }), { showHidden: true }));
console.log(inspect.defaultOptions);
try {
  inspect.defaultOptions = 5;
} catch (error) {
  console.log(error.code, error.message);
}
inspect.defaultOptions = { depth: 0 };
console.log(inspect({ a: { b: 1 } }));
