// Colours of each kind of value, and styles changed by a program.
const { inspect } = require("node:util");
const sample = { number: 1, big: 1n, text: "t", yes: true, nothing: null, missing: undefined, symbol: Symbol("s"), date: new Date(0), re: /(a|[b-d])+\d{2,}?(?<n>x)$/gi, fn() {}, list: [[[[]]]], get a() { return 1; } };
console.log(JSON.stringify(inspect(sample, { colors: true })));
console.log(Object.keys(inspect.colors).join(" "));
console.log(inspect.styles);
inspect.styles.number = "red";
inspect.colors.special = [95, 39];
inspect.styles.string = "special";
console.log(JSON.stringify(inspect([1, "s"], { colors: true })));
console.log(JSON.stringify(inspect(new Map([[{ a: 1 }, new Set([2])]]), { colors: true })));
console.log(JSON.stringify(inspect(new Proxy({ a: 1 }, {}), { colors: true, showProxy: true })));
console.log(JSON.stringify(inspect(class A extends Map {}, { colors: true })));
