// Placeholders of util.format.
const { format, formatWithOptions } = require("node:util");
console.log(format("%s %s", "a"), format("%s", "a", "b", { c: 1 }), format("a", "b"), format(1, 2, "3"), format());
console.log(format("%s|%s|%s|%s", null, undefined, Symbol("x"), -0), format("%s", 12345678901234567890n), format("%s", () => 1));
console.log(format("%s", { a: { b: { c: 1 } } }), format("%s", [1, [2, [3]]]), format("%s", new Date(0)), format("%s", class A {}));
class Named {
  toString() {
    return "named!";
  }
}
console.log(format("%s %s", new Named(), Object.create(new Named())), format("%s", Object.assign(new Error("e"), { stack: "Error: e" })));
console.log(format("%d %d %d %d", "42", 1n, {}, " 7 "), format("%i %i %i", 42.9, "42.9px", 5n), format("%f %f %f", "1.50", "x", Symbol.iterator.description));
console.log(format("%j %j", { a: [1] }, undefined), format("%j", { toJSON: () => "own" }));
const loop = {};
loop.loop = loop;
console.log(format("%j", loop), format("%%|%5|%x|%", 1), format("%c styled %c", "color: red", ""), format("100%", 5));
console.log(format("%o", { f() {}, list: [1] }), format("%O", { a: { b: { c: { d: {} } } } }));
console.log(JSON.stringify(formatWithOptions({ colors: true, compact: false }, "%O %s", { a: 1 }, 2, "rest", [3])));
for (const bad of [null, 5, "x"])
  try {
    formatWithOptions(bad, "x");
  } catch (error) {
    console.log(error.code, error.message);
  }
